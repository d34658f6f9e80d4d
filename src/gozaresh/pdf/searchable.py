"""Makes a PDF's Persian text searchable: what is copied out of it is what was written.

Typst writes one text for each glyph of a font and an ActualText wherever the glyph says something
else. PDFium, poppler and MuPDF each misread that in a way of their own: the letters of a ligature
turned round, a half-space beside the wrong letter, a word broken in two. So the text is written
again at the same places, and each of the three is told what it
must be told (`readers` reckons what) on a way that the others do not take:

- PDFium takes the text of a glyph's code, and so each pair of a glyph and what it says has a code
  of its own (`codes`). It passes over an ActualText that is an object of its own or empty, what
  has no width, and a show that repeats the one before it.
- MuPDF takes the innermost ActualText, wherever it stands.
- poppler takes an ActualText only if it is written on a /Span in the content itself. It takes
  wide kerning for a space, unless a character's spacing inside such a /Span fills it.
- Where PDFium and poppler need different texts, the glyph is shown a second time, unseen.
- A mark above or below a letter is part of that letter's text, and is drawn as a shape.
"""

from __future__ import annotations

import io
import itertools
import unicodedata
from collections.abc import Iterator
from typing import Any

from gozaresh.pdf import readers
from gozaresh.pdf.codes import FontCodes
from gozaresh.pdf.shows import Glyph, Run, runs

_LIKE_A_SPACE = 0.06  # of the letters' size
_WRITTEN, _SET = "\u0647\u0654", "\u06c0"  # هٔ, ۀ


def one_glyph(text: str) -> str:
    """The text with its heh and hamza above as one letter, as it is to be set; `mend` undoes it.

    The templates do the same to what is not a picture.
    """
    return text.replace(_WRITTEN, _SET)


def mend(pdf: bytes) -> bytes:
    """The same PDF, same look, whose text PDFium, poppler and MuPDF read as it was written."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        mend_document(document)
        made = io.BytesIO()
        document.save(made, deterministic_id=True)
    return made.getvalue()


def mend_document(document: Any) -> None:
    """Mend an open pikepdf document where it stands."""
    fonts = _Fonts()
    for page in document.pages:
        _mend_page(document, page, fonts)
    for font in fonts.known.values():
        font.write(document)


class _Fonts:
    """The codes of each font of a document, whatever name a page has for it."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], FontCodes] = {}

    def of(self, resources: Any) -> dict[bytes, FontCodes]:
        """The codes of a page's fonts, by the page's names for them; TrueType outlines only."""
        return {
            name[1:].encode(): self.known.setdefault(font.objgen, FontCodes(font))
            for name, font in resources.get("/Font", {}).items()
            if font.get("/DescendantFonts", [{}])[0].get("/Subtype") == "/CIDFontType2"
        }


def _mend_page(document: Any, page: Any, fonts: _Fonts) -> None:
    page.contents_coalesce()
    content = page.Contents.read_bytes()
    of_page = fonts.of(page.Resources)
    found = list(runs(content, of_page))
    shapes = [_shapes(run, of_page[run.font]) for run in found]
    readers.prepare(found)
    truths = _Truths(document, page.Resources)
    parts, place = [], 0
    for run, shape in zip(found, shapes, strict=True):
        parts += content[place : run.start], _written(run, shape, of_page[run.font], truths)
        place = run.end
    page.Contents = document.make_stream(b"".join([*parts, content[place:]]))


class _Truths:
    """The true texts of a page's glyphs, as property lists with the text as an object."""

    def __init__(self, document: Any, resources: Any) -> None:
        self._document = document
        self._resources = resources
        self._names: dict[str, bytes] = {}

    def said(self, text: str, show: bytes) -> bytes:
        """The show with its true text."""
        return b"/Said%s BDC %s EMC" % (self._name(text), show)

    def _name(self, text: str) -> bytes:
        import pikepdf

        if text not in self._names:
            if "/Properties" not in self._resources:
                self._resources.Properties = pikepdf.Dictionary()
            said = self._document.make_indirect(pikepdf.String(text))
            name = f"/Said{len(self._names)}"
            self._resources.Properties[name] = pikepdf.Dictionary(ActualText=said)
            self._names[text] = name.encode()
        return self._names[text]


