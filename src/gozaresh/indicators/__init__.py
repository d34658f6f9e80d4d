"""All indicators of all districts and months, in one pass over the frozen rows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.errors import UnknownNameError
from gozaresh.indicators import (
    adoption,
    answering,
    campaigns,
    channels,
    contacts,
    creation,
    feedback,
    followup,
    meetings,
    naming,
    observed,
    quality,
    reflection,
    telling,
    training,
)
from gozaresh.indicators.declared import (
    CELL,
    INTERVAL,
    MEASURES,
    REGISTRY,
    Better,
    Indicator,
    Inputs,
    Unit,
)
from gozaresh.indicators.intervals import wilson

__all__ = [
    "THEMES",
    "Better",
    "Indicator",
    "Inputs",
    "Unit",
    "catalogue",
    "compute",
    "compute_all",
    "find",
    "wilson",
]

# The order of these modules, and of declarations in each, is the order of indicators in reports.
THEMES = (
    telling,
    reflection,
    adoption,
    answering,
    meetings,
    naming,
    training,
    creation,
    contacts,
    campaigns,
    channels,
    feedback,
    followup,
    observed,
    quality,
)


@cache
def catalogue() -> dict[str, Indicator]:
    """Every declared indicator by its key, in the order of reports."""
    return {
        key: each
        for module in THEMES
        for key, each in REGISTRY.items()
        if each.compute.__module__ == module.__name__
    }


def find(key: str) -> Indicator:
    """The indicator of that key; raise `UnknownNameError` that says which keys are close."""
    if key in REGISTRY:
        return REGISTRY[key]
    raise UnknownNameError.among("indicator", key, catalogue())


def compute_all(inputs: Inputs, months: Iterable[Month]) -> pd.DataFrame:
    """One row an indicator, district and month.

    Columns: indicator, district, month, numerator, denominator, n, value, low, high, enough.
    low and high are the 95 % interval: of a share Wilson's, of a median by its order; an end that
    the data do not bound, and the interval of other units, is missing. `enough` says that n
    reaches the low-data limit. A month without a submission has no value and n = 0.
    """
    months = list(months)
    each = [compute(declared, inputs, months) for declared in catalogue().values()]
    return pd.concat(each, ignore_index=True)


def compute(declared: Indicator, inputs: Inputs, months: Iterable[Month]) -> pd.DataFrame:
    """One indicator, in the columns of `compute_all`."""
    grid = pd.MultiIndex.from_product([inputs.params.districts, map(str, months)], names=CELL)
    measured = declared.compute(inputs).reindex(index=grid, columns=[*MEASURES, *INTERVAL])
    cells = measured.astype("float64")
    cells["n"] = cells["n"].fillna(0).astype("int64")
    if declared.unit is Unit.SHARE:
        cells["low"], cells["high"] = wilson(cells["numerator"], cells["denominator"])
    enough = cells["n"] >= inputs.params.indicators.low_data
    cells = cells.assign(enough=enough).reset_index()
    cells.insert(0, "indicator", declared.key)
    return cells
