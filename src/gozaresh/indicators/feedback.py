"""Indicators of feedback: what audiences said, and what became a controversy."""

from __future__ import annotations

import pandas as pd

from gozaresh.indicators.declared import CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import count, quotient, sums


@indicator(
    "net_feedback",
    title="خالص بازخورد",
    unit=Unit.INDEX,
    better=Better.HIGHER,
    formula="(بازخورد مثبت − بازخورد منفی) ÷ همهٔ بازخوردها",
    source=CENTRE,
)
def net_feedback(inputs: Inputs) -> pd.DataFrame:
    """Positive less negative feedback ÷ all of it, −1 to 1."""
    told = sums(inputs.rows("feedback"), "positive", "neutral", "negative")
    everything = told.sum(axis=1)
    return quotient(told["positive"] - told["negative"], everything, n=everything)


@indicator(
    "controversies",
    title="حاشیه‌ها",
    unit=Unit.ITEMS,
    better=Better.LOWER,
    formula="شمار موضوع‌هایی که حاشیه داشتند",
    source=CENTRE,
)
def controversies(inputs: Inputs) -> pd.DataFrame:
    """Rows of feedback marked controversial; n is all rows."""
    topics = inputs.rows("feedback")
    marked = topics[topics["controversy"].fillna(False).astype(bool)]
    return count(inputs, marked, among=topics)
