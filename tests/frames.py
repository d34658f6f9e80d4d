"""Small frames, written so that a reader can count along."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from gozaresh.records import kinds


def frame(kind: str, rows: list[dict]) -> pd.DataFrame:
    """Typed rows of a kind from dictionaries; what a row leaves out is missing."""
    types = kinds()[kind].dtypes
    table = pd.DataFrame(rows, columns=list(types)).astype(types)
    table.insert(0, "row", range(3, 3 + len(table)))
    return table


def actions(count: int, told: int, done: datetime, **more: Any) -> list[dict]:
    """Rows of actions an hour apart from `done` on; `told` were published, six hours later."""
    return [
        {
            "id": f"a-{place}",
            "title": f"کار {place}",
            "category": "green",
            "completed_at": done + timedelta(hours=place),
            "published_at": done + timedelta(hours=place + 6) if place < told else None,
            "outlet": "شهر" if place < told else None,
        }
        | more
        for place in range(count)
    ]
