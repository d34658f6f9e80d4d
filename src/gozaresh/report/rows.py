"""The rows of a frame as plain tuples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def rows_of(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Each row's values in these columns.

    `itertuples` takes all columns there are, and makes a class for each frame. A column of texts
    gives its values one by one in twenty times the time that it takes for the list of them.
    """
    return zip(*(frame[column].tolist() for column in columns), strict=True)
