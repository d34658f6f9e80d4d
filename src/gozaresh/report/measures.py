"""One district's measures, picked out of the frozen table of indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.indicators import Better, catalogue, find
from gozaresh.indicators.ranking import rank
from gozaresh.report.formats import Measured
from gozaresh.report.rows import rows_of

__all__ = [
    "Measures",
    "by_month",
    "city",
    "measure_all",
    "medians",
    "most_copied",
    "movements",
    "rank",
    "series",
]


class Measures(Mapping[str, Measured]):
    """Measured indicators by key; asked for another, it says which are close."""

    def __init__(self, by_key: Mapping[str, Measured]) -> None:
        self._by_key = dict(by_key)

    def __getitem__(self, key: str) -> Measured:
        return self._by_key[find(key).key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._by_key)

    def __repr__(self) -> str:
        return f"Measures of {', '.join(self._by_key)}"


def measure_all(
    own: pd.DataFrame, quartiles: pd.DataFrame, month: Month, targets: dict[str, float | None]
) -> Measures:
    """Every declared indicator of a district and month, beside its month before and the city's
    median, by its key.

    `own` has the district's rows of the table of indicators; `quartiles` are the snapshot's.
    """
    now = _of_month(own, month, "numerator", "denominator", "n", "value", "enough")
    before = _of_month(own, month - 1, "value")
    city = _of_month(quartiles, month, "low", "median", "high")
    found = {}
    for key, declared in catalogue().items():
        numerator, denominator, n, value, enough = now[key]
        low, median, high = city[key]
        found[key] = Measured(
            indicator=declared,
            value=value,
            n=n,
            numerator=numerator,
            denominator=denominator,
            enough=enough,
            previous=before[key][0] if before else float("nan"),
            target=targets.get(key),
            median=median,
            spread=high - low,
        )
    return Measures(found)


def _of_month(rows: pd.DataFrame, month: Month, *columns: str) -> dict[str, tuple]:
    """A month's values in these columns, by indicator."""
    rows = rows[rows["month"] == str(month)]
    return {key: values for key, *values in rows_of(rows, "indicator", *columns)}


def by_month(own: pd.DataFrame) -> dict[str, dict[str, float]]:
    """A district's values by indicator and month, oldest first, from its rows of the table."""
    values: dict[str, dict[str, float]] = {}
    for key, month, value in rows_of(own, "indicator", "month", "value"):
        values.setdefault(key, {})[month] = value
    return values


def series(table: pd.DataFrame, key: str, district: int) -> pd.DataFrame:
    """One indicator of one district over the window, indexed by month id."""
    find(key)
    rows = table[(table["indicator"] == key) & (table["district"] == district)]
    return rows.set_index("month").sort_index()


def medians(quartiles: pd.DataFrame, key: str) -> dict[str, float]:
    """The median of all districts by month, from the snapshot's quartiles."""
    rows = quartiles[quartiles["indicator"] == key]
    return dict(rows_of(rows, "month", "median"))


def city(table: pd.DataFrame, key: str, month: Month) -> pd.DataFrame:
    """One indicator of all districts in one month, indexed by district."""
    rows = table[(table["indicator"] == key) & (table["month"] == str(month))]
    return rows.set_index("district").sort_index()


def movements(table: pd.DataFrame, keys: Sequence[str], month: Month) -> pd.DataFrame:
    """Changes of all districts in the indicators named, the largest improvement first.

    Columns: indicator, district, before, now, and movement, the change in units of the spread
    between districts (the range of their middle half), positive for the better.
    """
    rows = table[table["indicator"].isin(keys)].set_index(["indicator", "district"])
    now, before = (rows[rows["month"] == str(each)] for each in (month, month - 1))
    quartiles = now.groupby("indicator")["value"].quantile([0.25, 0.75]).unstack()
    spread = quartiles[0.75] - quartiles[0.25]
    sign = pd.Series({key: 1 if find(key).better is Better.HIGHER else -1 for key in keys})
    places = now.index.get_level_values("indicator")
    change = (now["value"] - before["value"].reindex(now.index)) * sign.reindex(places).to_numpy()
    moved = pd.DataFrame(
        {
            "before": before["value"].reindex(now.index),
            "now": now["value"],
            "movement": change / spread.where(spread > 0).reindex(places).to_numpy(),
        }
    )
    moved = moved[now["enough"] & moved["movement"].notna() & (moved["movement"] != 0)]
    return moved.sort_values("movement", ascending=False, kind="stable").reset_index()


def most_copied(copies: pd.DataFrame, actions: pd.DataFrame) -> pd.Series | None:
    """The action that most others name as their pattern, with `pattern`, its name for them.

    None if none of `actions` is named: a pattern may be older than the window.
    """
    named = actions["district"].astype(str) + "/" + actions["id"]
    found = copies["pattern"][copies["pattern"].isin(named)].value_counts(sort=True)
    if found.empty:
        return None
    return (
        actions.assign(pattern=named).set_index("pattern", drop=False).loc[[found.index[0]]].iloc[0]
    )
