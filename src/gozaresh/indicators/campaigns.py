"""Indicators of campaigns: what became of the messages sent, and who answered."""

from __future__ import annotations

import pandas as pd

from gozaresh.indicators.declared import CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import quotient, residents, sums
from gozaresh.persian import matching_key

STEPS = ("sent", "delivered", "clicked", "responded", "completed")
_SMS = "کدهای وضعیت پنل پیامک"


@indicator(
    "delivery",
    title="تحویل پیامک",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="رسیده ÷ (ارسال‌شده − لغوشده − بلاک تبلیغاتی)",
    source=_SMS,
)
def delivery(inputs: Inputs) -> pd.DataFrame:
    """Messages delivered ÷ those sent, neither cancelled nor blocked."""
    total = _totals(inputs, "delivered", "sent", "cancelled", "blocked")
    possible = total["sent"] - total["cancelled"] - total["blocked"]
    return quotient(total["delivered"], possible, n=possible)


@indicator(
    "blocked",
    title="بلاک تبلیغاتی",
    unit=Unit.SHARE,
    better=Better.LOWER,
    formula="بلاک تبلیغاتی ÷ ارسال‌شده",
    source=_SMS,
)
def blocked(inputs: Inputs) -> pd.DataFrame:
    """Messages whose receiver has blocked advertising ÷ sent."""
    return _quotient(inputs, "blocked", "sent")


@indicator(
    "clicks",
    title="کلیک",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="کلیک‌های یکتا ÷ پیامک‌های رسیده",
    source=CENTRE,
)
def clicks(inputs: Inputs) -> pd.DataFrame:
    """Receivers who clicked ÷ messages delivered."""
    return _quotient(inputs, "clicked", "delivered")


@indicator(
    "response",
    title="نرخ پاسخ نظرسنجی",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="پاسخ‌های کامل ÷ پیامک‌های رسیده",
    source="AAPOR Standard Definitions",
)
def response(inputs: Inputs) -> pd.DataFrame:
    """Surveys completed ÷ messages delivered.

    More answers than messages came by another way than the message; they are not counted.
    """
    sent = inputs.rows("campaigns")
    answers = sent[["completed", "delivered"]].min(axis=1, skipna=False)
    said = sent.assign(completed=answers).dropna(subset=["completed"])
    total = sums(said, "completed", "delivered")
    return quotient(total["completed"], total["delivered"], n=total["delivered"])


@indicator(
    "participation",
    title="مشارکت «من شهردارم»",
    unit=Unit.PER_MILLE,
    better=Better.HIGHER,
    formula="پاسخ‌های کامل پویش «من شهردارم» ÷ جمعیت سرشماری × ۱٬۰۰۰",
    source=CENTRE,
)
def participation(inputs: Inputs) -> pd.DataFrame:
    """Completed answers to the city's survey for every 1,000 residents; n is the answers.

    Its campaigns are those whose name holds that of `params/indicators.yml`; undefined in a month
    without any.
    """
    wanted = matching_key(inputs.params.indicators.participation_campaign)
    sent = inputs.rows("campaigns").dropna(subset=["completed"])
    named = {name: wanted in matching_key(name) for name in sent["name"].unique()}
    answers = sums(sent[sent["name"].map(named).astype(bool)], "completed")["completed"]
    return quotient(answers, residents(inputs).reindex(answers.index) / 1000, n=answers)


def funnel(sent: pd.DataFrame) -> pd.Series:
    """How many messages or people came to each step, over the campaigns that say all of them.

    Takes rows of `campaigns`. Index: sent, delivered, clicked, responded, completed; values int64.
    """
    return sent.dropna(subset=list(STEPS))[list(STEPS)].sum().astype("int64")


def _quotient(inputs: Inputs, part: str, whole: str) -> pd.DataFrame:
    total = _totals(inputs, part, whole)
    return quotient(total[part], total[whole], n=total[whole])


def _totals(inputs: Inputs, *columns: str) -> pd.DataFrame:
    """Sums over the campaigns that say all of these columns."""
    return sums(inputs.rows("campaigns").dropna(subset=list(columns)), *columns)
