"""Indicators of channels: who follows them, and who sees what they post."""

from __future__ import annotations

import pandas as pd

from gozaresh.indicators.declared import CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import growth, quotient, sums


@indicator(
    "members",
    title="اعضای کانال‌ها",
    unit=Unit.PEOPLE,
    better=Better.HIGHER,
    formula="مجموع اعضای کانال‌ها و صفحه‌های منطقه در پایان ماه",
    source=CENTRE,
)
def members(inputs: Inputs) -> pd.DataFrame:
    """Members of all channels at the end of the month; who follows two is counted twice."""
    people = _members(inputs)
    return pd.DataFrame({"numerator": people, "denominator": 1, "n": people, "value": people})


@indicator(
    "members_growth",
    title="رشد اعضای کانال‌ها",
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    formula="(اعضا − اعضای ماه پیش) ÷ اعضای ماه پیش",
    source=CENTRE,
)
def members_growth(inputs: Inputs) -> pd.DataFrame:
    """The change of members since the month before ÷ what they were then."""
    return growth(_members(inputs))


@indicator(
    "reach",
    title="بازدید",
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    formula="مجموع میانهٔ بازدید هر مطلب ÷ مجموع اعضا، در کانال‌هایی که بازدید را گفته‌اند",
    source=CENTRE,
)
def reach(inputs: Inputs) -> pd.DataFrame:
    """Median views of a post ÷ members, over the channels that say both; n is the posts."""
    told = sums(inputs.rows("channels").dropna(subset=["views"]), "views", "members", "posts")
    return quotient(told["views"], told["members"], n=told["posts"])


def _members(inputs: Inputs) -> pd.Series:
    return sums(inputs.rows("channels"), "members")["members"]
