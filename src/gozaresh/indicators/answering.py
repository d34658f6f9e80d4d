"""Indicators of answering: whether media and citizens had their answer, how soon, and accepted."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd

from gozaresh.indicators.declared import CELL, CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import share


@indicator(
    "media_answers",
    title="پاسخ به رسانه در مهلت",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="پرسش‌های رسانه که در مهلت پاسخ گرفتند ÷ پرسش‌های دریافت‌شده",
    source=CENTRE,
)
def media_answers(inputs: Inputs) -> pd.DataFrame:
    """Media's inquiries answered within the hours allowed ÷ those received.

    An open one counts as late once its deadline lay before the submission was received.
    """
    limit = pd.Timedelta(hours=inputs.params.indicators.answer_media_within_hours)
    asked = _from(inputs, "media")
    return _within(asked, asked["received_at"] + limit)


@indicator(
    "citizen_answers",
    title="پاسخ به شهروند در مهلت",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="پرسش‌های شهروندان که تا پایان مهلت روزهای کاری پاسخ گرفتند ÷ پرسش‌های دریافت‌شده",
    source=CENTRE,
)
def citizen_answers(inputs: Inputs) -> pd.DataFrame:
    """Citizens' inquiries answered by the end of the last working day allowed ÷ those received.

    The day of receipt is not counted; an open one counts as late as for media.
    """
    asked = _from(inputs, "citizen")
    days = inputs.params.indicators.answer_citizens_within_workdays
    last_day = inputs.workdays.after(asked["received_at"], days)
    return _within(asked, last_day + pd.Timedelta(days=1) - pd.Timedelta(microseconds=1))


@indicator(
    "answer_time",
    title="میانهٔ زمان پاسخ",
    unit=Unit.HOURS,
    better=Better.LOWER,
    formula="میانهٔ (زمان پاسخ − زمان دریافت)، با پرسش‌های بی‌پاسخ به‌صورت سانسورشده",
    source="Kaplan & Meier (1958)",
)
def answer_time(inputs: Inputs) -> pd.DataFrame:
    """Median hours from receipt to answer, open inquiries censored; the numerator is the answered.

    Undefined while so many are open that the survival curve has not fallen to a half.
    """
    asked = inputs.dated("inquiries")
    is_open = asked["answered_at"].isna()
    until = asked["answered_at"].fillna(asked[["received_at", "sent_at"]].max(axis=1))
    waits = asked[CELL].assign(
        hours=(until - asked["received_at"]) / pd.Timedelta(hours=1), is_open=is_open
    )
    found = share(asked, ~is_open)
    medians = {
        cell: median_wait(each["hours"].to_numpy(), each["is_open"].to_numpy())
        for cell, each in waits.groupby(CELL)
    }
    columns = ["value", "low", "high"]
    times = pd.DataFrame.from_dict(medians, orient="index", columns=columns, dtype="float64")
    return found.assign(**{column: times[column].to_numpy() for column in columns})


@indicator(
    "confirmed",
    title="تأیید شهروند",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="پاسخ‌های تأییدشدهٔ شهروندان ÷ پاسخ‌های تأییدشده یا ردشده",
    source=CENTRE,
)
def confirmed(inputs: Inputs) -> pd.DataFrame:
    """Answers that citizens accepted ÷ answers that they accepted or contested."""
    judged = _from(inputs, "citizen").dropna(subset=["confirmed"])
    return share(judged, judged["confirmed"])


def median_wait(hours: np.ndarray, is_open: np.ndarray) -> tuple[float, float, float]:
    """The median by Kaplan and Meier and its 95 % interval by Brookmeyer and Crowley (1982).

    Each is the hour at which the survival curve, or a bound of it, falls to a half; NaN if never.
    """
    from scipy import stats  # takes a second to import, and only a new snapshot needs it

    sample = stats.CensoredData.right_censored(hours, is_open)
    curve = stats.ecdf(sample).sf
    with warnings.catch_warnings():
        # Where the curve reaches 0 its bounds are undefined, which is no news here.
        warnings.simplefilter("ignore", RuntimeWarning)
        bounds = curve.confidence_interval(method="log-log")
    return tuple(_falls_to_half(each) for each in (curve, bounds.low, bounds.high))


def _falls_to_half(curve: Any) -> float:
    reached = curve.quantiles[curve.probabilities <= 0.5]
    return float(reached[0]) if len(reached) else float("nan")


def _from(inputs: Inputs, source: str) -> pd.DataFrame:
    asked = inputs.dated("inquiries")
    return asked[asked["source"] == source]


def _within(asked: pd.DataFrame, deadline: pd.Series) -> pd.DataFrame:
    judged = asked["answered_at"].notna() | (deadline < asked["sent_at"])
    return share(asked[judged], (asked["answered_at"] <= deadline)[judged])
