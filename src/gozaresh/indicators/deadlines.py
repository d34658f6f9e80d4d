"""What has a day by which it is due: in time, late, or overdue, as of the end of the month.

The rows are those of `Inputs.dated`. A day due has passed when it is over; what was done after
`as_of` was still open then.
"""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from gozaresh.indicators.measured import share

_DAY = pd.Timedelta(days=1)


def is_done(rows: pd.DataFrame, done: str) -> pd.Series:
    """Whether each was done by the time it is judged."""
    return rows[done] < rows["as_of"]


def is_overdue(rows: pd.DataFrame, due: str, done: str) -> pd.Series:
    """Whether each was open when its day had passed; never, where no day is set."""
    return ~is_done(rows, done) & (rows[due] + _DAY <= rows["as_of"])


def fate(due: datetime, done: datetime, as_of: datetime) -> str:
    """What became of one by that moment: in_time, late, overdue, or ahead (open, not yet due)."""
    if done < as_of:
        return "in_time" if done <= due else "late"
    return "overdue" if due + _DAY <= as_of else "ahead"


def days_over(rows: pd.DataFrame, due: str) -> pd.Series:
    """Whole days from the day each was due to the last one before it is judged."""
    return (rows["as_of"] - rows[due] - _DAY).dt.days


def in_time(rows: pd.DataFrame, due: str, done: str) -> pd.DataFrame:
    """What was done by its day ÷ what was done or is overdue."""
    done_by_now = is_done(rows, done)
    judged = done_by_now | is_overdue(rows, due, done)
    return share(rows[judged], (done_by_now & (rows[done] <= rows[due]))[judged])


def overdue(rows: pd.DataFrame, due: str, done: str, as_of: datetime) -> pd.DataFrame:
    """The rows that were overdue at that moment, with days_over (int64), the longest first."""
    judged = rows.assign(as_of=as_of)
    late = judged[is_overdue(judged, due, done)]
    late = late.assign(days_over=days_over(late, due))
    return late.drop(columns="as_of").sort_values("days_over", ascending=False, kind="stable")
