"""A run written again: each reader is told what it must be told, on a way of its own."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import Any

from gozaresh.pdf.codes import FontCodes
from gozaresh.pdf.letters import as_runs, seen_order
from gozaresh.pdf.marks import MARK
from gozaresh.pdf.shows import Glyph, Run

_LIKE_A_SPACE = 0.06  # of the letters' size
_SHIFTED = 0.05  # thousandths of it: what is less is not said
_BLANK = " \u00a0\u200c\u200d"


class Truths:
    """The true texts of a document's glyphs, as property lists with the text as an object."""

    def __init__(self, document: Any) -> None:
        import pikepdf

        self.properties = document.make_indirect(pikepdf.Dictionary())
        self._document = document
        self._names: dict[str, bytes] = {}
        self.asides = _Asides(self)

    def said(self, text: str, show: bytes) -> bytes:
        """The show with its true text."""
        return b"/Said%s BDC %s EMC" % (self._names.get(text) or self._name(text), show)

    def _name(self, text: str) -> bytes:
        import pikepdf

        said = self._document.make_indirect(pikepdf.String(text))
        name = f"/Said{len(self._names)}"
        self.properties[name] = pikepdf.Dictionary(ActualText=said)
        self._names[text] = name.encode()
        return self._names[text]


class _Asides(dict[tuple[str, float, FontCodes], bytes]):
    """What MuPDF alone is told before a run, by its place: PDFium passes over what has no width."""

    def __init__(self, truths: Truths) -> None:
        super().__init__()
        self._truths = truths

    def __missing__(self, told: tuple[str, float, FontCodes]) -> bytes:
        text, x, font = told
        where = b"3 Tr 0.01 Tz 1 0 0 -10000 %.6g 0 Tm" % x
        show = b"%s<%s>Tj 100 Tz 0 Tr" % (where, font.aside(text))
        self[told] = for_poppler("", self._truths.said(text, show))
        return self[told]


def written(run: Run, font: FontCodes, truths: Truths) -> bytes:
    """A run as a content stream has it: marks as shapes, the rest as text in reading order."""
    return b"\n".join([run.placed, run.shapes, _text(run, font, truths)])


def _text(run: Run, font: FontCodes, truths: Truths) -> bytes:
    if not run.glyphs:
        return b""
    shows = [truths.asides[mark, run.glyphs[0].x, font] for mark in run.before]
    if run.reversed:
        _set_gaps(run.glyphs, _LIKE_A_SPACE * run.size)
    if not [g for g in run.glyphs if g.given != g.seen or g.gap or g.code == MARK]:
        shows.append(_shown(run.glyphs, run, font))
    else:
        groups = _groups(run.glyphs) if run.reversed else [run.glyphs]
        shows += [_annotated(some, run, font, truths) for some in groups]
    return b"BT 0 Tr/%s %.8g Tf\n%s\nET" % (run.font, run.size, b"\n".join(shows))


