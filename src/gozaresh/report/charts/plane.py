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
from math import isnan
from typing import Any

from matplotlib import rcParams
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from gozaresh.report.charts.lettering import Lettering

Place = tuple[float, float]
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

    def line(self, places: Iterable[Place], colour: str) -> None:
        """A line through these places, in the style file's width; broken where one is missing."""
        gc = self._stroke(colour, rcParams["lines.linewidth"])
        gc.set_capstyle(rcParams["lines.solid_capstyle"])
        self._draw(gc, Path(list(places)))

    def across(
        self, y: float, colour: str, *, width: float, dashes: Sequence[float] | None = None
    ) -> None:
        """A line from side to side; `dashes` are strokes and gaps, in widths of the line."""
        gc = self._stroke(colour, width)
        if dashes:
            gc.set_dashes(0, [each * width for each in dashes])
        self._draw(gc, Path([(self.left, y), (self.right, y)]))

    def uprights(
        self, lines: Iterable[tuple[float, float, float]], colour: str, *, width: float
    ) -> None:
        """An upright line at each x, from one y to another; none where one of them is missing."""
        known = [((x, foot), (x, top)) for x, foot, top in lines if not isnan(x + foot + top)]
        if known:
            ends, codes = list(chain.from_iterable(known)), (Path.MOVETO, Path.LINETO) * len(known)
            self._draw(self._stroke(colour, width), Path(ends, codes))

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
        places: Iterable[Place],
        colour: str,
        *,
        marker: str = "o",
        size: float | None = None,
        inside: str | None = None,
    ) -> None:
        """A mark at each place that is known, one of Matplotlib's; `inside` fills it otherwise."""
        known = [(x, y) for x, y in places if not isnan(x + y)]
        if not known:
            return
        style = MarkerStyle(marker)
        gc = self._stroke(colour, rcParams["lines.markeredgewidth"])
        gc.set_joinstyle(style.get_joinstyle())
        gc.set_capstyle(style.get_capstyle())
        mark = style.get_transform().scale(size or rcParams["lines.markersize"])
        filling = to_rgba(inside or colour)
        self.renderer.draw_markers(gc, style.get_path(), mark, Path(known), self._to_paper, filling)

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
