"""What every chart is drawn on, and an SVG at the end."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from matplotlib import rcParams
from matplotlib.backends.backend_svg import RendererSVG

from gozaresh.params import Params
from gozaresh.report.blocks import Figure
from gozaresh.report.charts.lettering import Lettering
from gozaresh.report.charts.plane import Plane
from gozaresh.report.charts.settings import settings

# The colours of `params/chart.mplstyle`, in its order.
TEAL, TILE, SAFFRON, POMEGRANATE, QUIET, LINE, WASH = (f"C{place}" for place in range(7))

_INCH = 72  # points
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


@dataclass(frozen=True)
class Look:
    """What all charts of a report share: the font's family and the Persian words, by chart."""

    font: str
    words: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, params: Params) -> Self:
        """The look that `params/` describes."""
        return cls(params.defaults.font, params.messages["charts"])


class Canvas:
    """A picture under way; `width` and `height` are in inches."""

    def __init__(self, width: float | None, height: float | None) -> None:
        self._full_width, usual_height = rcParams["figure.figsize"]
        self.width = width or self._full_width
        self.height = height or usual_height
        self._target = io.StringIO()
        size = (self.width * _INCH, self.height * _INCH)
        self._renderer = RendererSVG(*size, self._target, metadata=_NO_METADATA)
        self._lettering = Lettering(self._renderer, size[1])

    def plane(
        self,
        *,
        left: float,
        bottom: float,
        right: float,
        top: float,
        x: tuple[float, float],
        y: tuple[float, float],
    ) -> Plane:
        """A plane that leaves these margins, in inches.

        `x` is what its left and its right side stand for, `y` its foot and its top.
        """
        box = (left, bottom, self.width - left - right, self.height - bottom - top)
        points = tuple(each * _INCH for each in box)
        return Plane(self._renderer, self._lettering, points, *x, *y)

    def figure(self, caption: str, alt: str) -> Figure:
        """What has been drawn, as a block; the same drawing gives the same bytes."""
        self._renderer.finalize()
        width = round(min(self.width / self._full_width, 1), 3)
        return Figure(caption=caption, alt=alt, svg=self._target.getvalue(), width=width)


@contextmanager
def canvas(
    look: Look, *, width: float | None = None, height: float | None = None
) -> Iterator[Canvas]:
    """A canvas of this size, in inches; without one, the style file's, as wide as the text.

    Raises `FontError` where the look's font is not installed.
    """
    with settings(look.font):
        yield Canvas(width, height)
