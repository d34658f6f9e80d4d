"""Bars that hang from their names on the right and grow to the left, as a Persian list reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes

from gozaresh.report.charts.canvas import QUIET, TILE, Look, write
from gozaresh.report.charts.parts import name_right
from gozaresh.report.labels import shorten

ROW = 0.24  # inches
NAMES = 1.3
_LETTERS = 24


def hang_bars(
    axes: Axes,
    names: Iterable[str],
    values: Sequence[float],
    texts: Sequence[str],
    look: Look,
    *,
    quiet: Sequence[str] = (),
    rows: int | None = None,
    longest: float | None = None,
) -> None:
    """A bar a name with its text at the end; those named in `quiet` recede.

    `rows` and `longest` are the scale of axes that are read side by side. Bars begin at zero.
    """
    names, places = list(names), range(len(values))
    colours = [QUIET if name in quiet else TILE for name in names]
    axes.barh(places, values, height=0.64, color=colours)
    for place, value, text in zip(places, values, texts, strict=True):
        style = {"ha": "right", "va": "center", "weight": "bold"}
        write(axes, value, place, text, points=(-4, 0), **style)
    if not names:
        write(axes, 0, 0, look.words["common"]["none"], points=(-4, 0), ha="right", va="center")
    name_right(axes, enumerate(shorten(name, _LETTERS) for name in names))
    axes.axvline(0, color=QUIET, linewidth=0.6)
    rows = rows or max(len(values), 1)
    axes.set(xlim=(longest or max([1, *values]), 0), ylim=(rows - 0.5, -0.5))
