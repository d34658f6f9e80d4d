"""How long after its completion each action was published: one dot an action."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import ceil, sqrt
from statistics import median
from typing import Any

import pandas as pd

from gozaresh.persian import number
from gozaresh.report.blocks import Figure
from gozaresh.report.charts.canvas import LINE, POMEGRANATE, SAFFRON, TILE, Look, canvas
from gozaresh.report.charts.parts import base_line, name_below, sentences
from gozaresh.report.charts.plane import Plane

# Inches: the published ones' strip, its height, and the place of the unpublished ones beside it.
_STRIP, _HEIGHT, _ASIDE = 4.8, 1.1, 1.3
_WIDEST_DOT = 0.1
_TICKS = (0, 6, 24, 72, 168, 336, 720)
_SHORTEST_SCALE = 72


@dataclass(frozen=True)
class _Lags:
    within: list[float]
    late: list[float]
    unpublished: int
    deadline: float

    def inches(self, hours: float) -> float:
        """Square roots show the first day in detail and leave room for weeks."""
        return _STRIP * sqrt(max(hours, 0) / self._longest)

    @cached_property
    def _longest(self) -> float:
        return max([_SHORTEST_SCALE, *self.within, *self.late])

    def columns(self, hours: list[float], dot: float) -> list[int]:
        """Columns of dots, counted from the deadline so that none lies across it."""
        return [ceil((self.inches(each) - self.inches(self.deadline)) / dot) for each in hours]


def lag(hours: pd.Series, look: Look, *, caption: str, deadline: float) -> Figure:
    """A strip of dots along the hours to publication, and the unpublished actions beside it.

    `hours`, one an action, is missing where nothing was published; `deadline` is in hours.
    """
    within, late = [h for h in hours if h <= deadline], [h for h in hours if h > deadline]
    lags = _Lags(within, late, len(hours) - len(within) - len(late), deadline)
    with canvas(look, height=_HEIGHT + 0.6) as page:
        # A unit is an inch, so that dots can be stacked.
        sides = {"x": (0, page.width - 0.4), "y": (0, _HEIGHT)}
        plane = page.plane(left=0.2, bottom=0.28, right=0.2, top=0.32, **sides)
        _scale(plane, lags, look)
        _stack(plane, lags)
        _name(plane, lags, look)
        return page.figure(caption, _alt(lags, look, caption))


def _scale(plane: Plane, lags: _Lags, look: Look) -> None:
    words, end = look.words["lag"], lags.inches(lags.deadline)
    ticks = {lags.inches(tick): tick for tick in _TICKS}
    ticks = {x: tick for x, tick in ticks.items() if x <= _STRIP and abs(x - end) > 0.5}
    texts = [
        words["days"].format(count=number(tick / 24))
        if tick >= 24
        else words["hours"].format(count=number(tick))
        for tick in ticks.values()
    ]
    plane.uprights(((x, 0, _HEIGHT) for x in ticks), LINE, width=0.6)
    plane.uprights([(end, 0, _HEIGHT + 0.25)], SAFFRON, width=1.1)
    texts.append(words["deadline"].format(hours=number(lags.deadline)))
    base_line(plane)
    name_below(plane, zip([*ticks, end], texts, strict=True))


def _stack(plane: Plane, lags: _Lags) -> None:
    dot = _fitting_dot(lags)
    heights: Counter[int] = Counter()
    for hours, look in ((lags.within, ("o", 0.85, TILE)), (lags.late, ("D", 0.66, SAFFRON))):
        places = []
        for column in lags.columns(hours, dot):
            places.append((lags.inches(lags.deadline) + (column - 0.5) * dot, heights[column]))
            heights[column] += 1
        _dots(plane, places, dot, *look)
    aside = (divmod(place, int(_HEIGHT / dot)) for place in range(lags.unpublished))
    places = [(plane.right - (column + 0.5) * dot, row) for column, row in aside]
    _dots(plane, places, dot, "s", 0.62, POMEGRANATE, inside="none")


def _dots(
    plane: Plane,
    places: list[tuple[float, int]],
    dot: float,
    marker: str,
    part: float,
    colour: str,
    **style: Any,
) -> None:
    """Dots at (inches, row) that fill a part of the `dot` inches each has."""
    dots = [(x, (row + 0.5) * dot) for x, row in places]
    plane.dots(dots, colour, marker=marker, size=dot * 72 * part, **style)


def _fitting_dot(lags: _Lags) -> float:
    """The largest dot, in inches, with which neither the highest stack nor the rest overflows."""
    dot = _WIDEST_DOT
    while _overflows(lags, dot):
        dot *= 0.92
    return dot


def _overflows(lags: _Lags, dot: float) -> bool:
    stacks = Counter(lags.columns(lags.within, dot) + lags.columns(lags.late, dot))
    aside = ceil(lags.unpublished / int(_HEIGHT / dot)) * dot
    return max(stacks.values(), default=0) * dot > _HEIGHT or aside > _ASIDE


def _name(plane: Plane, lags: _Lags, look: Look) -> None:
    words, end = look.words["lag"], lags.inches(lags.deadline)

    def name(x: float, side: str, key: str, count: int) -> None:
        text = words["count"].format(label=words[key], count=number(count))
        plane.write(x, _HEIGHT, text, points=(0, 5), ha=side, weight="bold")

    name(end - 0.07, "right", "within", len(lags.within))
    name(end + 0.07, "left", "late", len(lags.late))
    name(plane.right, "right", "unpublished", lags.unpublished)


def _alt(lags: _Lags, look: Look, caption: str) -> str:
    words, published = look.words["lag"], [*lags.within, *lags.late]
    counts = words["alt"].format(
        caption=caption,
        total=number(len(published) + lags.unpublished),
        hours=number(lags.deadline),
        within=number(len(lags.within)),
        late=number(len(lags.late)),
        unpublished=number(lags.unpublished),
    )
    if not published:
        return counts
    return sentences(
        counts,
        words["median"].format(value=number(median(published))),
        words["longest"].format(value=number(max(published))),
    )
