"""The part of a picture that data is drawn in: a box with a scale across and one up.

Charts draw through it, straight to Matplotlib's renderer, and what is drawn later lies over what
was drawn before. Its Axes would set up ticks, spines and clipping of which nothing is seen here,
for more time than all the drawing takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from matplotlib import rcParams
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from gozaresh.report.charts.lettering import Lettering

_BOX = (Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY)


@dataclass(frozen=True)
class Plane:
    """A box of a picture, in points from its lower left, and the data that its sides stand for.

    `left` may be more than `right`, and `foot` than `top`. Sizes and widths are in points, colours
    are Matplotlib's; places are data.
    """

    renderer: RendererBase
    lettering: Lettering
    box: tuple[float, float, float, float]  # x, y, width, height
    left: float
    right: float
    foot: float
    top: float

    @property
    def height(self) -> float:
        """In points."""
        return self.box[3]

    def line(
        self,
        xs: Iterable[float],
        ys: Iterable[float],
        colour: str,
        *,
        width: float | None = None,
        cap: str | None = None,
    ) -> None:
        """A line through these places, in the style file's width; broken where one is missing."""
        gc = self._stroke(colour, width or rcParams["lines.linewidth"])
        gc.set_capstyle(cap or rcParams["lines.solid_capstyle"])
        self._draw(gc, Path(_places(xs, ys)))

    def across(
        self, y: float, colour: str, *, width: float, dashes: Sequence[float] | None = None
    ) -> None:
        """A line from side to side; `dashes` are strokes and gaps, in widths of the line."""
        gc = self._stroke(colour, width)
        if dashes:
            gc.set_dashes(0, [each * width for each in dashes])
        self._draw(gc, Path([(self.left, y), (self.right, y)]))

    def uprights(
        self,
        xs: Iterable[float],
        feet: Iterable[float],
        tops: Iterable[float],
        colour: str,
        *,
        width: float,
    ) -> None:
        """An upright line at each x, between the two heights there; none where one is missing."""
        ends = np.stack([_places(xs, feet), _places(xs, tops)], axis=1)
        ends = ends[~np.isnan(ends).any(axis=(1, 2))]
        codes = [Path.MOVETO, Path.LINETO] * len(ends)
        if codes:
            self._draw(self._stroke(colour, width), Path(ends.reshape(-1, 2), codes))

    def boxes(
        self,
        boxes: Iterable[tuple[float, float, float, float]],
        colour: str | None,
        *,
        edge: str | None = None,
        width: float = 0,
    ) -> None:
        """Boxes from corner to corner (x, y, x, y) as one shape, filled unless `colour` is None."""
        corners = [((a, b), (c, b), (c, d), (a, d), (a, b)) for a, b, c, d in boxes]
        if not corners:
            return
        gc = self._stroke(edge or "none", width)
        gc.set_joinstyle("miter")
        shape = Path(list(chain.from_iterable(corners)), _BOX * len(corners))
        self._draw(gc, shape, colour)

    def dots(
        self,
        xs: Iterable[float],
        ys: Iterable[float],
        colour: str,
        *,
        marker: str = "o",
        size: float | None = None,
        inside: str | None = None,
    ) -> None:
        """A mark at each place, one of Matplotlib's; `inside` is its filling, if another."""
        style = MarkerStyle(marker)
        gc = self._stroke(colour, rcParams["lines.markeredgewidth"])
        gc.set_joinstyle(style.get_joinstyle())
        gc.set_capstyle(style.get_capstyle())
        shape = style.get_transform().scale(size or rcParams["lines.markersize"])
        places, filling = Path(_places(xs, ys)), to_rgba(inside or colour)
        self.renderer.draw_markers(gc, style.get_path(), shape, places, self._to_paper, filling)

    def write(
        self, x: float, y: float, text: str, *, points: tuple[float, float] = (0, 0), **style: Any
    ) -> None:
        """A line of text so many `points` from there; the rest is as `Lettering.write` has it."""
        x, y = self._to_paper.transform((x, y))
        self.lettering.write(x + points[0], y + points[1], text, **style)

    @cached_property
    def _to_paper(self) -> Affine2D:
        x, y, width, height = self.box
        across, up = width / (self.right - self.left), height / (self.top - self.foot)
        return Affine2D.from_values(across, 0, 0, up, x - self.left * across, y - self.foot * up)

    def _stroke(self, colour: str, width: float) -> GraphicsContextBase:
        gc = self.renderer.new_gc()
        gc.set_foreground(colour)
        gc.set_linewidth(width)
        return gc

    def _draw(self, gc: GraphicsContextBase, shape: Path, filling: str | None = None) -> None:
        self.renderer.draw_path(gc, shape, self._to_paper, filling and to_rgba(filling))


def _places(xs: Iterable[float], ys: Iterable[float]) -> np.ndarray:
    return np.column_stack([np.asarray(list(each), dtype=float) for each in (xs, ys)])
