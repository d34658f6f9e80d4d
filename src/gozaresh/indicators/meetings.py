"""Indicators of public meetings: what became of the matters that citizens brought."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from gozaresh.indicators.deadlines import is_done, is_overdue
from gozaresh.indicators.declared import CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import count, share
from gozaresh.records import kinds


@indicator(
    "meetings_resolved",
    title="ملاقات‌های رسیدگی‌شده",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="ملاقات‌های مختومه با دستور ÷ ملاقات‌های مختومه یا معوق",
    source=CENTRE,
)
def meetings_resolved(inputs: Inputs) -> pd.DataFrame:
    """Meetings closed with an order ÷ meetings closed or overdue.

    Those that the law bars are among the closed, and shown apart in `meetings_barred`.
    """
    meetings = inputs.dated("meetings")
    closed = is_done(meetings, "closed_on")
    judged = closed | is_overdue(meetings, "due_on", "closed_on")
    return share(meetings[judged], (closed & (meetings["outcome"] == "order"))[judged])


@indicator(
    "meetings_barred",
    title="ملاقات‌های دارای منع قانونی",
    unit=Unit.ITEMS,
    better=Better.LOWER,
    formula="شمار ملاقات‌هایی که با منع قانونی مختومه شدند",
    source=CENTRE,
)
def meetings_barred(inputs: Inputs) -> pd.DataFrame:
    """Meetings closed because the law bars what was asked."""
    meetings = inputs.dated("meetings")
    closed = meetings[is_done(meetings, "closed_on")]
    return count(inputs, closed[closed["outcome"] == "barred"], among=closed)


@indicator(
    "meetings_overdue",
    title="ملاقات‌های معوق",
    unit=Unit.ITEMS,
    better=Better.LOWER,
    formula="شمار ملاقات‌های باز که مهلتشان تا پایان ماه گذشته است",
    source=CENTRE,
)
def meetings_overdue(inputs: Inputs) -> pd.DataFrame:
    """Meetings open past the day by which they were due, as of the end of the month."""
    meetings = inputs.dated("meetings")
    overdue = meetings[is_overdue(meetings, "due_on", "closed_on")]
    return count(inputs, overdue, among=meetings)


def outcomes(meetings: pd.DataFrame, as_of: datetime) -> pd.Series:
    """How many meetings ended each way by that moment, and how many were still open.

    Takes rows of `meetings`. Index: order, barred, referral, unsaid (closed without an outcome),
    overdue, open (not yet due, or without a day); values int64.
    """
    rows = meetings.assign(as_of=as_of)
    closed, late = is_done(rows, "closed_on"), is_overdue(rows, "due_on", "closed_on")
    ended = rows["outcome"].fillna("unsaid")
    fate = ended.where(closed, "open").mask(late, "overdue")
    ways = [*kinds()["meetings"].column("outcome").choices, "unsaid", "overdue", "open"]
    return fate.value_counts().reindex(ways, fill_value=0)
