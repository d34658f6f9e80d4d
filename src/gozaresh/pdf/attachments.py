"""The names of what is attached to a document: harmless ones, and each only once."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

_HARMLESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}\.csv")


def settle_names(blocks: list[dict[str, Any]]) -> None:
    """Give each attachment a name of its own: `data.csv` again becomes `data-2.csv`."""
    taken: set[str] = set()
    for block in blocks:
        if block["type"] == "attachment":
            block["name"] = _free(block["name"], taken)
            taken.add(block["name"])


def _free(name: str, taken: set[str]) -> str:
    stem = name.removesuffix(".csv") if _HARMLESS.fullmatch(name) else "data"
    names = (f"{stem}-{number}.csv" if number > 1 else f"{stem}.csv" for number in count(1))
    return next(name for name in names if name not in taken)
