"""What each glyph must say so that a reader puts the lines of a page together as they were written.

A PDF says where glyphs stand; readers guess the order of their letters, not by the rules of
Unicode but each in its own way, which can be reckoned backwards:

- PDFium (Chrome, Edge, Android) takes a line's letters from right to left, but puts the words of
  an English sentence in reverse, mirrors brackets that were mirrored, and lets a mark after a
  number change sides.
- poppler takes what follows a number, a mark or a Latin word, up to the next Persian letter, for
  a part of it. A right-to-left mark ends it where it ends.
- MuPDF turns each stretch of Persian letters round, with the marks that follow one, and begins a
  new line where text goes on at the left of what was shown before. Marks part the stretches.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from operator import attrgetter

from gozaresh.pdf.joining import LINE, apart, as_heard, join, lines
from gozaresh.pdf.letters import (
    LEFT_TO_RIGHT_MARK,
    RIGHT_TO_LEFT_MARK,
    as_given,
    classes,
    is_numeric,
    is_persian,
    kind,
    seen_order,
)
from gozaresh.pdf.shows import Glyph, Run

_FROM_LEFT = {"L", "EN", "AN", "CS", "ES", "ET"}  # for poppler
# What a line needs to hold for its letters to be read in any other order than from the right.
_WEAK_MARKS = "\u200c\u064b-\u0652\u0654"
_INTRICATE = re.compile(
    f"[^ \u0621-\u063a\u0641-\u064a\u0671-\u06d3{_WEAK_MARKS}]|[{_WEAK_MARKS}]{{2}}"
)
_GAP = -2  # the code of what stands in a line for the gap between two glyphs


def prepare(runs: list[Run]) -> list[Run]:
    """Set what each glyph of a page says to whom, and give the runs in the order of reading."""
    join(runs)
    for run in runs:
        for glyph in run.glyphs:
            glyph.given = glyph.seen = seen_order(glyph.text)
    upright = [run for run in runs if run.upright and run.glyphs]
    for line in lines(upright):
        text = "".join([glyph.text for run in line for glyph in run.glyphs])
        if not _INTRICATE.search(text):
            continue
        from_right = _reads_from_right(line, text)
        line.sort(key=lambda run: run.left)
        pieces = _pieces(line, from_right)
        _give(pieces, from_right)
        if from_right:
            _fence(pieces)
    order = as_heard(runs)
    _part([run for run in order if run.upright and run.glyphs])
    return order


def _pieces(line: list[Run], from_right: bool) -> list[Glyph]:
    """The glyphs of a line and the gaps between them from the left, each with the way it runs."""
    pieces: list[Glyph] = []
    places = []
    for before, run in zip([None, *line], line, strict=False):
        if before and apart(before, run):
            pieces.append(Glyph(_GAP, " ", 0, 0, seen=" "))
        places.append(len(pieces))
        pieces += run.glyphs
    for first, run in zip(places, line, strict=True):
        for place, glyph in enumerate(run.glyphs, first):
            if is_numeric(glyph.text):
                glyph.from_left = True
            elif not run.reversed:
                _settle(pieces, place, run, from_right)
    return pieces


def _settle(pieces: list[Glyph], place: int, run: Run, from_right: bool) -> None:
    """Say of a space or a mark whether it belongs to what runs from the left."""
    piece = pieces[place]
    beside = [p.text for p in pieces[max(place - 1, 0) : place + 2] if p is not piece]
    alone = len(run.glyphs) == 1
    sign = unicodedata.bidirectional(piece.text[-1]) in ("ES", "ET") and len(beside) > 0
    within = (any if sign else all)(map(is_numeric, beside)) and len(beside) > (not sign)
    piece.from_left = within or not alone
    if from_right and piece.from_left and _parts_numbers(pieces, place):
        piece.from_left, run.reversed = False, True
    if alone and not piece.from_left and from_right:
        run.reversed = True


def _parts_numbers(pieces: list[Glyph], place: int) -> bool:
    """Whether a piece is a space between two numbers that no Latin word comes before.

    In a line from the right the second number then stands at the left of the first.
    """
    if pieces[place].text.strip() or not 0 < place < len(pieces) - 1:
        return False
    if "L" in classes(pieces[place - 1].text + pieces[place + 1].text):
        return False
    before = (classes(piece.text) for piece in reversed(pieces[:place]))
    strong = next((classes for classes in before if classes & {"L", "R", "AL"}), set())
    return "L" not in strong


def _reads_from_right(line: list[Run], text: str) -> bool:
    """Whether a line, its runs in the order of the stream, belongs to a text that runs so.

    Typst writes the runs of a paragraph in the order in which they are read, a picture's from
    the left.
    """
    kinds = set(map(kind, text))
    if "left" not in kinds:
        return True
    if line[0].in_picture:
        return "right" in kinds
    return line[0].reversed or min(line, key=lambda run: run.left) is not line[0]


def _give(pieces: list[Glyph], from_right: bool) -> None:
    """Deal the letters that make PDFium read the line out to the line's glyphs.

    In a line from the left a gap has no letter to give: what it parts is dealt apart, and PDFium
    reads the second part before the first, but each of them rightly.
    """
    if from_right:
        _deal(pieces, from_right)
        return
    for _, part in itertools.groupby(pieces, lambda piece: piece.code == _GAP):
        _deal(list(part), from_right)


def _deal(pieces: list[Glyph], from_right: bool) -> None:
    given = as_given("".join([piece.text for piece in _as_read(pieces, from_right)]))
    if given == "".join([piece.seen for piece in pieces]):  # as for most lines
        return
    place = 0
    for piece in pieces:
        end = place + len(piece.text)
        piece.given = given[place:end]
        place = end


def _as_read(pieces: list[Glyph], from_right: bool) -> Iterator[Glyph]:
    """The pieces of a line from the first to the last that is read."""
    parts = [list(part) for _, part in itertools.groupby(pieces, attrgetter("from_left"))]
    for part in reversed(parts) if from_right else parts:
        yield from part if part[0].from_left else reversed(part)


def _fence(pieces: list[Glyph]) -> None:
    """Set the marks that end a number, a mark or a Latin word for poppler."""
    edges = [None, *pieces, None]
    for left, piece, right in zip(edges, pieces, edges[2:], strict=False):
        if piece.code == _GAP or is_persian(piece.text):
            continue
        if left and not (left.from_left or is_persian(left.text)):
            _fence_left(left, piece)
        last = piece.from_left and not (right and right.from_left)
        if last and not classes(piece.text) & _FROM_LEFT:
            piece.seen += LEFT_TO_RIGHT_MARK


def _fence_left(left: Glyph, piece: Glyph) -> None:
    if not (piece.from_left or classes(piece.text) & _FROM_LEFT):
        return
    if left.code == _GAP:
        piece.seen = RIGHT_TO_LEFT_MARK + piece.seen
    else:
        left.seen += RIGHT_TO_LEFT_MARK


def _part(runs: list[Run]) -> None:
    """Set the marks that part the stretches of a line for MuPDF."""
    for before, run in zip([None, *runs], runs, strict=False):
        same_line = before and abs(run.y - before.y) < LINE
        far = same_line and (apart(run, before) or apart(before, run))
        if same_line and before.reversed and (run.reversed or far):
            run.before += LEFT_TO_RIGHT_MARK
        if far:
            run.before += " "
        if run.reversed and not is_persian(seen_order(run.glyphs[0].text)[0]):
            run.before += RIGHT_TO_LEFT_MARK
