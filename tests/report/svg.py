"""What an SVG of ours shows: its texts and marks, and where they are."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_INVISIBLE = re.compile("[\u2066-\u2069]")


class Text(NamedTuple):
    """A text with its place; y grows downwards."""

    text: str
    x: float
    y: float
    style: str


class Drawn:
    """An SVG, read."""

    def __init__(self, svg: str) -> None:
        self.root = ElementTree.fromstring(svg)
        self.texts = [
            Text(
                _INVISIBLE.sub("", "".join(element.itertext())),
                float(element.get("x")),
                float(element.get("y")),
                element.get("style"),
            )
            for element in self.root.iter(f"{_SVG}text")
        ]

    def text(self, wanted: str) -> Text:
        """The one text that says just this."""
        [found] = [each for each in self.texts if each.text == wanted]
        return found

    def marks(self, colour: str) -> list[tuple[float, float]]:
        """Where the markers of a colour are."""
        return [
            (float(mark.get("x")), float(mark.get("y")))
            for mark in self.root.iter(f"{_SVG}use")
            if f"stroke: {colour}" in mark.get("style")
        ]

    def paths(self, colour: str) -> list[str]:
        """The outlines of that stroke or fill that are drawn, markers' shapes apart."""
        shapes = {mark.get(_LINK)[1:] for mark in self.root.iter(f"{_SVG}use")}
        return [
            path.get("d")
            for path in self.root.iter(f"{_SVG}path")
            if re.search(rf"(fill|stroke): {colour}", path.get("style") or "")
            and path.get("id") not in shapes
        ]


def edges(path: str) -> tuple[float, float]:
    """The leftmost and the rightmost place of an outline."""
    xs = [float(x) for x, _ in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]
    return min(xs), max(xs)


def width(path: str) -> float:
    """From the leftmost to the rightmost place of an outline."""
    left, right = edges(path)
    return right - left
