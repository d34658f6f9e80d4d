"""How a pattern spread: which districts took it up, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from itertools import chain

import pandas as pd

from gozaresh.calendar import Month, format_date
from gozaresh.persian import number, persian_digits
from gozaresh.report.blocks import Figure
from gozaresh.report.charts.canvas import SAFFRON, TEAL, TILE, Look, canvas
from gozaresh.report.charts.parts import base_line, name_below, scale, value_axis
from gozaresh.report.charts.plane import Plane

_NAMES = 9  # that fit along the axis


def spread(
    copies: pd.DataFrame, look: Look, *, caption: str, origin: int, began: datetime
) -> Figure:
    """A rising line of the districts that took an action of `origin` as their pattern.

    `copies` has a row an action: `district`, `completed_at`; a district counts from its first,
    and `origin` not at all. `began` is when the pattern itself was completed.
    """
    copies = copies[copies["district"] != origin]
    first = copies.groupby("district")["completed_at"].min().sort_values(kind="stable")
    with canvas(look) as page:
        days = (first - began) / pd.Timedelta(days=1)
        limits, marks = scale([0, max(len(days), 3)])
        sides = {"x": _span(days), "y": limits}
        plane = page.plane(left=0.35, bottom=0.3, right=1.5, top=0.25, **sides)
        value_axis(plane, marks, number)
        base_line(plane)
        _draw(plane, days)
        named = look.words["spread"]["origin"].format(district=persian_digits(origin))
        name_below(plane, [(0, named)], weight="bold")
        name_below(plane, _month_names(plane, began))
        _name_dots(plane, days, first, look)
        return page.figure(caption, _alt(first, look, caption, origin, began))


def _span(days: pd.Series) -> tuple[float, float]:
    longest = max([7, *days])
    return -0.03 * longest, 1.02 * longest


def _draw(plane: Plane, days: pd.Series) -> None:
    steps = (((day, count), (day, count + 1)) for count, day in enumerate(days))
    plane.line([(0, 0), *chain.from_iterable(steps)], TILE)
    plane.dots(((day, count) for count, day in enumerate(days, start=1)), TEAL)
    plane.dots([(0, 0)], SAFFRON, marker="D", size=6)


def _month_names(plane: Plane, began: datetime) -> Iterator[tuple[int, str]]:
    """The first days of months, as many as have room beside each other and the origin."""
    longest = plane.right
    month, free = Month.of(began) + 1, longest / _NAMES
    while (day := (datetime.combine(month.first_day, time()) - began).days) <= longest:
        if day >= free:
            yield day, f"{persian_digits(1)} {month.name}"
            free = day + longest / _NAMES
        month += 1


def _name_dots(plane: Plane, days: pd.Series, first: pd.Series, look: Look) -> None:
    words = look.words["spread"]
    for count, (district, day) in enumerate(days.items(), start=1):
        style = {"size": 7, "ha": "right", "va": "bottom"}
        plane.write(day, count, persian_digits(district), points=(-3, 1), **style)
    if len(first):
        text = words["copied"].format(count=number(len(first)), date=format_date(first.iloc[-1]))
        style = {"color": TEAL, "weight": "bold", "va": "center", "ha": "left"}
        plane.write(days.iloc[-1], len(first), text, points=(7, 0), **style)


def _alt(first: pd.Series, look: Look, caption: str, origin: int, began: datetime) -> str:
    words = look.words["spread"]
    copied = [
        words["value"].format(district=persian_digits(district), date=format_date(day))
        for district, day in first.items()
    ]
    return words["alt" if copied else "alone"].format(
        caption=caption,
        origin=persian_digits(origin),
        date=format_date(began),
        count=number(len(copied)),
        values=look.words["common"]["separator"].join(copied),
    )
