"""A font's codes: one for each pair of a glyph and what it says, so that none needs a remark."""

from __future__ import annotations

import io
import re
from functools import cached_property
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

_MAPPING = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_SECTION = re.compile(rb"\d+ beginbfchar.*endbfchar\n?", re.DOTALL)
_LARGEST_SECTION = 100


class _Shown(dict[tuple[int, str], bytes]):
    """The code under which a glyph says a text, as a hexadecimal string has it."""

    def __init__(self, font: FontCodes) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, said: tuple[int, str]) -> bytes:
        self[said] = b"%04X" % self._font.code(*said)
        return self[said]


class FontCodes:
    """The codes of one font in a PDF; `write` puts those that were added into it."""

    def __init__(self, font: Any) -> None:
        self._font = font
        self._descendant = font.DescendantFonts[0]
        self._character_map = font.ToUnicode.read_bytes()
        self.texts = {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in _MAPPING.findall(self._character_map)
        }
        self.widths = _widths(self._descendant.get("/W", []))
        self._glyph_count = self._next = max([*self.widths, *self.texts], default=0) + 1
        # What is unseen has a glyph too: .notdef, the first, is one that PDF/A and PDF/UA forbid.
        shapes = self.widths.keys() - {0}
        self.widest = max(shapes, key=lambda code: (self.widths[code], code), default=0)
        self._glyph_of: dict[int, int] = {}
        self._code_of: dict[tuple[int, str], int] = {}
        self.shown = _Shown(self)

    def code(self, code: int, text: str) -> int:
        """The code under which this glyph says `text`."""
        if self.texts.get(code) == text:
            return code
        if (code, text) not in self._code_of:
            new, self._next = self._next, self._next + 1
            self._code_of[code, text] = new
            self._glyph_of[new] = code
            self.texts[new] = text
            self.widths[new] = self.widths.get(code, 0.0)
        return self._code_of[code, text]

    def aside(self, text: str) -> bytes:
        """A code that says `text`, whatever glyph it has: it is for what is not seen."""
        return self.shown[self.widest, text]

    def outline(self, code: int, x: float, size: float) -> bytes:
        """A glyph as a filled shape, its origin at `x`, the vertical axis pointing down."""
        scale = size / self._outlines["head"].unitsPerEm
        glyphs = self._outlines.getGlyphSet()
        shape = _Shape(glyphs)
        glyph = glyphs[self._outlines.getGlyphName(self._glyph_of.get(code, code))]
        glyph.draw(TransformPen(shape, (scale, 0, 0, -scale, x, 0)))
        return b"\n".join([*shape.operators, b"f"]) if shape.operators else b""

    @cached_property
    def _outlines(self) -> Any:
        return TTFont(io.BytesIO(self._descendant.FontDescriptor.FontFile2.read_bytes()))

    def write(self, document: Any) -> None:
        """Put the map from codes to text and the added codes into the PDF."""
        self._font.ToUnicode.write(self._written())
        if not self._glyph_of:
            return
        glyphs = [*range(self._glyph_count), *self._glyph_of.values()]
        table = b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)
        self._descendant.CIDToGIDMap = document.make_stream(table)
        for code in self._glyph_of:
            self._descendant.W.append(code)
            self._descendant.W.append(code)
            self._descendant.W.append(self.widths[code])
        # The set of glyphs is optional since PDF/A-2, and would have to name the new codes.
        if "/CIDSet" in self._descendant.FontDescriptor:
            del self._descendant.FontDescriptor.CIDSet

    def _written(self) -> bytes:
        lines = [
            b"<%04X> <%s>" % (code, text.encode("utf-16-be").hex().upper().encode())
            for code, text in sorted(self.texts.items())
        ]
        sections = b"".join(
            b"%d beginbfchar\n%s\nendbfchar\n" % (len(part), b"\n".join(part))
            for part in _parts(lines)
        )
        return _SECTION.sub(lambda _: sections, self._character_map)


class _Shape(BasePen):
    """Collects an outline as the operators of a content stream."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.operators: list[bytes] = []

    def _say(self, operator: bytes, *points: tuple[float, float]) -> None:
        numbers = b" ".join(b"%.4f %.4f" % point for point in points)
        self.operators.append(b"%s %s" % (numbers, operator))

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._say(b"m", point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._say(b"l", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._say(b"c", *points)

    def _closePath(self) -> None:  # noqa: N802
        self.operators.append(b"h")


def _parts(lines: list[bytes]) -> list[list[bytes]]:
    places = range(0, len(lines), _LARGEST_SECTION)
    return [lines[place : place + _LARGEST_SECTION] for place in places]


def _widths(array: Any) -> dict[int, float]:
    """The widths that a /W array tells: `first last width` or `first [width …]`."""
    widths: dict[int, float] = {}
    items = list(array)
    while items:
        first = int(items.pop(0))
        second = items.pop(0)
        if isinstance(second, int):
            width = float(items.pop(0))
            widths |= dict.fromkeys(range(first, second + 1), width)
        else:
            widths |= {first + place: float(width) for place, width in enumerate(second)}
    return widths
