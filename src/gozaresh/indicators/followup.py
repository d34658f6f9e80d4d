"""Indicators of following up: experts' tasks and the meeting's decisions, done by their day."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pandas as pd

from gozaresh.indicators.deadlines import days_over, fate, in_time, is_overdue
from gozaresh.indicators.declared import CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import count, medians
from gozaresh.records import kinds


@indicator(
    "tasks_done",
    title="انجام وظایف",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="وظایف انجام‌شده تا مهلت ÷ وظایف موعددار",
    source=CENTRE,
)
def tasks_done(inputs: Inputs) -> pd.DataFrame:
    """Tasks done by the day they were due ÷ tasks done or past that day."""
    return in_time(inputs.dated("tasks"), "due_on", "done_on")


@indicator(
    "decisions_done",
    title="پیگیری مصوبات",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="مصوبات انجام‌شده تا مهلت ÷ مصوبات انجام‌شده یا معوق",
    source=CENTRE,
)
def decisions_done(inputs: Inputs) -> pd.DataFrame:
    """Decisions done by the day they were due ÷ decisions done or past that day."""
    return in_time(inputs.dated("decisions"), "due_on", "done_on")


@indicator(
    "decisions_overdue",
    title="مصوبات معوق",
    unit=Unit.ITEMS,
    better=Better.LOWER,
    formula="شمار مصوبات باز که مهلتشان تا پایان ماه گذشته است",
    source=CENTRE,
)
def decisions_overdue(inputs: Inputs) -> pd.DataFrame:
    """Decisions open past the day they were due, as of the end of the month; n is all of them."""
    return count(inputs, _overdue(inputs), among=inputs.rows("decisions"))


@indicator(
    "decisions_days_over",
    title="میانهٔ تأخیر مصوبات معوق",
    unit=Unit.DAYS,
    better=Better.LOWER,
    formula="میانهٔ روزهای گذشته از مهلت مصوبات معوق",
    source=CENTRE,
)
def decisions_days_over(inputs: Inputs) -> pd.DataFrame:
    """Median days by which overdue decisions are past their day."""
    overdue = _overdue(inputs)
    return medians(overdue, days_over(overdue, "due_on"))


def by_role(tasks: pd.DataFrame, as_of: datetime) -> dict[str, Counter[str]]:
    """How many of each expert's tasks met each `fate` by that moment, in the order of the form.

    Takes rows of `tasks`. Roles without a task are there too.
    """
    counts = {role: Counter() for role in kinds()["tasks"].column("role").choices}
    for role, due, done in zip(tasks["role"], tasks["due_on"], tasks["done_on"], strict=True):
        counts[role][fate(due, done, as_of)] += 1
    return counts


def _overdue(inputs: Inputs) -> pd.DataFrame:
    decisions = inputs.dated("decisions")
    return decisions[is_overdue(decisions, "due_on", "done_on")]
