"""Indicators of naming streets: how many proposals were decided, and where the others wait."""

from __future__ import annotations

import pandas as pd

from gozaresh.indicators.declared import CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import share

# The way of a proposal that is not rejected, which may end it at the commission or the council.
STAGES = ("proposal", "commission", "council", "notified", "installed")
_DECIDED = ("notified", "installed", "rejected")
_PROPOSAL = ["district", "current_name", "proposed_name"]


@indicator(
    "naming_decided",
    title="نام‌گذاری تعیین‌تکلیف‌شده",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="پیشنهادهای ابلاغ‌شده، نصب‌شده یا ردشده ÷ همهٔ پیشنهادهای در جریان",
    source=CENTRE,
)
def naming_decided(inputs: Inputs) -> pd.DataFrame:
    """Proposals notified, installed or rejected ÷ proposals under way in the month."""
    proposals = inputs.rows("naming")
    return share(proposals, proposals["stage"].isin(_DECIDED))


def funnel(proposals: pd.DataFrame) -> pd.DataFrame:
    """How many of one month's proposals came as far as each stage, and how many stand there.

    Takes rows of `naming`. Index: stage, in the order of the way; columns: reached, standing
    (int64). Rejected ones are in neither: `rejected` counts them.
    """
    standing = proposals["stage"].value_counts().reindex(list(STAGES), fill_value=0)
    reached = standing[::-1].cumsum()[::-1]
    return pd.DataFrame({"reached": reached, "standing": standing}).rename_axis("stage")


def rejected(proposals: pd.DataFrame) -> int:
    """How many of the proposals were rejected."""
    return int((proposals["stage"] == "rejected").sum())


def stage_days(proposals: pd.DataFrame) -> pd.DataFrame:
    """Median days that proposals took to come to each stage from the one just before it.

    Takes rows of `naming` over several months, in which a proposal is seen at one stage after
    another; a step of which one end was not seen is left out. Index: stage; columns: days (NaN
    where no step was seen), n (int64).
    """
    seen = proposals.dropna(subset=["stage_on"])
    days = seen.groupby([*_PROPOSAL, "stage"])["stage_on"].min().unstack().reindex(columns=STAGES)
    begun = proposals.groupby(_PROPOSAL)["proposed_on"].min()
    days["proposal"] = begun.reindex(days.index)
    steps = days.astype("datetime64[us]").diff(axis=1).iloc[:, 1:] / pd.Timedelta(days=1)
    return pd.DataFrame({"days": steps.median(), "n": steps.count()}).rename_axis("stage")
