"""Small frames, written so that a reader can count along."""

from __future__ import annotations

import pandas as pd

from gozaresh.records import ColumnType, kinds

DTYPES = {
    ColumnType.COUNT: "Int64",
    ColumnType.AMOUNT: "Float64",
    ColumnType.YES_NO: "boolean",
    ColumnType.DATE: "datetime64[us]",
    ColumnType.INSTANT: "datetime64[us]",
}


def frame(kind: str, rows: list[dict]) -> pd.DataFrame:
    """Typed rows of a kind from dictionaries; what a row leaves out is missing."""
    columns = kinds()[kind].columns
    types = {column.key: DTYPES.get(column.type, "str") for column in columns}
    table = pd.DataFrame(rows, columns=list(types)).astype(types)
    table.insert(0, "row", range(3, 3 + len(table)))
    return table
