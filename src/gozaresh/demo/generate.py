"""Everything that a district submits in a month, as typed frames."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gozaresh.demo.actions import actions
from gozaresh.demo.content import content
from gozaresh.demo.office import Office
from gozaresh.records import ColumnType, Kind, kinds

_DTYPES = {
    ColumnType.YES_NO: "boolean",
    ColumnType.COUNT: "Int64",
    ColumnType.AMOUNT: "Float64",
    ColumnType.DATE: "datetime64[us]",
    ColumnType.INSTANT: "datetime64[us]",
}


def generate(office: Office) -> dict[str, pd.DataFrame]:
    """A frame for every kind of record: the kind's columns, typed as the store types them."""
    done = actions(office)
    rows = {"actions": done, "content": content(office, done)}
    return {key: _frame(kind, rows.get(key, [])) for key, kind in kinds().items()}


def _frame(kind: Kind, rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[column.key for column in kind.columns])
    return frame.astype({each.key: _DTYPES.get(each.type, "str") for each in kind.columns})
