"""One district's measures, picked out of the frozen table of indicators."""

from __future__ import annotations

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.indicators import catalogue, find
from gozaresh.indicators.ranking import rank
from gozaresh.report.formats import Measured

__all__ = ["city", "measure", "measure_all", "medians", "rank", "series"]


def measure(
    table: pd.DataFrame, key: str, district: int, month: Month, target: float | None
) -> Measured:
    """An indicator of a district and month beside its month before and the city's median."""
    ours = series(table, key, district)
    row, all_districts = ours.loc[str(month)], city(table, key, month)["value"]
    return Measured(
        indicator=find(key),
        value=row["value"],
        n=int(row["n"]),
        numerator=row["numerator"],
        denominator=row["denominator"],
        enough=bool(row["enough"]),
        previous=ours["value"].get(str(month - 1), float("nan")),
        target=target,
        median=all_districts.median(),
        spread=all_districts.quantile(0.75) - all_districts.quantile(0.25),
    )


def measure_all(
    table: pd.DataFrame, district: int, month: Month, targets: dict[str, float | None]
) -> dict[str, Measured]:
    """Every declared indicator of a district and month, by its key."""
    return {key: measure(table, key, district, month, targets.get(key)) for key in catalogue()}


def series(table: pd.DataFrame, key: str, district: int) -> pd.DataFrame:
    """One indicator of one district over the window, indexed by month id."""
    find(key)
    rows = table[(table["indicator"] == key) & (table["district"] == district)]
    return rows.set_index("month").sort_index()


def medians(table: pd.DataFrame, key: str) -> pd.Series:
    """The median of all districts by month."""
    return table[table["indicator"] == key].groupby("month")["value"].median()


def city(table: pd.DataFrame, key: str, month: Month) -> pd.DataFrame:
    """One indicator of all districts in one month, indexed by district."""
    rows = table[(table["indicator"] == key) & (table["month"] == str(month))]
    return rows.set_index("district").sort_index()
