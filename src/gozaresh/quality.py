"""How good what a district sent is: how complete, and how late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.records import kinds

_CELL = ["district", "month"]


def completeness(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Required and expected cells by district and month: filled, and all there are.

    `frames` has rows by kind with district and month. Index: district, month; columns: filled,
    cells (int64). A district without rows is not in it.
    """
    counted = [
        _count(frame, [each.key for each in kinds()[key].columns if each.required or each.expected])
        for key, frame in frames.items()
    ]
    return pd.concat(counted).groupby(level=_CELL).sum().astype("int64")


def _count(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    filled = frame[columns].notna().sum(axis=1)
    counts = frame[_CELL].assign(filled=filled, cells=len(columns))
    return counts.groupby(_CELL).sum()


def due_date(month: Month, due_day: int) -> date:
    """The last day on which a month's workbook is on time: day `due_day` of the month after."""
    return (month + 1).first_day + timedelta(days=due_day - 1)


def days_late(day: date, month: Month, due_day: int) -> int:
    """Whole days from the last day on time to `day`; 0 on time."""
    return max(0, (date(day.year, day.month, day.day) - due_date(month, due_day)).days)
