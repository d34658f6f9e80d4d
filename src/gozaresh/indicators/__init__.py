"""All indicators of all districts and months, in one pass over the frozen rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

import numpy as np
import pandas as pd

from gozaresh.calendar import Month
from gozaresh.indicators import adoption, telling
from gozaresh.indicators.declared import CELL, MEASURES, REGISTRY, Better, Indicator, Inputs, Unit

__all__ = ["Better", "Indicator", "Inputs", "Unit", "catalogue", "compute_all", "find", "wilson"]

# The order of these modules, and of declarations in each, is the order of indicators in reports.
_MODULES = (telling, adoption)
_Z_95 = 1.959963984540054


@cache
def catalogue() -> dict[str, Indicator]:
    """Every declared indicator by its key, in the order of reports."""
    return {
        key: each
        for module in _MODULES
        for key, each in REGISTRY.items()
        if each.compute.__module__ == module.__name__
    }


def find(key: str) -> Indicator:
    """The indicator of that key; raise `KeyError` that says which keys are close."""
    if key in REGISTRY:
        return REGISTRY[key]
    close = get_close_matches(key, REGISTRY, n=3) or list(catalogue())
    raise KeyError(f"There is no indicator {key!r}; did you mean {', '.join(close)}?")


def compute_all(inputs: Inputs, months: Iterable[Month]) -> pd.DataFrame:
    """One row an indicator, district and month.

    Columns: indicator, district, month, numerator, denominator, n, value, low, high, enough.
    low and high are the 95 % Wilson interval of a share, else missing; `enough` says that n
    reaches the low-data limit. A month without a submission has no value and n = 0.
    """
    grid = pd.MultiIndex.from_tuples(
        itertools.product(inputs.params.districts, map(str, months)), names=CELL
    )
    measured = [_measure(each, inputs, grid) for each in catalogue().values()]
    return pd.concat(measured, ignore_index=True)


def _measure(declared: Indicator, inputs: Inputs, grid: pd.MultiIndex) -> pd.DataFrame:
    cells = declared.compute(inputs)[MEASURES].reindex(grid).astype("float64")
    cells["n"] = cells["n"].fillna(0).astype("int64")
    low, high = (
        wilson(cells["numerator"], cells["denominator"])
        if declared.unit is Unit.SHARE
        else (np.nan, np.nan)
    )
    enough = cells["n"] >= inputs.params.indicators.low_data
    cells = cells.assign(low=low, high=high, enough=enough).reset_index()
    cells.insert(0, "indicator", declared.key)
    return cells


def wilson(hits: pd.Series, trials: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The 95 % score interval of a share (Wilson 1927): its lower and upper end."""
    trials = trials.where(trials > 0)
    centre = (hits + _Z_95**2 / 2) / (trials + _Z_95**2)
    spread = hits * (trials - hits) / trials + _Z_95**2 / 4
    half = _Z_95 * np.sqrt(spread) / (trials + _Z_95**2)
    return (centre - half).clip(lower=0), (centre + half).clip(upper=1)
