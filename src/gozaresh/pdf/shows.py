"""The text in a content stream as Typst writes it: read as glyphs, written back glyph by glyph."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

_NUMBER = rb"-?\d*\.?\d+"
_STRING = rb"\((?:[^\\()]++|\\.|\([^()]*+\))*+\)|<[0-9A-Fa-f]*+>"
_SHOW = (
    rb"\s*(?:/Span<</ActualText(?P<said><[0-9A-Fa-f]+>|\( ?\))>>BDC\s*)?"
    rb"(?P<reversed>/ReversedChars BMC)?"
    rb"\s*0 Tr\s*/(?P<font>\w+) (?P<size>%(n)s) Tf 1 0 0 -1 (?P<x>%(n)s) (?P<y>%(n)s) Tm\s*"
    rb"(?P<shown>%(s)s|\[(?:%(s)s|[-\d.\s]++)*+\])\s*T[jJ]\s*+(?:EMC\s*+)*+"
) % {b"n": _NUMBER, b"s": _STRING}
_ONE_SHOW = re.compile(_SHOW, re.DOTALL)
_PART = re.compile(rb"(?P<string>%s)|(?P<shift>%s)" % (_STRING, _NUMBER), re.DOTALL)
# What Python writes in another way, as both write it.
_ESCAPED = [(b"\\\\", b"\\134"), (b"\\(", b"\\050"), (b"\\)", b"\\051")]

_BEFORE = re.compile(rb"(?P<matrix>(?:%s\s+){6})cm(?P<between>[^()Qq]{0,200})" % _NUMBER, re.DOTALL)
_LONGEST_BEFORE = 300


class Font(Protocol):
    """What the shows need to know of a font."""

    widths: dict[int, float]  # by code, in thousandths of the font's size
    texts: dict[int, str]  # what each code says


@dataclass(slots=True)
class Glyph:
    """One glyph of a run: its code, what it says, and where it stands (points from the run's)."""

    code: int
    text: str
    x: float
    width: float
    given: str = ""  # what it says to PDFium (`readers`)
    seen: str = ""  # what it says to poppler (`readers`)
    spoken: str = ""  # what it says to MuPDF (`readers`)
    gap: float = 0.0  # kerning at its right that may pass for a space, in points


@dataclass
class Run:
    """The glyphs of one BT … ET, all of one font and size, from left to right."""

    start: int
    end: int
    matrix: tuple[float, ...]
    between: bytes
    font: bytes
    size: float
    reversed: bool
    glyphs: list[Glyph]
    before: str = ""  # what MuPDF is told before it (`readers`)
    shapes: bytes = b""  # its marks, drawn

    @property
    def upright(self) -> bool:
        """Whether the text runs along a horizontal line."""
        return self.matrix[1] == self.matrix[2] == 0

    @property
    def in_picture(self) -> bool:
        """Whether it is a part of a picture, which alone is scaled."""
        return abs(self.matrix[0]) != 1

    @property
    def left(self) -> float:
        """Where it begins on the page."""
        return self.matrix[4] + self.matrix[0] * self.glyphs[0].x

    @property
    def right(self) -> float:
        """Where it ends on the page."""
        last = self.glyphs[-1]
        return self.matrix[4] + self.matrix[0] * (last.x + last.width)


def runs(content: bytes, fonts: dict[bytes, Font]) -> Iterator[Run]:
    """The runs of a content stream that read as Typst writes them, in the stream's order."""
    end = 0
    while (begin := content.find(b"BT", end)) >= 0:
        shows, end = _shows(content, begin + 2)
        start = content.rfind(b"q ", max(begin - _LONGEST_BEFORE, 0), begin) + 2
        before = _BEFORE.fullmatch(content, start, begin)
        same = {(show["font"], show["size"], show["y"]) for show in shows}
        if not before or len(same) != 1 or not content.startswith(b"ET", end):
            continue
        first = shows[0]
        if float(first["y"]) != 0 or first["font"] not in fonts:
            continue
        yield Run(
            start,
            end + 2,
            tuple(map(float, before["matrix"].split())),
            before["between"],
            first["font"],
            float(first["size"]),
            any(show["reversed"] for show in shows),
            [glyph for show in shows for glyph in _glyphs(show, fonts[first["font"]])],
        )


def _shows(content: bytes, place: int) -> tuple[list[re.Match[bytes]], int]:
    """The shows that follow a place, and where they end."""
    shows = []
    while show := _ONE_SHOW.match(content, place):
        shows.append(show)
        place = show.end()
    return shows, place


def _glyphs(show: re.Match[bytes], font: Font) -> list[Glyph]:
    x, size = float(show["x"]), float(show["size"]) / 1000
    widths, texts = font.widths, font.texts
    glyphs: list[Glyph] = []
    for string, shift in _PART.findall(show["shown"]):
        if shift:
            x -= float(shift) * size
            continue
        for code in _codes(string):
            width = widths.get(code, 0.0) * size
            glyphs.append(Glyph(code, texts.get(code, ""), x, width))
            x += width
    if glyphs and show["said"]:  # the first glyph of several says it all
        for glyph in glyphs:
            glyph.text = ""
        glyphs[0].text = _said(show["said"])
    return glyphs


def _said(string: bytes) -> str:
    raw = _raw(string)
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


def _codes(string: bytes) -> tuple[int, ...]:
    raw = _raw(string)
    return struct.unpack(f">{len(raw) // 2}H", raw)


def _raw(string: bytes) -> bytes:
    """What a string of the content stream, hexadecimal or literal, stands for."""
    if string.startswith(b"<"):
        return bytes.fromhex(string[1:-1].decode())
    if b"\\" not in string:
        return string[1:-1]
    for written, octal in _ESCAPED:
        string = string.replace(written, octal)
    return string[1:-1].decode("unicode_escape").encode("latin-1")
