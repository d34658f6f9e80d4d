"""Tiles in five shades of one colour, which stay apart in grey, and text that is read on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from gozaresh.report.charts.canvas import TEAL, WASH

# How deep each shade is, so that text in ink or white has a contrast of 4.5 on every one.
_DEPTHS = (0, 0.2, 0.42, 0.8, 1)
SHADES = len(_DEPTHS)


def shade(score: float) -> int:
    """Which of five shades a score of 0 to 1 has: 0 the lightest, for 0."""
    return min(int(max(score, 0) * SHADES), SHADES - 1)


def shade_colour(step: int) -> str:
    """The colour of a shade, from the style's wash to its teal."""
    light, dark = np.array(to_rgb(WASH)), np.array(to_rgb(TEAL))
    return to_hex(light + (dark - light) * _DEPTHS[step])


def ink_on(step: int) -> dict[str, str]:
    """How text is written so that it can be read on a shade."""
    return {"color": "white"} if step >= SHADES - 2 else {}


def fill_tiles(
    axes: Axes, places: Iterable[tuple[float, float]], colour: str, **style: Any
) -> None:
    """Unit squares from these corners on, as one path of the SVG."""
    low, high = 0.03, 0.97
    corners = np.array([(low, low), (high, low), (high, high), (low, high), (low, low)])
    squares = [Path(corners + place, closed=True) for place in places]
    if squares:
        outline = Path.make_compound_path(*squares)
        axes.add_patch(PathPatch(outline, **{"facecolor": colour, "linewidth": 0} | style))
