"""Puts the runs of a page together as readers do: what is one text, one line, one label."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from gozaresh.pdf.letters import classes
from gozaresh.pdf.shows import Run

LINE = 1.5  # points between the baselines of what is one line
_JOIN = 0.4  # of the letters' size: what is nearer may be one text
_SAME = 1e-3  # what numbers of two matrices may differ by
_GAP = 0.2  # of the letters' size: what is further apart is read as apart


def join(runs: list[Run]) -> None:
    """Put the text of each run that goes on where another ends into that one.

    Typst breaks a run where a mark stands higher, and a picture's text after each glyph.
    """
    last: Run | None = None
    for run in runs:
        if last and run.glyphs and _goes_on(last, run):
            offset = (run.x - last.x) / last.turn[0]
            for glyph in run.glyphs:
                glyph.x += offset
            last.glyphs += run.glyphs
            last.reversed = last.reversed or run.reversed
            run.glyphs = []
        elif run.glyphs:
            if last and run.reversed and _adjoins(last, run):
                _pass_spaces(last, run)
            last = run


def _goes_on(last: Run, run: Run) -> bool:
    """Whether a run is the other's text going on at its right end.

    A space does so in any colour: PDFium passes over one that is a text of its own.
    """
    same_face = run.font == last.font and run.size == last.size
    if not (same_face and run.upright and _is_next(last, run)):
        return False
    if run.between != last.between and _shows_ink(run):
        return False
    return run.reversed == last.reversed or not _has_letters(run)


def _pass_spaces(last: Run, run: Run) -> None:
    """Give a Persian run the spaces at its left that a number or a Latin word ends with."""
    offset = (run.x - last.x) / last.turn[0]
    while not last.reversed and len(last.glyphs) > 1 and not last.glyphs[-1].text.strip():
        space = last.glyphs.pop()
        space.x -= offset
        run.glyphs.insert(0, space)


def as_heard(runs: list[Run]) -> list[Run]:
    """The runs in the order in which they are read: a picture's labels are written as seen."""
    order = list(runs)
    places = [place for place, run in enumerate(runs) if run.glyphs]
    label: list[int] = []
    for place, following in itertools.pairwise([*places, None]):
        label.append(place)
        if following is None or not _adjoins(runs[place], runs[following]):
            if len(label) > 1 and any(runs[each].reversed for each in label):
                for slot, each in zip(label, reversed(label), strict=True):
                    order[slot] = runs[each]
            label = []
    return order


def _adjoins(last: Run, run: Run) -> bool:
    """Whether a run goes on at the right of another in a picture."""
    return run.in_picture and run.upright and _is_next(last, run)


def lines(runs: list[Run]) -> Iterator[list[Run]]:
    """The runs that a reader takes for one line."""
    line: list[Run] = []
    for run in runs:
        if line and abs(run.y - line[-1].y) > LINE:
            yield line
            line = []
        line.append(run)
    if line:
        yield line


def apart(left: Run, right: Run) -> bool:
    """Whether two runs stand so far apart that there is a gap between them."""
    distance = right.left - left.right
    return distance > 0 and distance > _GAP * min(left.height, right.height)


def _is_next(last: Run, run: Run) -> bool:
    """Whether a run begins where another ends, on the same line and turned the same way."""
    if abs(run.y - last.y) >= _SAME:
        return False
    near = abs(run.left - last.right) < _JOIN * run.height
    return near and math.dist(run.turn, last.turn) < _SAME


def _has_letters(run: Run) -> bool:
    return any(classes(glyph.text) & {"L", "R", "AL", "EN", "AN"} for glyph in run.glyphs)


def _shows_ink(run: Run) -> bool:
    return any(glyph.text.strip() for glyph in run.glyphs)
