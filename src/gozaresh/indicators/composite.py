"""The composite: one number of a district and month, from the indicators that have a weight."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gozaresh.indicators.declared import CELL, REGISTRY, Better
from gozaresh.indicators.intervals import Z_95
from gozaresh.param_files import Band
from gozaresh.params import Params


def composite(table: pd.DataFrame, params: Params) -> pd.DataFrame:
    """The composite of every district and month of a table of `compute_all`.

    A weighted mean of indicators scaled by target to 0–1, only over those that have a value and
    enough data. Index: district, month. Columns: value; low and high, its 95 % interval as far as
    the indicators' own intervals say; weight, the share of all weight that counted; n, how many
    indicators counted; left_out, the keys of the others; enough, whether that weight is enough to
    rank and to name a band; band, None where it is not.
    """
    scaled = _scaled(table, params)
    known = scaled["enough"] & scaled["value"].notna()
    counted = scaled[known]
    weight = _sum(counted, counted["weight"])
    value = _sum(counted, counted["weight"] * counted["value"]) / weight
    half = Z_95 * np.sqrt(_sum(counted, (counted["weight"] * counted["error"]) ** 2)) / weight
    found = pd.DataFrame(
        {
            "value": value,
            "low": (value - half).clip(lower=0),
            "high": (value + half).clip(upper=1),
            "weight": weight / sum(each.weight for each in params.indicators.indicators.values()),
            "n": counted.groupby(CELL).size(),
        }
    )
    left_out = scaled[~known].groupby(CELL)["indicator"].agg(tuple)
    return _judged(found.reindex(_cells(table)), left_out, params)


def scale(value: pd.Series, target: pd.Series, lower_is_better: pd.Series) -> pd.Series:
    """0–1: how far a value has come to its target; 1 at the target or better.

    Where less is better it is target ÷ value, so that twice the target is a half.
    """
    above_zero = value.where(value > 0)
    fewer = (target / above_zero).where(value > 0, 1.0).where(value.notna())
    return (value / target).mask(lower_is_better, fewer).clip(0, 1)


def band(value: float, bands: Sequence[Band]) -> str | None:
    """The name of the band that a composite lies in; None for none."""
    return next((each.name for each in bands if value >= each.lowest), None)


def _scaled(table: pd.DataFrame, params: Params) -> pd.DataFrame:
    """The rows of weighted indicators with value scaled by target, its standard error, weight."""
    weights = {key: each.weight for key, each in params.indicators.indicators.items()}
    rows = table[table["indicator"].map(weights) > 0].copy()
    targets = map(params.target, rows["district"], rows["indicator"])
    target = pd.Series(list(targets), rows.index, dtype="float64")
    falls = rows["indicator"].map(lambda key: REGISTRY[key].better is Better.LOWER).astype(bool)
    ends = [scale(rows[end], target, falls) for end in ("low", "high")]
    error = (ends[1] - ends[0]).abs() / (2 * Z_95)
    return rows.assign(
        value=scale(rows["value"], target, falls),
        error=error.fillna(0),
        weight=rows["indicator"].map(weights),
    )


def _sum(rows: pd.DataFrame, values: pd.Series) -> pd.Series:
    return values.groupby([rows[key] for key in CELL]).sum()


def _cells(table: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(table[CELL].drop_duplicates())


def _judged(found: pd.DataFrame, left_out: pd.Series, params: Params) -> pd.DataFrame:
    """With what was left out, whether enough was not, and the band."""
    weight = found["weight"].fillna(0)
    enough = weight >= params.indicators.composite_least_weight
    bands = [
        band(value, params.indicators.bands) if is_enough else None
        for value, is_enough in zip(found["value"], enough, strict=True)
    ]
    missing = [left_out.get(cell, ()) for cell in found.index]
    return found.assign(
        weight=weight,
        n=found["n"].fillna(0).astype("int64"),
        left_out=missing,
        enough=enough,
        band=pd.Series(bands, found.index, dtype="object"),
    )
