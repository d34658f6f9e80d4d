"""The text in a content stream as Typst writes it: read as glyphs, written back glyph by glyph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

_NUMBER = rb"-?\d*\.?\d+"
_STRING = rb"\((?:[^\\()]|\\.|\([^()]*\))*\)|<[0-9A-Fa-f]*>"
_SHOW = (
    rb"(?:/Span<</ActualText<(?P<said>[0-9A-Fa-f]+)>>>BDC\s*)?(?P<reversed>/ReversedChars BMC)?"
    rb"\s*0 Tr\s*/(?P<font>\w+) (?P<size>%(n)s) Tf 1 0 0 -1 (?P<x>%(n)s) (?P<y>%(n)s) Tm\s*"
    rb"(?P<shown>%(s)s|\[(?:%(s)s|[-\d.\s])*\])\s*T[jJ]\s*+(?:EMC\s*+)*+"
) % {b"n": _NUMBER, b"s": _STRING}
_ONE_SHOW = re.compile(_SHOW, re.DOTALL)
_NAMELESS = re.sub(rb"\?P<\w+>", rb"?:", _SHOW)
_PART = re.compile(rb"(?P<string>%s)|(?P<shift>%s)" % (_STRING, _NUMBER), re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

RUN = re.compile(
    rb"(?P<matrix>%(n)s %(n)s %(n)s %(n)s %(n)s %(n)s) cm(?P<between>[^()Qq]{0,200}?)"
    rb"BT\s*(?P<shows>(?:%(show)s)++)ET" % {b"n": _NUMBER, b"show": _NAMELESS},
    re.DOTALL,
)


class Font(Protocol):
    """What the shows need to know of a font."""

    def width(self, code: int) -> float:
        """A glyph's width in thousandths of the font's size."""

    def text(self, code: int) -> str:
        """What a code says."""


@dataclass
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

    @property
    def upright(self) -> bool:
        """Whether the text runs along a horizontal line."""
        return self.matrix[1] == self.matrix[2] == 0

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
    for match in RUN.finditer(content):
        shows = list(_ONE_SHOW.finditer(match["shows"]))
        first = shows[0]
        same = {(show["font"], show["size"], show["y"]) for show in shows}
        if len(same) > 1 or float(first["y"]) != 0 or first["font"] not in fonts:
            continue
        yield Run(
            match.start(),
            match.end(),
            tuple(map(float, match["matrix"].split())),
            match["between"],
            first["font"],
            float(first["size"]),
            any(show["reversed"] for show in shows),
            [glyph for show in shows for glyph in _glyphs(show, fonts[first["font"]])],
        )


def _glyphs(show: re.Match[bytes], font: Font) -> Iterator[Glyph]:
    x, size = float(show["x"]), float(show["size"])
    said = bytes.fromhex(show["said"].decode())[2:].decode("utf-16-be") if show["said"] else None
    for part in _PART.finditer(show["shown"]):
        if part["shift"]:
            x -= float(part["shift"]) * size / 1000
            continue
        for code in _codes(part["string"]):
            width = font.width(code) * size / 1000
            yield Glyph(code, font.text(code) if said is None else said, x, width)
            said = None if said is None else ""  # the first glyph of several says it all
            x += width


def _codes(string: bytes) -> Iterable[int]:
    if string.startswith(b"<"):
        raw = bytes.fromhex(string[1:-1].decode())
    else:
        raw = _ESCAPE.sub(_unescaped, string[1:-1])
    return (int.from_bytes(raw[place : place + 2], "big") for place in range(0, len(raw), 2))


def _unescaped(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    return bytes([int(escaped, 8)]) if escaped.isdigit() else _LETTERS.get(escaped, escaped)
