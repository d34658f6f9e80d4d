"""One district's measures, picked out of the frozen table of indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.indicators import Better, catalogue, find
from gozaresh.indicators.ranking import rank
from gozaresh.report.formats import Measured

__all__ = [
    "Measures",
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
    table: pd.DataFrame, district: int, month: Month, targets: dict[str, float | None]
) -> Measures:
    """Every declared indicator of a district and month, beside its month before and the city's
    median, by its key.
    """
    ours = table[table["district"] == district]
    now, before = (
        ours[ours["month"] == str(each)].set_index("indicator") for each in (month, month - 1)
    )
    cities = table[table["month"] == str(month)].groupby("indicator")["value"]
    quartiles = cities.quantile([0.25, 0.5, 0.75]).unstack()
    previous = before["value"].to_dict()
    low, median, high = (quartiles[share].to_dict() for share in quartiles)
    return Measures(
        {
            row.Index: Measured(
                indicator=find(row.Index),
                value=row.value,
                n=int(row.n),
                numerator=row.numerator,
                denominator=row.denominator,
                enough=bool(row.enough),
                previous=previous.get(row.Index, float("nan")),
                target=targets.get(row.Index),
                median=median[row.Index],
                spread=high[row.Index] - low[row.Index],
            )
            for row in now.reindex(list(catalogue())).itertuples()
        }
    )


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
