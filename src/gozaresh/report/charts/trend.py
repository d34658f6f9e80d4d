"""The months of one indicator: where it stands, whence it came, target and city beside it."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan, nan

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.persian import number, persian_digits
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
from gozaresh.report.labels import shorten

_LETTERS = 16


def trend(
    months: pd.DataFrame,
    look: Look,
    *,
    caption: str,
    name: str,
    shown: Shown,
    target: float | None = None,
) -> Figure:
    """A line over the months with target and city median, each labelled at its end.

    `months` is indexed by month id, oldest first: `value`, and `city`, the median of all
    districts; either may be missing. `name` is what the line is called, «منطقه ۱۲»; `shown`
    writes a value of the indicator. Time runs to the right, as in official statistics.
    """
    with canvas(look) as page:
        reached = (*months["value"], *months["city"], nan if target is None else target)
        limits, marks = scale(reached)
        sides = {"x": (-0.5, len(months) - 0.5), "y": limits}
        plane = page.plane(left=0.75, bottom=0.42, right=1.45, top=0.1, **sides)
        value_axis(plane, marks, shown)
        _draw(plane, months, target)
        base_line(plane)
        _name_months(plane, [Month.parse(month) for month in months.index])
        write_beside(plane, _ends(months, look, name, shown, target))
        return page.figure(caption, _alt(months, look, caption, shown, target))


def _draw(plane: Plane, months: pd.DataFrame, target: float | None) -> None:
    if target is not None:
        plane.across(target, SAFFRON, width=1.1, dashes=(4, 2))
    plane.dots(enumerate(months["city"]), QUIET, marker="_", size=9)
    line = list(enumerate(months["value"]))
    plane.line(line, TEAL)
    plane.dots(line, TEAL, size=2.5)
    plane.dots([place for place in line if not isnan(place[1])][-1:], TEAL, size=6)


def _name_months(plane: Plane, months: list[Month]) -> None:
    """Every month by its name; the year under the first one and under each Farvardin."""
    name_below(plane, enumerate(month.name for month in months), size=6.5)
    years = {
        place: persian_digits(month.year)
        for place, month in enumerate(months)
        if place == 0 or month.month == 1
    }
    name_below(plane, years.items(), size=6.5, line=1)


def _ends(
    months: pd.DataFrame, look: Look, name: str, shown: Shown, target: float | None
) -> Iterator[tuple[float, str, dict[str, str]]]:
    words = look.words["common"]
    value, city = months["value"].dropna(), months["city"].dropna()
    if len(value):
        line = shorten(name, _LETTERS)
        yield value.iloc[-1], f"{line} {shown(value.iloc[-1])}", {"color": TEAL, "weight": "bold"}
    if len(city):
        yield city.iloc[-1], f"{words['city']} {shown(city.iloc[-1])}", {}
    if target is not None:
        yield target, f"{words['target']} {shown(target)}", {}


def _alt(months: pd.DataFrame, look: Look, caption: str, shown: Shown, target: float | None) -> str:
    words, city = look.words["trend"], months["city"].dropna()
    values = [(Month.parse(month).title, shown(value)) for month, value in months["value"].items()]
    said = words["alt"].format(
        caption=caption, count=number(len(months)), values=listed(values, look)
    )
    if len(city):
        last = Month.parse(city.index[-1]).title
        said = sentences(said, words["city"].format(month=last, value=shown(city.iloc[-1])))
    return said if target is None else sentences(said, words["target"].format(value=shown(target)))
