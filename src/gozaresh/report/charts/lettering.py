"""Lines of text on a picture, each put at its anchor by what its font says of its own height.

Whoever reads an SVG anchors its text, so none is measured here: to shape each label for its width
would take longer than all else in a chart. Where Matplotlib leaves text as it is, its element is
written here: Matplotlib's own way asks much of which nothing is wanted.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from matplotlib import rcParams
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex, to_rgba
from matplotlib.font_manager import FontProperties, findfont, get_font, weight_dict
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from gozaresh.report.labels import SHAPES_TEXT, label

# How far under the anchor the baseline is, in parts of the font's rise and of its fall.
_UNDER = {
    "top": (1, 0),
    "center": (0.5, -0.5),
    "center_baseline": (0.5, 0),
    "baseline": (0, 0),
    "bottom": (0, -1),
}
_BEFORE = {"left": 0, "center": 0.5, "right": 1}  # how much of the text is left of the anchor
_ANCHOR = {"left": "start", "center": "middle", "right": "end"}
_ROOM = 0.5  # points of backing around a text


class _Font(NamedTuple):
    """A font at a size, with how far it rises over its baseline and falls under it, in points.

    `style` is how an SVG names it.
    """

    properties: FontProperties
    style: str
    rise: float
    fall: float


class Lettering:
    """Writes on a renderer, in points from the lower left of a picture so many points high."""

    def __init__(self, renderer: RendererSVG, height: float) -> None:
        self._renderer = renderer
        self._height = height
        self._fonts: dict[tuple[float, str], _Font] = {}

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float | None = None,
        weight: str | None = None,
        color: str | None = None,
        ha: str = "left",
        va: str = "baseline",
        backing: str | None = None,
    ) -> None:
        """One line in Matplotlib's words; without a size, weight and colour, in the style file's.

        `backing` is the colour of a box that keeps what was drawn before from the text.
        """
        if not text:
            return
        font = self._font(size or rcParams["font.size"], weight or rcParams["font.weight"])
        text = label(text)
        rises, falls = _UNDER[va]
        baseline = y - rises * font.rise - falls * font.fall
        left = x
        if backing or not SHAPES_TEXT:  # then letters are drawn as shapes, from the left on
            width = self._renderer.get_text_width_height_descent(text, font.properties, False)[0]
            left -= _BEFORE[ha] * width
        if backing:
            self._back(left, baseline - font.fall, width, font.rise + font.fall, backing)
        color, down = color or rcParams["text.color"], self._height - baseline
        if SHAPES_TEXT:
            place = {"x": _points(x), "y": _points(down)}
            look = {"style": f"{font.style}; text-anchor: {_ANCHOR[ha]}; fill: {to_hex(color)}"}
            self._renderer.writer.element("text", text, look | place)
            return
        gc = self._renderer.new_gc()
        gc.set_foreground(color)
        self._renderer.draw_text(gc, left, down, text, font.properties, 0)

    def _back(self, left: float, foot: float, width: float, height: float, colour: str) -> None:
        box = Affine2D().scale(width + 2 * _ROOM, height + 2 * _ROOM)
        box.translate(left - _ROOM, foot - _ROOM)
        gc = self._renderer.new_gc()
        gc.set_linewidth(0)
        self._renderer.draw_path(gc, Path.unit_rectangle(), box, to_rgba(colour))

    def _font(self, size: float, weight: str) -> _Font:
        """The style file's font, made once a picture: making one takes longer than writing."""
        if (size, weight) not in self._fonts:
            rise, fall = _heights(rcParams["font.family"][0], weight)
            properties = FontProperties(size=size, weight=weight)
            style = f"font-size: {_points(size)}px; font-family: {rcParams['font.family'][0]!r}"
            if weight != "normal":
                style = f"font-weight: {weight_dict[weight]}; {style}"
            self._fonts[size, weight] = _Font(properties, style, rise * size, fall * size)
        return self._fonts[size, weight]


def _points(length: float) -> str:
    return f"{length:f}".rstrip("0").rstrip(".")


@cache
def _heights(family: str, weight: str) -> tuple[float, float]:
    """How far a font rises and falls, of its size. To find it takes milliseconds."""
    face = get_font(findfont(FontProperties(family=[family], weight=weight)))
    return face.ascender / face.units_per_EM, -face.descender / face.units_per_EM
