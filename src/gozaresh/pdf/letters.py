"""What letters say of the way that they run, and how a reader's order is reckoned backwards."""

from __future__ import annotations

import itertools
import unicodedata
from functools import cache

LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_CLASSES = {"L": "left", "R": "right", "AL": "right"} | dict.fromkeys(
    ("AN", "EN", "NSM", "CS", "ES", "ET", "BN"), "weak"
)
_PAIRS = "()[]{}<>«»‹›≤≥⟨⟩"
_NUMERIC = {"L", "EN", "AN"}
_MIRRORED = str.maketrans(
    _PAIRS, "".join(b + a for a, b in zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
)


def as_given(read: str) -> str:
    """The letters, in the order of their places from the left, that PDFium turns into `read`."""
    parts: list[str] = []
    from_right = True
    for runs, letters in itertools.groupby(read, kind):
        part = "".join(letters)
        if runs == "right" or (runs == "neutral" and from_right):
            from_right = True
            part = part[::-1].translate(_MIRRORED)
        elif runs != "weak":
            from_right = False
        parts.append(part)
    return "".join(reversed(parts))


@cache
def seen_order(text: str) -> str:
    """The letters of one glyph as they are seen from the left."""
    return text[::-1] if is_persian(text) else text


@cache
def as_runs(text: str, from_right: bool) -> str:
    """A text, or the mark that runs as it does: MuPDF sees from a code which way its text runs."""
    if from_right == is_persian(text[0]) and classes(text[0]) & {"L", "R", "AL"}:
        return text
    return RIGHT_TO_LEFT_MARK if from_right else LEFT_TO_RIGHT_MARK


@cache
def is_persian(text: str) -> bool:
    """Whether a text has a letter that is written from the right."""
    return any(kind(letter) == "right" for letter in text)


@cache
def kind(letter: str) -> str:
    """Which way a letter runs, for PDFium: left, right, weak or neutral."""
    return _CLASSES.get(unicodedata.bidirectional(letter), "neutral")


@cache
def is_numeric(text: str) -> bool:
    """Whether a text has a digit or a Latin letter."""
    return bool(classes(text) & _NUMERIC)


@cache
def classes(text: str) -> set[str]:
    """The bidirectional classes of its letters, as Unicode names them."""
    return {unicodedata.bidirectional(letter) for letter in text}
