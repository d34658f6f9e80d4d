"""Indicators of telling: how much of what the city did was told, how soon, and how well."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gozaresh.indicators.declared import CELL, Better, Inputs, Unit, indicator, share
from gozaresh.records import kinds

_DOMAIN = "اسناد شاخص‌های مرکز ارتباطات و امور بین‌الملل"


@indicator(
    "coverage",
    title="پوشش خبری اقدامات",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="اقدامات دارای انتشار ÷ اقدامات پایان‌یافته",
    source=_DOMAIN,
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
    source=_DOMAIN,
)
def timely(inputs: Inputs) -> pd.DataFrame:
    """Actions published within the deadline ÷ completed actions whose deadline can be judged.

    An unpublished action counts as late once its deadline lay before the submission was received.
    """
    limit = pd.Timedelta(hours=inputs.params.indicators.publish_within_hours)
    actions = inputs.rows("actions").merge(inputs.submissions[[*CELL, "received_at"]], on=CELL)
    deadline = actions["completed_at"] + limit
    judged = actions[actions["published_at"].notna() | (deadline <= actions["received_at"])]
    return share(judged, judged["published_at"] <= judged["completed_at"] + limit)


@indicator(
    "lag",
    title="میانهٔ فاصلهٔ انتشار",
    unit=Unit.HOURS,
    better=Better.LOWER,
    formula="میانهٔ (زمان انتشار − زمان پایان) در اقدامات منتشرشده",
    source=_DOMAIN,
)
def lag(inputs: Inputs) -> pd.DataFrame:
    """Median of published − completed over published actions, in hours."""
    actions = inputs.rows("actions").dropna(subset=["published_at"])
    hours = (actions["published_at"] - actions["completed_at"]) / pd.Timedelta(hours=1)
    spread = hours.groupby([actions[key] for key in CELL]).agg(["median", "sum", "count"])
    spread.columns = ["value", "numerator", "n"]
    return spread.assign(denominator=spread["n"])


@indicator(
    "accuracy",
    title="دقت محتوا",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="۱ − محتوای اصلاح‌شده ÷ کل محتوا",
    source=_DOMAIN,
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
    source=_DOMAIN,
)
def output(inputs: Inputs) -> pd.DataFrame:
    """Items of content published."""
    items = _items(inputs)
    return pd.DataFrame({"numerator": items, "denominator": 1, "n": items, "value": items})


@indicator(
    "output_per_100k",
    title="تولید محتوا به ازای هر ۱۰۰ هزار نفر",
    unit=Unit.PER_100K,
    better=Better.HIGHER,
    formula="شمار محتوا ÷ جمعیت سرشماری × ۱۰۰٬۰۰۰",
    source=_DOMAIN,
)
def output_per_100k(inputs: Inputs) -> pd.DataFrame:
    """Items of content for every 100,000 residents of the census."""
    items = _items(inputs)
    people = {number: each.facts.population for number, each in inputs.params.districts.items()}
    hundreds = items.index.get_level_values("district").map(people).to_numpy() / 100_000
    return pd.DataFrame(
        {"numerator": items, "denominator": hundreds, "n": items, "value": items / hundreds}
    )


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


def _items(inputs: Inputs) -> pd.Series:
    """Content items for every submission, 0 where a submission has none."""
    counted = inputs.rows("content").groupby(CELL).size()
    submitted = pd.MultiIndex.from_frame(inputs.submissions[CELL])
    return counted.reindex(submitted, fill_value=0)
