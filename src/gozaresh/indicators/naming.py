"""Indicators of naming streets: how many proposals were decided, and where the others wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import accumulate, pairwise
from math import nan
from statistics import median

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
    stages = Counter(proposals["stage"])
    standing = [stages[stage] for stage in STAGES]
    reached = list(accumulate(reversed(standing)))[::-1]
    index = pd.Index(STAGES, name="stage")
    return pd.DataFrame({"reached": reached, "standing": standing}, index)


def rejected(proposals: pd.DataFrame) -> int:
    """How many of the proposals were rejected."""
    return int((proposals["stage"] == "rejected").sum())


def stage_days(proposals: pd.DataFrame) -> pd.DataFrame:
    """Median days that proposals took to come to each stage from the one just before it.

    Takes rows of `naming` over several months, in which a proposal is seen at one stage after
    another; a step of which one end was not seen is left out. Index: stage; columns: days (NaN
    where no step was seen), n (int64).
    """
    ways = _ways(proposals)
    steps = {
        stage: [
            (way[stage] - way[before]) / pd.Timedelta(days=1)
            for way in ways
            if before in way and stage in way
        ]
        for before, stage in pairwise(STAGES)
    }
    return pd.DataFrame(
        {
            "days": [median(each) if each else nan for each in steps.values()],
            "n": [len(each) for each in steps.values()],
        },
        pd.Index(steps, name="stage"),
    )


def _ways(proposals: pd.DataFrame) -> Iterable[dict[str, pd.Timestamp]]:
    """When each proposal first was at each stage that it was seen at."""
    ways: dict[tuple, dict[str, pd.Timestamp]] = {}
    columns = [*_PROPOSAL, "proposed_on", "stage", "stage_on"]
    for *proposal, begun, stage, day in zip(*(proposals[key] for key in columns), strict=True):
        way = ways.setdefault(tuple(proposal), {})
        way["proposal"] = min(begun, way.get("proposal", begun))
        if stage != "proposal" and pd.notna(day):
            way[stage] = min(day, way.get(stage, day))
    return ways.values()
