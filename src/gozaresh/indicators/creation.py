"""Indicators of events: what was held, how full it was, and what was new in it."""

from __future__ import annotations

import pandas as pd

from gozaresh.indicators.declared import CELL, CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import count, quotient, sums


@indicator(
    "events",
    title="رویدادها",
    unit=Unit.ITEMS,
    better=Better.HIGHER,
    formula="شمار همایش‌ها و کارهای ویژهٔ برگزارشده",
    source=CENTRE,
)
def events(inputs: Inputs) -> pd.DataFrame:
    """Events held."""
    return count(inputs, inputs.rows("events"))


@indicator(
    "events_filled",
    title="استقبال از رویدادها",
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    formula="شمار حاضران ÷ گنجایش، در رویدادهایی که هر دو را گفته‌اند",
    source=CENTRE,
)
def events_filled(inputs: Inputs) -> pd.DataFrame:
    """Attendance ÷ capacity over the events that say both; n is the places."""
    told = inputs.rows("events").dropna(subset=["attendance", "capacity"])
    total = sums(told, "attendance", "capacity")
    return quotient(total["attendance"], total["capacity"], n=total["capacity"])


@indicator(
    "creative",
    title="کارهای خلاقانه",
    unit=Unit.ITEMS,
    better=Better.HIGHER,
    formula="شمار کارهای خلاقانه در میان رویدادها",
    source=CENTRE,
)
def creative(inputs: Inputs) -> pd.DataFrame:
    """Events marked as creative work; n is all events."""
    return count(inputs, _creative(inputs), among=inputs.rows("events"))


@indicator(
    "creative_score",
    title="میانگین امتیاز خلاقیت",
    unit=Unit.SCORE,
    better=Better.HIGHER,
    formula="میانگین امتیاز ۱ تا ۵ کارهای خلاقانهٔ امتیازدار",
    source=CENTRE,
)
def creative_score(inputs: Inputs) -> pd.DataFrame:
    """Mean score, 1 to 5, of the creative works that have one."""
    scored = _creative(inputs).dropna(subset=["score"])
    score = scored.groupby(CELL)["score"].agg(["sum", "count"]).astype("float64")
    return quotient(score["sum"], score["count"], n=score["count"])


def _creative(inputs: Inputs) -> pd.DataFrame:
    held = inputs.rows("events")
    return held[held["creative"].fillna(False).astype(bool)]
