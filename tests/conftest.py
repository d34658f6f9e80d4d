"""Small frames, written so that a reader can count along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd
import pytest

from gozaresh.calendar import Month
from gozaresh.indicators import Inputs
from gozaresh.params import Params, find_root, load_params
from gozaresh.records import ColumnType, kinds

DTYPES = {
    ColumnType.COUNT: "Int64",
    ColumnType.AMOUNT: "Float64",
    ColumnType.YES_NO: "boolean",
    ColumnType.DATE: "datetime64[us]",
    ColumnType.INSTANT: "datetime64[us]",
}


@dataclass(frozen=True, eq=False)
class Submitted:
    """A submission made by a test, without a workbook."""

    district: int
    month: Month
    file: str
    sha256: str
    size: int
    received_at: datetime
    sample: bool
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)


def frame(kind: str, rows: list[dict]) -> pd.DataFrame:
    """Typed rows of a kind from dictionaries; what a row leaves out is missing."""
    columns = kinds()[kind].columns
    types = {column.key: DTYPES.get(column.type, "str") for column in columns}
    table = pd.DataFrame(rows, columns=list(types)).astype(types)
    table.insert(0, "row", range(3, 3 + len(table)))
    return table


@pytest.fixture(scope="session")
def params() -> Params:
    return load_params(find_root())


@pytest.fixture
def submit():
    """Make a submission: `submit(12, "1401-10", actions=[{…}], content=[{…}])`."""
    count = 0

    def make(district: int, month: str, **rows: list[dict]) -> Submitted:
        nonlocal count
        count += 1
        parsed = Month.parse(month)
        frames = {key: frame(key, rows.get(key, [])) for key in kinds()}
        name = f"district-{district:02d}-{month}.xlsx"
        return Submitted(district, parsed, name, f"{count:064x}", 1000, parsed.end, False, frames)

    return make


@pytest.fixture
def inputs(params):
    """What indicators read, from submissions."""

    def gather(*submissions: Submitted) -> Inputs:
        frames = {
            key: pd.concat(
                each.frames[key].assign(district=each.district, month=str(each.month))
                for each in submissions
            )
            for key in kinds()
        }
        about = pd.DataFrame(
            {
                "district": [each.district for each in submissions],
                "month": [str(each.month) for each in submissions],
                "received_at": [pd.Timestamp(each.received_at) for each in submissions],
            }
        )
        return Inputs(frames, about, params)

    return gather
