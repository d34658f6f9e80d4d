"""How a pattern spread: which districts took it up, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

import pandas as pd
from matplotlib.axes import Axes

from gozaresh.calendar import Month, format_date
from gozaresh.persian import number, persian_digits
from gozaresh.report.blocks import Figure
from gozaresh.report.charts.canvas import SAFFRON, TEAL, TILE, Look, canvas, write
from gozaresh.report.charts.parts import base_line, name_below, value_axis

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
        axes = page.axes(left=0.35, bottom=0.3, right=1.5, top=0.25)
        days = (first - began) / pd.Timedelta(days=1)
        _draw(axes, days)
        base_line(axes)
        named = look.words["spread"]["origin"].format(district=persian_digits(origin))
        name_below(axes, [(0, named)], weight="bold")
        name_below(axes, _month_names(axes, began))
        _name_dots(axes, days, first, look)
        return page.figure(caption, _alt(first, look, caption, origin, began))


def _draw(axes: Axes, days: pd.Series) -> None:
    axes.step([0, *days], range(len(days) + 1), where="post", color=TILE)
    axes.plot(days, range(1, len(days) + 1), color=TEAL, linestyle="none", marker="o")
    axes.plot([0], [0], color=SAFFRON, linestyle="none", marker="D", markersize=6, clip_on=False)
    longest = max(days.max(), 7) if len(days) else 7
    axes.set_xlim(-0.03 * longest, 1.02 * longest)
    value_axis(axes, pd.Series([0, max(len(days), 3)]), number)


def _month_names(axes: Axes, began: datetime) -> Iterator[tuple[int, str]]:
    """The first days of months, as many as have room beside each other and the origin."""
    longest = axes.get_xlim()[1]
    month, free = Month.of(began) + 1, longest / _NAMES
    while (day := (datetime.combine(month.first_day, time()) - began).days) <= longest:
        if day >= free:
            yield day, f"{persian_digits(1)} {month.name}"
            free = day + longest / _NAMES
        month += 1


def _name_dots(axes: Axes, days: pd.Series, first: pd.Series, look: Look) -> None:
    words = look.words["spread"]
    for count, (district, day) in enumerate(days.items(), start=1):
        style = {"size": 7, "ha": "right", "va": "bottom"}
        write(axes, day, count, persian_digits(district), points=(-3, 1), **style)
    if len(first):
        text = words["copied"].format(count=number(len(first)), date=format_date(first.iloc[-1]))
        style = {"color": TEAL, "weight": "bold", "va": "center", "ha": "left"}
        write(axes, days.iloc[-1], len(first), text, points=(7, 0), **style)


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