def _groups(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The glyphs, parted where a remark begins or ends."""
    groups: list[list[Glyph]] = []
    for glyph in glyphs:
        if groups and _belongs(glyph, groups[-1]):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    for before, group, after in zip([[], *groups], groups, [*groups[1:], []], strict=False):
        if group and _misread(group[0]) and not any(map(_has_ink, group)):
            _lend_ink(before, group, after)
    return [group for group in groups if group]


def _set_gaps(glyphs: list[Glyph], least: float) -> None:
    """Note how far letters are kerned apart, where that may pass for a space."""
    for left, right in itertools.pairwise(glyphs):
        gap = right.x - left.x - left.width
        if gap > least and left.text.strip() and right.text.strip():
            left.gap = gap


def _belongs(glyph: Glyph, group: list[Glyph]) -> bool:
    """Whether a glyph needs the same remark as those at its left; a kerned pair needs its own."""
    last = group[-1]
    if MARK in (last.code, glyph.code) or glyph.gap:
        return False
    if group[0].gap:
        return len(group) == 1 and not (_misread(last) or _misread(glyph))
    return _misread(last) == _misread(glyph)


def _lend_ink(before: list[Glyph], group: list[Glyph], after: list[Glyph]) -> None:
    """Add a neighbour to what shows nothing: PDFium passes over a show without ink."""
    if before and _has_ink(before[-1]) and not before[0].gap:
        group.insert(0, before.pop())
    elif after and _has_ink(after[0]) and not after[0].gap:
        group.append(after.pop(0))


def _misread(glyph: Glyph) -> bool:
    return glyph.given != glyph.seen


def _has_ink(glyph: Glyph) -> bool:
    return glyph.code != MARK and bool(glyph.text.strip(_BLANK))


def _annotated(glyphs: list[Glyph], run: Run, font: FontCodes, truths: Truths) -> bytes:
    """A show of glyphs: for all readers, or one for PDFium and, unseen, those for the others."""
    shown = _shown(glyphs, run, font)
    if not (glyphs[0].gap or any(map(_misread, glyphs))):
        return shown
    together = glyphs[0].gap or not run.reversed
    groups = [glyphs] if together else [[glyph] for glyph in glyphs]
    unseen = b" ".join(_unseen(some, run, font, truths) for some in groups)
    return b"%s\n3 Tr %s 0 Tr" % (for_poppler("", shown), unseen)


def _unseen(glyphs: list[Glyph], run: Run, font: FontCodes, truths: Truths) -> bytes:
    spoken = [seen_order(glyph.text) for glyph in glyphs]
    coded = [as_runs(text, run.reversed) for text in spoken]
    said = truths.said("".join(spoken), _show(glyphs, coded, run, font))
    return for_poppler("".join([glyph.seen for glyph in glyphs]), not_for_pdfium(said))


def not_for_pdfium(show: bytes) -> bytes:
    """A show that PDFium passes over, for it takes the text for one that cannot be printed."""
    return b"/Unread<</ActualText(\\001)>>BDC %s EMC" % show


def for_poppler(text: str, show: bytes) -> bytes:
    """A show with the text that poppler takes."""
    return b"/Span<</ActualText<FEFF%s>>>BDC %s EMC" % (_encoded(text), show)


@lru_cache(1024)  # the same few come again and again
def _encoded(text: str) -> bytes:
    return text.encode("utf-16-be").hex().upper().encode()


def _shown(glyphs: list[Glyph], run: Run, font: FontCodes) -> bytes:
    """A show of glyphs with what they say to PDFium."""
    return _show(glyphs, [glyph.given for glyph in glyphs], run, font)


def _show(glyphs: list[Glyph], texts: list[str], run: Run, font: FontCodes) -> bytes:
    if glyphs[0].code == MARK:
        return _mark(glyphs[0].x, texts[0], font)
    scale, gap, shown = 1000 / run.size, glyphs[0].gap, font.shown
    parts, pen = [], glyphs[0].x
    for glyph, text in zip(glyphs, texts, strict=True):
        x = glyph.x
        if pen != x and abs((pen - x) * scale) >= _SHIFTED:
            parts.append(b">%g<" % round((pen - x) * scale, 1))
        parts.append(shown[glyph.code, text])
        pen = x + glyph.width + gap
    show = b"1 0 0 -1 %.6g 0 Tm[<%s>]TJ" % (glyphs[0].x, b"".join(parts))
    return b"%.4g Tc %s 0 Tc" % (gap, show) if gap else show


def _mark(x: float, text: str, font: FontCodes) -> bytes:
    """A mark for all to read: narrow, but PDFium passes over what has no width at all."""
    where = b"3 Tr 3 Tz 1 0 0 -1 %.6g 0 Tm" % x
    return where + b"<%s>Tj 100 Tz 0 Tr" % font.aside(text)