def _shapes(run: Run, font: FontCodes) -> bytes:
    """Take the marks out of a run, and give them as shapes."""
    marks = [glyph for glyph in run.glyphs if _is_mark(glyph)]
    run.glyphs = [glyph for glyph in run.glyphs if not _is_mark(glyph)]
    for glyph in run.glyphs:
        glyph.text = glyph.text.replace(_SET, _WRITTEN)
    run.reversed = run.reversed or any(readers.is_persian(g.text) for g in run.glyphs)
    return b"\n".join(font.outline(mark.code, mark.x, run.size) for mark in marks)


def _is_mark(glyph: Glyph) -> bool:
    """Whether a glyph is a mark on a letter: Typst gives both of them the text of both."""
    said_elsewhere = glyph.width == 0 and any(map(unicodedata.combining, glyph.text))
    return said_elsewhere or not glyph.text


def _written(run: Run, shapes: bytes, font: FontCodes, truths: _Truths) -> bytes:
    """A run as a content stream has it: marks as shapes, the rest as text in reading order."""
    matrix = b"%.8g %.8g %.8g %.8g %.8g %.8g cm" % run.matrix
    return b"\n".join([matrix + run.between, shapes, _text(run, font, truths)])


def _text(run: Run, font: FontCodes, truths: _Truths) -> bytes:
    if not run.glyphs:
        return b""
    shows = [_aside(mark, run.glyphs[0].x, font, truths) for mark in run.before]
    if run.reversed:
        groups = _groups(run.glyphs, run.size)
        shows += [_annotated(some, run, font, truths) for some in groups]
    else:
        shows.append(_annotated(run.glyphs, run, font, truths))
    return b"BT 0 Tr/%s %.8g Tf\n%s\nET" % (run.font, run.size, b"\n".join(shows))


def _groups(glyphs: list[Glyph], size: float) -> Iterator[list[Glyph]]:
    """The glyphs, parted where one needs a remark."""
    group: list[Glyph] = []
    for glyph, following in itertools.pairwise([*glyphs, None]):
        glyph.gap = _kerning(glyph, following, size) if following else 0
        if glyph.given != glyph.seen or glyph.gap:
            yield from ([group] if group else [])
            yield [glyph]
            group = []
        else:
            group.append(glyph)
    if group:
        yield group


def _kerning(left: Glyph, right: Glyph, size: float) -> float:
    """How far two letters are kerned apart, where that may pass for a space."""
    gap = right.x - left.x - left.width
    return gap if gap > _LIKE_A_SPACE * size and left.text.strip() and right.text.strip() else 0


def _annotated(glyphs: list[Glyph], run: Run, font: FontCodes, truths: _Truths) -> bytes:
    """A show of glyphs with what they say to those who would misread their codes."""
    first, show = glyphs[0], _show(glyphs, run, font)
    given, seen = ("".join(getattr(g, name) for g in glyphs) for name in ("given", "seen"))
    if seen == given and first.gap:
        return _for_poppler(seen, b"%.4g Tc %s 0 Tc" % (first.gap, show))
    if seen == given:
        return show
    text = "".join(readers.seen_order(glyph.text) for glyph in glyphs)
    unseen = b"3 Tr %s 0 Tr" % truths.said(text, show)
    return _for_poppler("", show) + b"\n" + _for_poppler(seen, unseen)


def _for_poppler(text: str, show: bytes) -> bytes:
    encoded = text.encode("utf-16-be").hex().upper().encode()
    return b"/Span<</ActualText<FEFF%s>>>BDC %s EMC" % (encoded, show)


def _aside(text: str, x: float, font: FontCodes, truths: _Truths) -> bytes:
    """What MuPDF alone is told before a run: PDFium passes over what has no width."""
    where = b"3 Tr 0.01 Tz 1 0 0 -10000 %.6g 0 Tm" % x
    show = b"%s<%04X>Tj 100 Tz 0 Tr" % (where, font.aside(text))
    return _for_poppler("", truths.said(text, show))


def _show(glyphs: list[Glyph], run: Run, font: FontCodes) -> bytes:
    parts, pen = [], glyphs[0].x
    for glyph in glyphs:
        if shift := round((pen - glyph.x) * 1000 / run.size, 1):
            parts.append(b"%g" % shift)
        parts.append(b"<%04X>" % font.code(glyph.code, glyph.given))
        pen = glyph.x + glyph.width
    shown = b"".join(parts).replace(b"><", b"")
    return b"1 0 0 -1 %.6g 0 Tm[%s]TJ" % (glyphs[0].x, shown)
