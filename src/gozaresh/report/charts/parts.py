"""What several charts have in common: value axes, direct labels, numbers in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from gozaresh.report.charts.canvas import LINE, QUIET, Look, write
from gozaresh.report.labels import shorten

Shown = Callable[[float], str]
_STEPS = (1, 2, 2.5, 5, 10)
_PAD = 5  # points between a mark and what names it
_LINE = 10  # points from one line of text to the next


def value_axis(axes: Axes, values: pd.Series, shown: Shown) -> None:
    """Round values up the left side with light lines across, as high and low as `values` need.

    It does not go below zero where no value does.
    """
    low, high = (0, 1) if values.isna().all() else (values.min(), values.max())
    room = 0.12 * (high - low) or 0.1 * abs(high) or 1
    axes.set_ylim(low - room if low < 0 else max(low - room, 0), high + room)
    marks = MaxNLocator(4, steps=_STEPS).tick_values(*axes.get_ylim())
    across, names = axes.get_yaxis_transform(), {"ha": "right", "va": "center"} | quiet("y")
    for mark in marks[(marks >= axes.get_ylim()[0]) & (marks <= high + room / 3)]:
        axes.axhline(mark, color=LINE, linewidth=_hair(), zorder=0)
        write(axes, 0, mark, shown(mark), points=(-_PAD, 0), transform=across, **names)


def name_below(
    axes: Axes, names: Iterable[tuple[float, str]], *, line: int = 0, **style: Any
) -> None:
    """The name of each place along the foot of the axes, on that line under it."""
    below = {"ha": "center", "va": "top", "transform": axes.get_xaxis_transform()}
    for place, name in names:
        write(axes, place, 0, name, points=(0, -_PAD - line * _LINE), **below | quiet("x") | style)


def base_line(axes: Axes) -> None:
    """A line along the foot of the axes."""
    frame = {"transform": axes.transAxes, "scalex": False, "scaley": False, "clip_on": False}
    axes.plot([0, 1], [0, 0], color=QUIET, linewidth=_hair(), **frame)


def name_right(axes: Axes, names: Iterable[tuple[float, str]]) -> None:
    """What stands at the right of the axes: the name of each place down them."""
    beside = {"ha": "left", "va": "center", "transform": axes.get_yaxis_transform()}
    for place, name in names:
        write(axes, 1, place, name, points=(_PAD, 0), size=8, **beside)


def quiet(axis: str) -> dict[str, Any]:
    """How the style file writes what is beside an axis."""
    return {key: rcParams[f"{axis}tick.label{key}"] for key in ("size", "color")}


def write_beside(axes: Axes, texts: Iterable[tuple[float, str, Mapping[str, Any]]]) -> None:
    """Labels at the right end of the axes, each at its height and none over another."""
    texts = list(texts)
    low, high = axes.get_ylim()
    inches = axes.figure.get_figheight() * axes.get_position().height
    gap = (high - low) * _LINE / 72 / inches
    heights = spread_apart([height for height, _, _ in texts], gap)
    beside = {"ha": "left", "va": "center", "transform": axes.get_yaxis_transform()}
    for height, (_, text, style) in zip(heights, texts, strict=True):
        write(axes, 1, height, text, points=(_PAD, 0), **beside, **style)


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
