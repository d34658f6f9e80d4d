"""Ranking districts on one number, and saying which of them the data cannot tell apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gozaresh.calendar import Month
from gozaresh.indicators.declared import REGISTRY, Better


def ranking(rows: pd.DataFrame, better: Better = Better.HIGHER) -> pd.DataFrame:
    """The districts in order, the best first; those without a value or with low data left out.

    `rows` is indexed by district: value, low, high (95 % interval), enough. Added columns (int64):
    rank, ties sharing the best; first and last, the ranks that the intervals allow; group, 1 for
    all that cannot be told apart from the first, 2 for those that cannot from the next, and so on.
    A district certainly precedes another if its interval lies wholly on the better side. A value
    without an interval is taken as it stands; an end that is missing as unbounded.
    """
    rows = rows[rows["enough"].astype(bool) & rows["value"].notna()]
    value, low, high = _ends(rows, better)
    precedes = low.to_numpy()[:, None] > high.to_numpy()
    ranked = rows.assign(
        rank=value.rank(method="min", ascending=False),
        first=1 + precedes.sum(axis=0),
        last=len(rows) - precedes.sum(axis=1),
    )
    order = np.lexsort((ranked.index, -value))
    ranked = ranked.iloc[order].assign(group=_groups(low.iloc[order], high.iloc[order]))
    return ranked.astype(dict.fromkeys(("rank", "first", "last", "group"), "int64"))


def rankings(rows: pd.DataFrame) -> pd.DataFrame:
    """`ranking` of each month, of rows indexed by district and month; index: month, district."""
    months = {month: each.droplevel("month") for month, each in rows.groupby(level="month")}
    return pd.concat({month: ranking(each) for month, each in months.items()}, names=["month"])


def quartiles(table: pd.DataFrame) -> pd.DataFrame:
    """What half of the districts are between, by indicator and month: low, median, high.

    `table` is that of `compute_all`. Index: indicator, month.
    """
    values = table.groupby(["indicator", "month"])["value"]
    return values.quantile([0.25, 0.5, 0.75]).unstack().set_axis(["low", "median", "high"], axis=1)


def rank(table: pd.DataFrame, key: str, district: int, month: Month) -> tuple[int, int, int, int]:
    """A district's best possible rank on an indicator, its rank, the worst, and out of how many.

    `table` is that of `compute_all`. Raise `KeyError` if the district is not ranked.
    """
    rows = table[(table["indicator"] == key) & (table["month"] == str(month))]
    ranked = ranking(rows.set_index("district"), REGISTRY[key].better)
    own = ranked.loc[district]
    return int(own["first"]), int(own["rank"]), int(own["last"]), len(ranked)


def _ends(rows: pd.DataFrame, better: Better) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Value and interval, turned so that more is better."""
    exact = rows["low"].isna() & rows["high"].isna()
    low = rows["low"].fillna(-np.inf).mask(exact, rows["value"])
    high = rows["high"].fillna(np.inf).mask(exact, rows["value"])
    if better is Better.LOWER:
        return -rows["value"], -high, -low
    return rows["value"], low, high


def _groups(low: pd.Series, high: pd.Series) -> list[int]:
    """Groups of districts in order: a new one begins with the first that its head certainly beats.

    So no two heads overlap, while the last of one group may overlap the head of the next.
    """
    groups: list[int] = []
    head = np.inf
    for own_low, own_high in zip(low, high, strict=True):
        if not groups or own_high < head:
            groups.append(groups[-1] + 1 if groups else 1)
            head = own_low
        else:
            groups.append(groups[-1])
    return groups
