"""Indicators of telling: how much of what the city did was told, how soon, and how well."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gozaresh.calendar import Month
from gozaresh.indicators.declared import CELL, CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import count, medians, quotient, residents, share
from gozaresh.records import kinds


@indicator(
    "coverage",
    title="پوشش خبری اقدامات",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="اقدامات دارای انتشار ÷ اقدامات پایان‌یافته",
    source=CENTRE,
)
def coverage(inputs: Inputs) -> pd.DataFrame:
    """Actions with a publication ÷ completed actions."""
    actions = inputs.rows("actions")
    return share(actions, actions["published_at"].notna())


@indicator(
    "timely",
    title="انتشار به‌موقع",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="اقدامات منتشرشده تا پایان مهلت پس از اتمام ÷ اقدامات پایان‌یافته",
    source=CENTRE,
)
def timely(inputs: Inputs) -> pd.DataFrame:
    """Actions published within the deadline ÷ completed actions whose deadline can be judged.

    An unpublished action counts as late once its deadline lay before the submission was received.
    """
    limit = pd.Timedelta(hours=inputs.params.indicators.publish_within_hours)
    actions = inputs.dated("actions")
    deadline = actions["completed_at"] + limit
    judged = actions[actions["published_at"].notna() | (deadline <= actions["sent_at"])]
    return share(judged, judged["published_at"] <= judged["completed_at"] + limit)


@indicator(
    "lag",
    title="میانهٔ فاصلهٔ انتشار",
    unit=Unit.HOURS,
    better=Better.LOWER,
    formula="میانهٔ (زمان انتشار − زمان پایان) در اقدامات منتشرشده",
    source=CENTRE,
)
def lag(inputs: Inputs) -> pd.DataFrame:
    """Median of published − completed over published actions, in hours."""
    actions = inputs.rows("actions").dropna(subset=["published_at"])
    hours = (actions["published_at"] - actions["completed_at"]) / pd.Timedelta(hours=1)
    return medians(actions, hours)


@indicator(
    "accuracy",
    title="دقت محتوا",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="۱ − محتوای اصلاح‌شده ÷ کل محتوا",
    source=CENTRE,
)
def accuracy(inputs: Inputs) -> pd.DataFrame:
    """Content never corrected ÷ content."""
    content = inputs.rows("content")
    return share(content, content["corrected_at"].isna())


@indicator(
    "output",
    title="تولید محتوا",
    unit=Unit.ITEMS,
    better=Better.HIGHER,
    formula="شمار محتوای منتشرشده در ماه",
    source=CENTRE,
)
def output(inputs: Inputs) -> pd.DataFrame:
    """Items of content published."""
    return count(inputs, inputs.rows("content"))


@indicator(
    "output_per_100k",
    title="تولید محتوا به ازای هر ۱۰۰ هزار نفر",
    unit=Unit.PER_100K,
    better=Better.HIGHER,
    formula="شمار محتوا ÷ جمعیت سرشماری × ۱۰۰٬۰۰۰",
    source=CENTRE,
)
def output_per_100k(inputs: Inputs) -> pd.DataFrame:
    """Items of content for every 100,000 residents of the census."""
    items = count(inputs, inputs.rows("content"))["value"]
    return quotient(items, residents(inputs) / 100_000, n=items)


@indicator(
    "output_per_workday",
    title="تولید محتوا در هر روز کاری",
    unit=Unit.PER_WORKDAY,
    better=Better.HIGHER,
    formula="شمار محتوا ÷ روزهای کاری ماه",
    source=CENTRE,
)
def output_per_workday(inputs: Inputs) -> pd.DataFrame:
    """Items of content for every working day of the month."""
    items = count(inputs, inputs.rows("content"))["value"]
    months = items.index.get_level_values("month")
    days = {month: inputs.workdays.in_month(Month.parse(month)) for month in months.unique()}
    return quotient(items, pd.Series(months.map(days), items.index), n=items)


@indicator(
    "variety",
    title="تنوع محتوا",
    unit=Unit.INDEX,
    better=Better.HIGHER,
    formula="آنتروپی شانون گونه‌های محتوا ÷ بیشینهٔ آن",
    source="Shannon (1948)",
)
def variety(inputs: Inputs) -> pd.DataFrame:
    """Shannon entropy over the kinds of content ÷ its largest possible value, 0 to 1."""
    by_kind = inputs.rows("content").groupby([*CELL, "kind"]).size().unstack(fill_value=0)
    items = by_kind.sum(axis=1)
    shares = by_kind.div(items, axis=0)
    entropy = -(shares * np.log(shares.where(shares > 0, 1))).sum(axis=1)
    most = np.log(len(kinds()["content"].column("kind").choices))
    return pd.DataFrame(
        {"numerator": entropy, "denominator": most, "n": items, "value": entropy / most}
    )
