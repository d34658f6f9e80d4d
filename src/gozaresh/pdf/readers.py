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
from dataclasses import dataclass, replace
from functools import cache

from gozaresh.pdf.shows import Glyph, Run

LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_CLASSES = {"L": "left", "R": "right", "AL": "right"} | dict.fromkeys(
    ("AN", "EN", "NSM", "CS", "ES", "ET", "BN"), "weak"
)
_NUMERIC = {"L", "EN", "AN"}
_FROM_LEFT = _NUMERIC | {"CS", "ES", "ET"}  # for poppler
_PAIRS = "()[]{}<>«»‹›≤≥⟨⟩"
_MIRRORED = str.maketrans(
    _PAIRS, "".join(b + a for a, b in zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
)
# What a line needs to hold for its letters to be read in any other order than from the right.
_WEAK_MARKS = "\u200c\u064b-\u0652\u0654"
_INTRICATE = re.compile(
    f"[^ \u0621-\u063a\u0641-\u064a\u0671-\u06d3{_WEAK_MARKS}]|[{_WEAK_MARKS}]{{2}}"
)
_LINE = 1.5  # points between the baselines of what is one line
_JOIN = 0.4  # of the letters' size: what is nearer may be one text
_GAP = 0.2  # of the letters' size: what is further apart is read as apart


@dataclass
class _Piece:
    """A glyph in its line, or the gap between two (no glyph)."""

    glyph: Glyph | None
    text: str
    run: Run
    from_left: bool = False


def prepare(runs: list[Run]) -> list[Run]:
    """Set what each glyph of a page says to whom, and give the runs in the order of reading."""
    _join(runs)
    for glyph in itertools.chain.from_iterable(run.glyphs for run in runs):
        glyph.given = glyph.seen = glyph.spoken = seen_order(glyph.text)
    upright = [run for run in runs if run.upright and run.glyphs]
    for line in _lines(upright):
        if not _INTRICATE.search("".join(glyph.text for run in line for glyph in run.glyphs)):
            continue
        from_right = _reads_from_right(line)
        line.sort(key=lambda run: run.left)
        pieces = _pieces(line, from_right)
        _give(pieces, from_right)
        if from_right:
            _fence(pieces)
    order = _as_heard(runs)
    _part([run for run in order if run.upright and run.glyphs])
    return order


def as_given(read: str) -> str:
    """The letters, in the order of their places from the left, that PDFium turns into `read`."""
    parts: list[str] = []
    from_right = True
    for kind, letters in itertools.groupby(read, _kind):
        part = "".join(letters)
        if kind == "right" or (kind == "neutral" and from_right):
            from_right = True
            part = part[::-1].translate(_MIRRORED)
        elif kind != "weak":
            from_right = False
        parts.append(part)
    return "".join(reversed(parts))


@cache
def seen_order(text: str) -> str:
    """The letters of one glyph as they are seen from the left."""
    return text[::-1] if is_persian(text) else text


@cache
def as_runs(text: str, from_right: bool) -> str:
    """A text, or the mark that runs as it does: MuPDF sees from a code which way its text runs."""
    if from_right == is_persian(text[0]) and _classes(text[0]) & {"L", "R", "AL"}:
        return text
    return RIGHT_TO_LEFT_MARK if from_right else LEFT_TO_RIGHT_MARK


@cache
def is_persian(text: str) -> bool:
    """Whether a text has a letter that is written from the right."""
    return any(_kind(letter) == "right" for letter in text)


@cache
def _kind(letter: str) -> str:
    return _CLASSES.get(unicodedata.bidirectional(letter), "neutral")


@cache
def _is_numeric(text: str) -> bool:
    return bool(_classes(text) & _NUMERIC)


def _join(runs: list[Run]) -> None:
    """Put the text of each run that goes on where another ends into that one.

    Typst breaks a run where a mark stands higher, and a picture's text after each glyph.
    """
    last: Run | None = None
    for run in runs:
        if last and run.glyphs and _goes_on(last, run):
            offset = (run.matrix[4] - last.matrix[4]) / last.matrix[0]
            last.glyphs += [replace(glyph, x=glyph.x + offset) for glyph in run.glyphs]
            last.reversed = last.reversed or run.reversed
            run.glyphs = []
        elif run.glyphs:
            if last and run.reversed and _adjoins(last, run):
                _pass_spaces(last, run)
            last = run


def _pass_spaces(last: Run, run: Run) -> None:
    """Give a Persian run the spaces at its left that a number or a Latin word ends with."""
    offset = (run.matrix[4] - last.matrix[4]) / last.matrix[0]
    while not last.reversed and len(last.glyphs) > 1 and not last.glyphs[-1].text.strip():
        space = last.glyphs.pop()
        run.glyphs.insert(0, replace(space, x=space.x - offset))


def _as_heard(runs: list[Run]) -> list[Run]:
    """The runs in the order in which they are read: a picture's labels are written as seen."""
    order = list(runs)
    places = [place for place, run in enumerate(runs) if run.glyphs]
    label: list[int] = []
    for place, following in itertools.pairwise([*places, None]):
        label.append(place)
        if following is None or not _adjoins(runs[place], runs[following]):
            if any(runs[each].reversed for each in label):
                for slot, each in zip(label, reversed(label), strict=True):
                    order[slot] = runs[each]
            label = []
    return order


def _adjoins(last: Run, run: Run) -> bool:
    """Whether a run goes on at the right of another in a picture, as its scale tells."""
    near = run.upright and abs(run.left - last.right) < _JOIN * run.size * abs(run.matrix[0])
    return near and abs(run.matrix[0]) != 1 and _on_one_line(last, run)


def _goes_on(last: Run, run: Run) -> bool:
    """Whether a run is the other's text going on at its right end.

    A space does so in any colour: PDFium passes over one that is a text of its own.
    """
    if (run.font, run.size) != (last.font, last.size) or not run.upright:
        return False
    gap = run.left - last.right
    if abs(gap) >= _JOIN * run.size * abs(run.matrix[0]) or not _on_one_line(last, run):
        return False
    if run.between != last.between and _shows_ink(run):
        return False
    return run.reversed == last.reversed or not _has_letters(run)


def _on_one_line(last: Run, run: Run) -> bool:
    return all(
        abs(one - other) < 1e-3
        for one, other in zip(
            run.matrix[:4] + run.matrix[5:], last.matrix[:4] + last.matrix[5:], strict=True
        )
    )


def _has_letters(run: Run) -> bool:
    return any(_classes(glyph.text) & {"L", "R", "AL", "EN", "AN"} for glyph in run.glyphs)


def _shows_ink(run: Run) -> bool:
    return any(glyph.text.strip() for glyph in run.glyphs)


def _lines(runs: list[Run]) -> Iterator[list[Run]]:
    """The runs that a reader takes for one line."""
    line: list[Run] = []
    for run in runs:
        if line and abs(run.matrix[5] - line[-1].matrix[5]) > _LINE:
            yield line
            line = []
        line.append(run)
    if line:
        yield line


def _pieces(line: list[Run], from_right: bool) -> list[_Piece]:
    """The pieces of a line from the left, each with the way it runs."""
    pieces: list[_Piece] = []
    for run in line:
        if pieces and _apart(pieces[-1].run, run):
            pieces.append(_Piece(None, " ", run))
        pieces += [_Piece(glyph, glyph.text, run) for glyph in run.glyphs]
    for place, piece in enumerate(pieces):
        if piece.glyph is None:
            continue
        if _is_numeric(piece.text):
            piece.from_left = True
        elif not piece.run.reversed:
            _settle(pieces, place, from_right)
    return pieces


def _settle(pieces: list[_Piece], place: int, from_right: bool) -> None:
    """Say of a space or a mark whether it belongs to what runs from the left."""
    piece = pieces[place]
    beside = [p.text for p in pieces[max(place - 1, 0) : place + 2] if p is not piece]
    alone = len(piece.run.glyphs) == 1
    sign = unicodedata.bidirectional(piece.text[-1]) in ("ES", "ET") and len(beside) > 0
    within = (any if sign else all)(map(_is_numeric, beside)) and len(beside) > (not sign)
    piece.from_left = within or not alone
    if from_right and piece.from_left and _parts_numbers(pieces, place):
        piece.from_left, piece.run.reversed = False, True
    if alone and not piece.from_left and from_right:
        piece.run.reversed = True


def _parts_numbers(pieces: list[_Piece], place: int) -> bool:
    """Whether a piece is a space between two numbers that no Latin word comes before.

    In a line from the right the second number then stands at the left of the first.
    """
    if pieces[place].text.strip() or not 0 < place < len(pieces) - 1:
        return False
    if "L" in _classes(pieces[place - 1].text + pieces[place + 1].text):
        return False
    before = (_classes(piece.text) for piece in reversed(pieces[:place]))
    strong = next((classes for classes in before if classes & {"L", "R", "AL"}), set())
    return "L" not in strong


def _apart(left: Run, right: Run) -> bool:
    """Whether two runs stand so far apart that there is a gap between them."""
    letters = min(run.size * abs(run.matrix[0]) for run in (left, right))
    return right.left - left.right > _GAP * letters


def _give(pieces: list[_Piece], from_right: bool) -> None:
    """Deal the letters that make PDFium read the line out to the line's glyphs.

    In a line from the left a gap has no letter to give: what it parts is dealt apart, and PDFium
    reads the second part before the first, but each of them rightly.
    """
    if from_right:
        _deal(pieces, from_right)
        return
    for _, part in itertools.groupby(pieces, lambda piece: piece.glyph is None):
        _deal(list(part), from_right)


def _deal(pieces: list[_Piece], from_right: bool) -> None:
    given = as_given("".join(piece.text for piece in _as_read(pieces, from_right)))
    place = 0
    for piece in pieces:
        if piece.glyph is not None:
            piece.glyph.given = given[place : place + len(piece.text)]
        place += len(piece.text)


def _as_read(pieces: list[_Piece], from_right: bool) -> Iterator[_Piece]:
    """The pieces of a line from the first to the last that is read."""
    parts = [list(part) for _, part in itertools.groupby(pieces, lambda piece: piece.from_left)]
    for part in reversed(parts) if from_right else parts:
        yield from part if part[0].from_left else reversed(part)


def _fence(pieces: list[_Piece]) -> None:
    """Set the marks that end a number, a mark or a Latin word for poppler."""
    edges = [None, *pieces, None]
    for left, piece, right in zip(edges, pieces, edges[2:], strict=False):
        if piece.glyph is None or is_persian(piece.text):
            continue
        if left and not (left.from_left or is_persian(left.text)):
            _fence_left(left, piece)
        last = piece.from_left and not (right and right.from_left)
        if last and not _classes(piece.text) & _FROM_LEFT:
            piece.glyph.seen += LEFT_TO_RIGHT_MARK


def _fence_left(left: _Piece, piece: _Piece) -> None:
    if not (piece.from_left or _classes(piece.text) & _FROM_LEFT):
        return
    if left.glyph is None:
        piece.glyph.seen = RIGHT_TO_LEFT_MARK + piece.glyph.seen
    else:
        left.glyph.seen += RIGHT_TO_LEFT_MARK


@cache
def _classes(text: str) -> set[str]:
    return {unicodedata.bidirectional(letter) for letter in text}


def _part(runs: list[Run]) -> None:
    """Set the marks that part the stretches of a line for MuPDF."""
    for before, run in zip([None, *runs], runs, strict=False):
        same_line = before and abs(run.matrix[5] - before.matrix[5]) < _LINE
        apart = same_line and (_apart(run, before) or _apart(before, run))
        if same_line and before.reversed and (run.reversed or apart):
            run.before += LEFT_TO_RIGHT_MARK
        if apart:
            run.before += " "
        if run.reversed and not is_persian(seen_order(run.glyphs[0].text)[0]):
            run.before += RIGHT_TO_LEFT_MARK


def _reads_from_right(line: list[Run]) -> bool:
    """Whether a line, its runs in the order of the stream, belongs to a text that runs so.

    Typst writes the runs of a paragraph in the order in which they are read.
    """
    kinds = {_kind(letter) for run in line for glyph in run.glyphs for letter in glyph.text}
    if "left" not in kinds:
        return True
    return line[0].reversed or min(line, key=lambda run: run.left) is not line[0]
