"""What every chart is drawn on: the style file, the font, labels, and an SVG at the end."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from matplotlib import font_manager, rcParams, style
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Drawing
from matplotlib.transforms import ScaledTranslation

from gozaresh.params import Params, find_root
from gozaresh.report.blocks import Figure
from gozaresh.report.labels import SVG_FONTTYPE, label

# The colours of `params/chart.mplstyle`, in its order.
TEAL, TILE, SAFFRON, POMEGRANATE, QUIET, LINE, WASH = (f"C{place}" for place in range(7))

_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
_NO_ROTATION = re.compile(r' transform="rotate\(-0 [^"]*\)"')


class FontError(RuntimeError):
    """The font of `params/defaults.yml` is not on this machine."""


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
    """A drawing under way. Text goes onto it through `write` alone."""

    def __init__(self, width: float | None, height: float | None) -> None:
        self._full_width, usual_height = rcParams["figure.figsize"]
        self.width = width or self._full_width
        self.height = height or usual_height
        self.drawing = Drawing(figsize=(self.width, self.height))

    def axes(self, *, left: float, bottom: float, right: float, top: float) -> Axes:
        """Axes that leave these margins, in inches. None of Matplotlib's own axis is drawn.

        Its ticks take more time than all the rest of a chart; `parts` draws what is read.
        """
        box = (
            left / self.width,
            bottom / self.height,
            (self.width - left - right) / self.width,
            (self.height - bottom - top) / self.height,
        )
        axes = self.drawing.add_axes(box)
        axes.set_axis_off()
        return axes

    def figure(self, caption: str, alt: str) -> Figure:
        """What has been drawn, as a block; the same drawing gives the same bytes."""
        target = io.StringIO()
        FigureCanvasSVG(self.drawing).print_svg(target, metadata=_NO_METADATA)
        svg = _NO_ROTATION.sub("", target.getvalue())
        width = round(min(self.width / self._full_width, 1), 3)
        return Figure(caption=caption, alt=alt, svg=svg, width=width)


@contextmanager
def canvas(
    look: Look, *, width: float | None = None, height: float | None = None
) -> Iterator[Canvas]:
    """A canvas of this size, in inches; without one, the style file's, as wide as the text.

    Raises `FontError` where the look's font is not installed.
    """
    own = {"font.family": [_installed(look.font)], "svg.fonttype": SVG_FONTTYPE}
    # From Matplotlib's own defaults, so that no style set in a notebook or on a machine comes in.
    with style.context(["default", find_root() / "params" / "chart.mplstyle", own]):
        yield Canvas(width, height)


def write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    points: tuple[float, float] = (0, 0),
    **properties: Any,
) -> None:
    """Text at data coordinates, unless `transform` says otherwise, and so many points from there.

    It belongs to the drawing: of its axes it needs no clipping, and setting that up takes longest.
    """
    across, up = points
    place = properties.pop("transform", axes.transData)
    if across or up:
        place += ScaledTranslation(across / 72, up / 72, axes.figure.dpi_scale_trans)
    axes.figure.text(x, y, label(text), transform=place, **properties)


@cache
def _installed(family: str) -> str:
    """Make the family's font package known to Matplotlib, where it has one."""
    package = find_spec(f"fontpkg_{family.lower().replace(' ', '_')}")
    if package:
        for path in sorted(Path(package.origin).parent.rglob("*.ttf")):
            if path.stem.endswith(("-Regular", "-Bold")):
                font_manager.fontManager.addfont(path)
    if family not in font_manager.fontManager.get_font_names():
        raise FontError(
            f"The font {family!r} is not installed: install it, or name another in"
            " params/defaults.yml, such as 'IBM Plex Sans Arabic'."
        )
    return family
