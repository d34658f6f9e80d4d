"""Small frames, written so that a reader can count along."""

from __future__ import annotations

import pandas as pd

from gozaresh.records import kinds


def frame(kind: str, rows: list[dict]) -> pd.DataFrame:
    """Typed rows of a kind from dictionaries; what a row leaves out is missing."""
    types = kinds()[kind].dtypes
    table = pd.DataFrame(rows, columns=list(types)).astype(types)
    table.insert(0, "row", range(3, 3 + len(table)))
    return table
