"""Bars that hang from their names on the right and grow to the left, as a Persian list reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from gozaresh.report.charts.canvas import QUIET, TILE, Look
from gozaresh.report.charts.parts import name_right
from gozaresh.report.charts.plane import Plane
from gozaresh.report.labels import shorten

ROW = 0.24  # inches
NAMES = 1.3
_HALF = 0.32  # of a bar's thickness, in rows
_LETTERS = 24


def sides(*lists: Sequence[float]) -> dict[str, tuple[float, float]]:
    """What the sides of planes stand for that have the greatest of these values at the left.

    Planes that are read side by side have the values of all. Bars begin at zero.
    """
    rows, longest = max(map(len, lists)), max([1, *chain.from_iterable(lists)])
    return {"x": (longest, 0), "y": (max(rows, 1) - 0.5, -0.5)}


def hang_bars(
    plane: Plane,
    names: Iterable[str],
    values: Sequence[float],
    texts: Sequence[str],
    look: Look,
    *,
    quiet: Sequence[str] = (),
) -> None:
    """A bar a name with its text at the end; those named in `quiet` recede."""
    names, style = list(names), {"ha": "right", "va": "center", "points": (-4, 0)}
    for place, (name, value, text) in enumerate(zip(names, values, texts, strict=True)):
        bar = (0, place - _HALF, value, place + _HALF)
        plane.boxes([bar], QUIET if name in quiet else TILE)
        plane.write(value, place, text, weight="bold", **style)
    if not names:
        plane.write(0, 0, look.words["common"]["none"], **style)
    name_right(plane, enumerate(shorten(name, _LETTERS) for name in names))
    plane.uprights([(0, plane.foot, plane.top)], QUIET, width=0.3)
