"""What an indicator is: a small pure function with its title, unit and formula beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.params import Params
from gozaresh.workdays import Workdays, workdays

CELL = ["district", "month"]
MEASURES = ["numerator", "denominator", "n", "value"]
INTERVAL = ["low", "high"]
CENTRE = "اسناد شاخص‌های مرکز ارتباطات و امور بین‌الملل"


class Unit(StrEnum):
    """The unit that an indicator's value, target and change are in."""

    SHARE = "share"  # counted cases of counted cases, 0 to 1: it has a Wilson interval
    PERCENT = "percent"  # any other quotient read as a percentage; may pass 1 or fall below 0
    RATIO = "ratio"
    INDEX = "index"
    SCORE = "score"
    HOURS = "hours"
    DAYS = "days"
    ITEMS = "items"
    OUTLETS = "outlets"
    PEOPLE = "people"
    PER_100K = "per_100k"
    PER_WORKDAY = "per_workday"
    PER_MILLE = "per_mille"


class Better(StrEnum):
    """The direction in which an indicator improves."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Inputs:
    """What indicators are computed from: rows of all districts and months, and the params."""

    frames: Mapping[str, pd.DataFrame]
    submissions: pd.DataFrame
    params: Params
    compared: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=[*CELL, "found"]))
    """Declared content of the months observed: `observed.matching.Comparison.declared`."""

    def rows(self, kind: str) -> pd.DataFrame:
        """The rows of one kind: district, month, the kind's columns."""
        return self.frames[kind]

    def dated(self, kind: str) -> pd.DataFrame:
        """The rows of one kind, with when they were sent and as of when they are judged.

        Columns beside those of `rows`: sent_at, when the submission was received; as_of, the same
        or the end of its month, whichever came first.
        """
        return self.rows(kind).merge(self._receipts, on=CELL)

    @cached_property
    def cells(self) -> pd.MultiIndex:
        """The district and month of every submission."""
        return pd.MultiIndex.from_frame(self.submissions[CELL])

    @cached_property
    def workdays(self) -> Workdays:
        """The working days of the months submitted, and of those just after."""
        months = sorted(map(Month.parse, self.submissions["month"].unique()))
        return workdays(self.params, months[0].first_day, (months[-1] + 1).last_day)

    @cached_property
    def _receipts(self) -> pd.DataFrame:
        sent = self.submissions[[*CELL, "received_at"]].rename(columns={"received_at": "sent_at"})
        ends = {month: Month.parse(month).end for month in sent["month"].unique()}
        return sent.assign(as_of=sent["sent_at"].clip(upper=sent["month"].map(ends)))


Compute = Callable[[Inputs], pd.DataFrame]


@dataclass(frozen=True)
class Indicator:
    """An indicator's declaration and the function that computes it.

    `compute` returns a frame indexed by district and month with numerator, denominator, n, value,
    and maybe low and high, the value's 95 % interval; n is how many cases the value rests on.
    """

    key: str
    title: str
    unit: Unit
    better: Better
    formula: str
    source: str
    compute: Compute


REGISTRY: dict[str, Indicator] = {}


def indicator(
    key: str, *, title: str, unit: Unit, better: Better, formula: str, source: str
) -> Callable[[Compute], Compute]:
    """Declare a function as the indicator `key`."""

    def register(compute: Compute) -> Compute:
        if key in REGISTRY:
            raise ValueError(f"indicator {key} is declared twice")
        REGISTRY[key] = Indicator(key, title, unit, better, formula, source, compute)
        return compute

    return register
