"""The text in a content stream as Typst writes it: read as glyphs, written back glyph by glyph."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

_NUMBER = rb"[-\d.]+"
_STRING = rb"\((?:[^\\()]++|\\.|\([^()]*+\))*+\)|<[0-9A-Fa-f]*+>"
_SHOW = re.compile(
    (
        rb"\s*(?:/Span<</ActualText(?P<said><[0-9A-Fa-f]+>|\( ?\))>>BDC\s*)?"
        rb"(?P<reversed>/ReversedChars BMC)?"
        rb"\s*0 Tr\s*/(?P<font>\w+) (?P<size>%(n)s) Tf 1 0 0 -1 (?P<x>%(n)s) 0 Tm\s*"
        rb"(?P<shown>%(s)s|\[(?:%(s)s|[-\d.\s]++)*+\])\s*T[jJ]\s*+(?:EMC\s*+)*+"
    )
    % {b"n": _NUMBER, b"s": _STRING},
    re.DOTALL,
)
_PART = re.compile(rb"(?P<string>%s)|(?P<shift>%s)" % (_STRING, _NUMBER), re.DOTALL)
# What Python writes in another way, as both write it.
_ESCAPED = [(b"\\\\", b"\\134"), (b"\\(", b"\\050"), (b"\\)", b"\\051")]

_BEGIN = re.compile(
    rb"q (?P<turn>(?:%(n)s ){4})(?P<x>%(n)s) (?P<y>%(n)s) cm(?P<between>[^()QqB]*+)BT"
    % {b"n": _NUMBER}
)
_END = b"\nET"


class _Show(NamedTuple):
    """Strings that are shown together, and what they say if it is not what their glyphs do."""

    x: float
    said: str | None
    parts: tuple[tuple[float, tuple[int, ...]], ...]


class _Text(NamedTuple):
    """What one BT … ET shows."""

    font: bytes
    size: float
    reversed: bool
    shows: tuple[_Show, ...]


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
    from_left: bool = False  # whether it runs so, in a line that runs both ways (`readers`)
    gap: float = 0.0  # kerning at its right that may pass for a space, in points


@dataclass(slots=True)
class Run:
    """The glyphs of one BT … ET, all of one font and size, from left to right."""

    start: int
    end: int
    turn: tuple[float, ...]  # how it is scaled and turned: the first four numbers of its matrix
    x: float
    y: float
    placed: bytes  # as the stream says it: its matrix, and what stands between that and its text
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
        return self.turn[1] == self.turn[2] == 0

    @property
    def in_picture(self) -> bool:
        """Whether it is a part of a picture, which alone is scaled."""
        return abs(self.turn[0]) != 1

    @property
    def height(self) -> float:
        """The size of its letters on the page."""
        return self.size * abs(self.turn[0])

    @property
    def left(self) -> float:
        """Where it begins on the page."""
        return self.x + self.turn[0] * self.glyphs[0].x

    @property
    def right(self) -> float:
        """Where it ends on the page."""
        last = self.glyphs[-1]
        return self.x + self.turn[0] * (last.x + last.width)


def runs(content: bytes, fonts: dict[bytes, Font]) -> Iterator[Run]:
    """The runs of a content stream that read as Typst writes them, in the stream's order."""
    for begin in _BEGIN.finditer(content):
        first = begin.end()
        end = content.find(_END, first)
        text = _text(content[first:end])
        if text is None or text.font not in fonts:
            continue
        turn, x, y, between = begin.groups()
        yield Run(
            begin.start("turn"),
            end + len(_END),
            _numbers(turn),
            float(x),
            float(y),
            content[begin.start("turn") : begin.end("between")],
            between,
            text.font,
            text.size,
            text.reversed,
            _glyphs(text, fonts[text.font]),
        )


@lru_cache(256)  # most runs are turned the same way
def _numbers(written: bytes) -> tuple[float, ...]:
    return tuple(map(float, written.split()))


@lru_cache(4096)  # words come again
def _text(written: bytes) -> _Text | None:
    """What stands between a BT and its ET; None for what Typst does not write."""
    shows, faces, from_right, place = [], set(), False, 0
    while show := _SHOW.match(written, place):
        said, turned, font, size, x, shown = show.groups()
        shows.append(_Show(float(x), said and _said(said), _parts(shown)))
        faces.add((font, float(size)))
        from_right = from_right or turned is not None
        place = show.end()
    if place != len(written) or len(faces) != 1:
        return None
    return _Text(*faces.pop(), from_right, tuple(shows))


def _glyphs(text: _Text, font: Font) -> list[Glyph]:
    size, widths, texts = text.size / 1000, font.widths, font.texts
    glyphs: list[Glyph] = []
    for x, said, parts in text.shows:
        first = len(glyphs)
        for shift, codes in parts:
            x -= shift * size
            for code in codes:
                width = widths.get(code, 0.0) * size
                glyphs.append(Glyph(code, texts.get(code, ""), x, width))
                x += width
        if said is not None:  # the first glyph of several says it all
            for glyph in glyphs[first:]:
                glyph.text, said = said, ""
    return glyphs


def _said(string: bytes) -> str:
    raw = _raw(string)
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


@lru_cache(4096)
def _parts(shown: bytes) -> tuple[tuple[float, tuple[int, ...]], ...]:
    """The strings of a show, as codes, each with the shift to the left before it."""
    return tuple(
        (float(shift), ()) if shift else (0.0, _codes(string))
        for string, shift in _PART.findall(shown)
    )


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
