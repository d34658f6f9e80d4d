"""Bars that hang from their names on the right and grow to the left, as a Persian list reads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from gozaresh.report.charts.canvas import QUIET, TILE, Look
from gozaresh.report.charts.parts import name_right
from gozaresh.report.charts.plane import Plane
from gozaresh.report.labels import shorten

Bar = tuple[str, float]  # its name and value
ROW = 0.24  # inches
NAMES = 1.3
_HALF = 0.32  # of a bar's thickness, of a row
_BASE = 0.3  # points, of the line that bars hang from
_LETTERS = 24


def sides(*lists: Sequence[Bar]) -> dict[str, tuple[float, float]]:
    """What the sides of planes stand for that have the greatest of these values at the left.

    Planes that are read side by side have the values of all. Bars begin at zero.
    """
    rows, longest = max(1, *map(len, lists)), max([1, *(value for _, value in chain(*lists))])
    return {"x": (longest, 0), "y": (rows - 0.5, -0.5)}


def hang_bars(
    plane: Plane, bars: Sequence[Bar], texts: Sequence[str], look: Look, *, quiet: str = ""
) -> None:
    """A bar a name with its text at the end; the one that is named `quiet` recedes."""
    style = {"ha": "right", "va": "center", "points": (-4, 0)}
    for place, ((name, value), text) in enumerate(zip(bars, texts, strict=True)):
        bar = (0, place - _HALF, value, place + _HALF)
        plane.boxes([bar], QUIET if name == quiet else TILE)
        plane.write(value, place, text, weight="bold", **style)
    if not bars:
        plane.write(0, 0, look.words["common"]["none"], **style)
    name_right(plane, enumerate(shorten(name, _LETTERS) for name, _ in bars))
    plane.uprights([(0, plane.foot, plane.top)], QUIET, width=_BASE)
