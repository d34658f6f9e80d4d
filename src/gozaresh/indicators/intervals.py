"""How sure a number is: the 95 % intervals of shares and of medians."""

from __future__ import annotations

import numpy as np
import pandas as pd

Z_95 = 1.959963984540054
_FEWEST = 6


def wilson(hits: pd.Series, trials: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The 95 % score interval of a share (Wilson 1927): its lower and upper end."""
    trials = trials.where(trials > 0)
    centre = (hits + Z_95**2 / 2) / (trials + Z_95**2)
    spread = hits * (trials - hits) / trials + Z_95**2 / 4
    half = Z_95 * np.sqrt(spread) / (trials + Z_95**2)
    return (centre - half).clip(lower=0), (centre + half).clip(upper=1)


def median_interval(ordered: np.ndarray, n: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The 95 % interval of each group's median by rank (Conover 1971), whatever the distribution.

    `ordered` holds the values group by group, each from low to high; `n` how many each group has.
    The ends are the values as many places from either end of the order. Below six values no two of
    them would enclose the median surely enough, and the ends are missing.
    """
    place = np.ceil((n - Z_95 * np.sqrt(n)) / 2)
    first, known = n.cumsum() - n, n >= _FEWEST
    low, high = (
        pd.Series(ordered[at.where(known, 0).astype("int64")], n.index).where(known)
        for at in (first + place - 1, first + n - place)
    )
    return low, high
