"""Characters that a cell may hold and a reader never sees."""

from __future__ import annotations

import re

DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of text: typed or pasted unseen, dropped on the way in."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters and halves of characters: no workbook, database or PDF holds them."""

_BLANK = "\u200c\u200b\ufeff \t\r\n\u00a0"


def is_blank(value: object) -> bool:
    """Nothing there: an empty cell, or one of spaces only."""
    return value is None or (isinstance(value, str) and not value.strip(_BLANK))


def visible(text: str) -> str:
    """The text on one line, without what cannot be seen."""
    return " ".join(UNPRINTABLE.sub("", DIRECTION_MARKS.sub("", text)).split())
