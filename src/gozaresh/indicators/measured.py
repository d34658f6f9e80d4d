"""The shapes that measures come in: a share, a count, a quotient, a median.

Each is a frame indexed by district and month: numerator, denominator, n, value.
"""

from __future__ import annotations

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.indicators.declared import CELL, Inputs
from gozaresh.indicators.intervals import median_interval


def share(rows: pd.DataFrame, hit: pd.Series) -> pd.DataFrame:
    """The share of rows for which `hit` is true, a row a district and month."""
    counted = hit.astype(bool).groupby([rows[key] for key in CELL]).agg(["sum", "count"])
    counted.columns = ["numerator", "denominator"]
    return quotient(counted["numerator"], counted["denominator"], n=counted["denominator"])


def count(inputs: Inputs, rows: pd.DataFrame, among: pd.DataFrame | None = None) -> pd.DataFrame:
    """How many rows each submission has, 0 where it has none; n counts the rows `among` all."""
    found, looked_at = (
        each.groupby(CELL).size().reindex(inputs.cells, fill_value=0)
        for each in (rows, rows if among is None else among)
    )
    return pd.DataFrame({"numerator": found, "denominator": 1, "n": looked_at, "value": found})


def quotient(
    numerator: pd.Series, denominator: pd.Series, n: pd.Series, scale: float = 1
) -> pd.DataFrame:
    """One number over another, undefined over 0; `scale` is how many the value is counted in."""
    value = scale * numerator / denominator.where(denominator != 0)
    return pd.DataFrame(
        {"numerator": numerator, "denominator": denominator, "n": n, "value": value}
    )


def medians(rows: pd.DataFrame, values: pd.Series) -> pd.DataFrame:
    """The median of `values`, one a row, with its interval; the numerator is their sum."""
    ordered = rows[CELL].assign(value=values).dropna().sort_values([*CELL, "value"])
    found = ordered.groupby(CELL)["value"].agg(["median", "sum", "count"])
    found.columns = ["value", "numerator", "n"]
    low, high = median_interval(ordered["value"].to_numpy(), found["n"])
    return found.assign(denominator=found["n"], low=low, high=high)


def sums(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The sums of columns by district and month, as plain numbers; what is missing adds nothing."""
    return rows.groupby(CELL)[list(columns)].sum().astype("float64")


def growth(values: pd.Series) -> pd.DataFrame:
    """The change of a stock since the month before ÷ what it was then."""
    later = {month: str(Month.parse(month) + 1) for month in values.index.unique("month")}
    before = values.rename(index=later, level="month").reindex(values.index)
    return quotient(values - before, before, n=values)


def residents(inputs: Inputs) -> pd.Series:
    """The census population of each submission's district."""
    people = {number: each.facts.population for number, each in inputs.params.districts.items()}
    return pd.Series(inputs.cells.get_level_values("district").map(people), inputs.cells)
