"""All districts on one indicator, with the intervals that say how sure their order is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isnan, nan
from operator import attrgetter
from statistics import median
from typing import NamedTuple

import pandas as pd

from gozaresh.persian import NO_VALUE, number, persian_digits
from gozaresh.report.blocks import Figure
from gozaresh.report.charts.canvas import QUIET, SAFFRON, TEAL, Look, canvas
from gozaresh.report.charts.parts import (
    Shown,
    base_line,
    listed,
    name_below,
    scale,
    sentences,
    value_axis,
    write_beside,
)
from gozaresh.report.charts.plane import Plane

_GAP = 0.6  # between the ranked districts and the rest, in places
_OWN = {"color": TEAL, "weight": "bold"}
_OVER = {"ha": "center", "va": "bottom"}


class _Row(NamedTuple):
    """A district; its interval may be missing, and its value, unless it is ranked."""

    district: int
    value: float
    low: float
    high: float
    enough: bool

    @property
    def is_ranked(self) -> bool:
        return self.enough and not isnan(self.value)


@dataclass(frozen=True)
class _Ranking:
    ranked: list[_Row]
    apart: list[_Row]
    own: int | None
    target: float | None

    @cached_property
    def placed(self) -> list[tuple[float, _Row]]:
        """All rows with their place from the right; the unranked ones after a gap."""
        start = len(self.ranked) + _GAP
        apart = ((start + place, row) for place, row in enumerate(self.apart))
        return [*enumerate(self.ranked), *apart]

    @cached_property
    def median(self) -> float:
        values = [row.value for row in self.ranked + self.apart if not isnan(row.value)]
        return median(values) if values else nan

    def reached(self) -> Iterator[float]:
        """Every value that the chart has to reach."""
        for row in self.ranked + self.apart:
            yield from (row.value, row.low, row.high)
        if self.target is not None:
            yield self.target


def districts(
    values: pd.DataFrame,
    look: Look,
    *,
    caption: str,
    shown: Shown,
    own: int | None = None,
    target: float | None = None,
    lower_is_better: bool = False,
) -> Figure:
    """A dot a district with its interval, the best on the right; `own` stands out.

    `values` is indexed by district: `value`, `low`, `high` (its interval, or missing), `enough`.
    A district whose data is too little to rank stands apart at the left, hollow.
    """
    rows = [_Row(*row) for row in values[["value", "low", "high", "enough"]].itertuples(name=None)]
    apart = [row for row in rows if not row.is_ranked]
    ranked = [row for row in rows if row.is_ranked]
    ranked.sort(key=attrgetter("value"), reverse=not lower_is_better)
    ranking = _Ranking(ranked, apart, own, target)
    with canvas(look, height=2.5) as page:
        limits, marks = scale(ranking.reached())
        sides = {"x": (ranking.placed[-1][0] + 0.7, -0.7), "y": limits}
        plane = page.plane(left=0.75, bottom=0.3, right=1.2, top=0.2, **sides)
        value_axis(plane, marks, shown)
        _draw(plane, ranking)
        _name(plane, ranking, look, shown)
        write_beside(plane, _beside(ranking, look, shown))
        return page.figure(caption, _alt(ranking, look, caption, shown))


def _draw(plane: Plane, ranking: _Ranking) -> None:
    for is_own, colour, size in ((False, QUIET, 4.5), (True, TEAL, 7)):
        part = [each for each in ranking.placed if (each[1].district == ranking.own) == is_own]
        plane.uprights(((x, row.low, row.high) for x, row in part), colour, width=size / 3.6)
        for enough, inside in ((True, colour), (False, "white")):
            dots = [(x, row.value) for x, row in part if row.enough == enough]
            plane.dots(dots, colour, size=size, inside=inside)
    if ranking.target is not None:
        plane.across(ranking.target, SAFFRON, width=1.1, dashes=(4, 2))
    if not isnan(ranking.median):
        plane.across(ranking.median, QUIET, width=0.8, dashes=(1, 2))
    base_line(plane)


def _name(plane: Plane, ranking: _Ranking, look: Look, shown: Shown) -> None:
    for x, row in ranking.placed:
        style = _OWN if row.district == ranking.own else {}
        name_below(plane, [(x, persian_digits(row.district))], **style)
        if isnan(row.value):
            plane.write(x, plane.foot, NO_VALUE, points=(0, 4), ha="center")
        elif style:
            top, style = row.value if isnan(row.high) else row.high, style | _OVER
            plane.write(x, top, shown(row.value), points=(0, 6), backing="white", **style)
    if ranking.apart:
        middle = (ranking.placed[len(ranking.ranked)][0] + ranking.placed[-1][0]) / 2
        plane.write(middle, plane.top, look.words["districts"]["low_data"], size=7, **_OVER)


def _beside(
    ranking: _Ranking, look: Look, shown: Shown
) -> Iterator[tuple[float, str, dict[str, str]]]:
    words = look.words["common"]
    if not isnan(ranking.median):
        yield ranking.median, f"{words['city']} {shown(ranking.median)}", {}
    if ranking.target is not None:
        yield ranking.target, f"{words['target']} {shown(ranking.target)}", {}


def _alt(ranking: _Ranking, look: Look, caption: str, shown: Shown) -> str:
    words, ranked = look.words["districts"], ranking.ranked
    values = [
        (words["district"].format(district=persian_digits(district)), shown(value))
        for district, value, *_ in ranked
    ]
    left_out = look.words["common"]["separator"].join(
        persian_digits(row.district) for row in ranking.apart
    )
    return sentences(
        words["alt"].format(caption=caption, values=listed(values, look)),
        _own_said(ranking, words, shown),
        "" if isnan(ranking.median) else words["city"].format(value=shown(ranking.median)),
        "" if ranking.target is None else words["target"].format(value=shown(ranking.target)),
        words["left_out"].format(districts=left_out) if left_out else "",
    )


def _own_said(ranking: _Ranking, words: Mapping[str, str], shown: Shown) -> str:
    found = [row for row in ranking.ranked if row.district == ranking.own]
    if not found:
        return ""
    [row], values = found, [row.value for row in ranking.ranked]
    said = words["own"].format(
        district=persian_digits(row.district),
        value=shown(row.value),
        rank=number(values.index(row.value) + 1),
        of=number(len(values)),
    )
    if isnan(row.low):
        return said
    return sentences(said, words["interval"].format(low=shown(row.low), high=shown(row.high)))
