"""What an indicator is: a small pure function with its title, unit and formula beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from gozaresh.params import Params

CELL = ["district", "month"]
MEASURES = ["numerator", "denominator", "n", "value"]


class Unit(StrEnum):
    """The unit that an indicator's value, target and change are in."""

    SHARE = "share"
    HOURS = "hours"
    ITEMS = "items"
    INDEX = "index"
    PER_100K = "per_100k"


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

    def rows(self, kind: str) -> pd.DataFrame:
        """The rows of one kind: district, month, the kind's columns."""
        return self.frames[kind]


Compute = Callable[[Inputs], pd.DataFrame]


@dataclass(frozen=True)
class Indicator:
    """An indicator's declaration and the function that computes it.

    `compute` returns a frame indexed by district and month with numerator, denominator, n, value.
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


def share(rows: pd.DataFrame, hit: pd.Series) -> pd.DataFrame:
    """The share of rows for which `hit` is true, a row a district and month."""
    counted = hit.astype(bool).groupby([rows[key] for key in CELL]).agg(["sum", "count"])
    counted.columns = ["numerator", "denominator"]
    return counted.assign(
        n=counted["denominator"], value=counted["numerator"] / counted["denominator"]
    )
