"""Tiles in five shades of one colour, which stay apart in grey, and text that is read on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.colors import to_hex, to_rgb

from gozaresh.report.charts.canvas import TEAL, WASH
from gozaresh.report.charts.plane import Plane

# How deep each shade is, so that text in ink or white has a contrast of 4.5 on every one.
_DEPTHS = (0, 0.2, 0.42, 0.8, 1)
SHADES = len(_DEPTHS)
_APART = 0.03  # of a tile, from its edge to where it is filled


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
    plane: Plane, places: Iterable[tuple[float, float]], colour: str | None, **edge: Any
) -> None:
    """Unit squares from these corners on, a little apart; `edge` is as `Plane.boxes` has it."""
    low, high = _APART, 1 - _APART
    plane.boxes([(x + low, y + low, x + high, y + high) for x, y in places], colour, **edge)
