"""What several charts have in common: value axes, direct labels, numbers in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isnan
from typing import Any, NamedTuple

from matplotlib import rcParams
from matplotlib.ticker import MaxNLocator

from gozaresh.report.charts.canvas import LINE, QUIET, Look
from gozaresh.report.charts.plane import Plane
from gozaresh.report.labels import shorten

Shown = Callable[[float], str]
_STEPS = (1, 2, 2.5, 5, 10)
_PAD = 5  # points between a mark and what names it
_LINE = 10  # points from one line of text to the next


class Scale(NamedTuple):
    """How far values reach: the lower and upper limit, and the round values marked between."""

    limits: tuple[float, float]
    marks: tuple[float, ...]


def scale(values: Iterable[float]) -> Scale:
    """A scale with room for all `values`, of which any may be missing.

    It does not go below zero where no value does.
    """
    known = [each for each in values if not isnan(each)] or (0, 1)
    low, high = min(known), max(known)
    room = 0.12 * (high - low) or 0.1 * abs(high) or 1
    limits = (low - room if low < 0 else max(low - room, 0), high + room)
    marks = MaxNLocator(4, steps=_STEPS).tick_values(*limits)
    return Scale(limits, tuple(each for each in marks if limits[0] <= each <= high + room / 3))


def value_axis(plane: Plane, marks: Iterable[float], shown: Shown) -> None:
    """The marks of a scale up the left side, with light lines across."""
    for mark in marks:
        plane.across(mark, LINE, width=_hair())
        place = {"ha": "right", "va": "center"}
        plane.write(plane.left, mark, shown(mark), points=(-_PAD, 0), **place, **quiet("y"))


def name_below(
    plane: Plane, names: Iterable[tuple[float, str]], *, line: int = 0, **style: Any
) -> None:
    """The name of each place along the foot of the plane, on that line under it."""
    style = {"ha": "center", "va": "top"} | quiet("x") | style
    for place, name in names:
        plane.write(place, plane.foot, name, points=(0, -_PAD - line * _LINE), **style)


def base_line(plane: Plane) -> None:
    """A line along the foot of the plane."""
    plane.across(plane.foot, QUIET, width=_hair())


def name_right(plane: Plane, names: Iterable[tuple[float, str]]) -> None:
    """What stands at the right of the plane: the name of each place down it."""
    for place, name in names:
        plane.write(plane.right, place, name, points=(_PAD, 0), size=8, va="center")


def quiet(axis: str) -> dict[str, Any]:
    """How the style file writes what is beside an axis."""
    return {key: rcParams[f"{axis}tick.label{key}"] for key in ("size", "color")}


def write_beside(plane: Plane, texts: Iterable[tuple[float, str, Mapping[str, Any]]]) -> None:
    """Labels at the right end of the plane, each at its height and none over another."""
    texts = list(texts)
    gap = (plane.top - plane.foot) * _LINE / plane.height
    heights = spread_apart([height for height, _, _ in texts], gap)
    for height, (_, text, style) in zip(heights, texts, strict=True):
        plane.write(plane.right, height, text, points=(_PAD, 0), va="center", **style)


def spread_apart(places: Sequence[float], gap: float) -> list[float]:
    """The places, in their order, moved as little as it takes to be `gap` apart."""

    def middle(group: list[int]) -> float:
        return sum(places[each] for each in group) / len(group)

    groups: list[list[int]] = []
    for each in sorted(range(len(places)), key=places.__getitem__):
        group = [each]
        while groups and (
            middle(group) - middle(groups[-1]) < gap * (len(group) + len(groups[-1])) / 2
        ):
            group = groups.pop() + group
        groups.append(group)
    moved = list(places)
    for group in groups:
        for step, each in enumerate(group):
            moved[each] = middle(group) + gap * (step - (len(group) - 1) / 2)
    return moved


def listed(values: Iterable[tuple[str, str]], look: Look, separator: str = "separator") -> str:
    """«الف ۳، ب ۵» from labels and their written values, or that there is nothing."""
    words = look.words["common"]
    said = (words["list"].format(label=shorten(name, 60), value=value) for name, value in values)
    return words[separator].join(said) or words["none"]


def sentences(*parts: str) -> str:
    """The parts that say something, as one text."""
    return " ".join(part for part in parts if part)


def _hair() -> float:
    return rcParams["axes.linewidth"]
