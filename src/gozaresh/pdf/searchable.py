"""Makes a PDF's Persian text searchable: what is copied out of it is what was written.

Typst writes one text for each glyph of a font and an ActualText wherever the glyph says something
else. PDFium, poppler and MuPDF each misread that in a way of their own: the letters of a ligature
turned round, a half-space beside the wrong letter, a word broken in two. So the text is written
again at the same places, and each of the three is told what it must be told (`readers` reckons
what) on a way that the others do not take (`remarks`):

- PDFium takes the text of a glyph's code, and so each pair of a glyph and what it says has a code
  of its own (`codes`). It takes no ActualText that is an object of its own or empty, and passes
  over a show whose ActualText cannot be printed, that has no width, or that has no ink.
- MuPDF takes the innermost ActualText, wherever it stands, and from a glyph's code only which way
  the text runs.
- poppler takes an ActualText only if it is written on a /Span in the content itself. It takes
  wide kerning for a space, unless a character's spacing inside such a /Span fills it.
- Where they need different texts, a glyph is shown a second time, unseen.
- A mark above or below a letter is a narrow show of its own, and is drawn as a shape (`marks`).
"""

from __future__ import annotations

import re
from typing import Any

from gozaresh.pdf import marks, readers
from gozaresh.pdf.codes import FontCodes
from gozaresh.pdf.editing import edited
from gozaresh.pdf.remarks import Truths, for_poppler, not_for_pdfium, written
from gozaresh.pdf.shows import runs

_DONE_UNSEEN = rb"/(?:%s) gs\s*/\w+ Do\s*Q"  # with the names of what is transparent
_UNSEEN = rb"q [^qQ]*?" + _DONE_UNSEEN


def mend(pdf: bytes) -> bytes:
    """The same PDF, same look, whose text PDFium, poppler and MuPDF read as it was written."""
    return edited(pdf, mend_document)


def mend_document(document: Any) -> None:
    """Mend an open pikepdf document where it stands."""
    fonts, truths = _Fonts(), Truths(document)
    for page in document.pages:
        _mend_page(document, page, fonts, truths)
    for font in fonts.known.values():
        font.write(document)


class _Fonts:
    """The codes of each font of a document, whatever name a page has for it."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], FontCodes] = {}

    def of(self, resources: Any) -> dict[bytes, FontCodes]:
        """The codes of a page's fonts, by the page's names for them; TrueType outlines only."""
        return {
            name[1:].encode(): self._codes(font)
            for name, font in resources.get("/Font", {}).items()
            if font.get("/DescendantFonts", [{}])[0].get("/Subtype") == "/CIDFontType2"
        }

    def _codes(self, font: Any) -> FontCodes:
        if font.objgen not in self.known:
            self.known[font.objgen] = FontCodes(font)
        return self.known[font.objgen]


def _mend_page(document: Any, page: Any, fonts: _Fonts, truths: Truths) -> None:
    page.contents_coalesce()
    content = _without_unseen(page.Contents.read_bytes(), page.Resources)
    of_page = fonts.of(page.Resources)
    found = list(runs(content, of_page))
    marks.reunite(found)
    for run in found:
        run.shapes = marks.shapes(run, of_page[run.font])
    heard = readers.prepare(found)
    page.Resources.Properties = truths.properties
    parts, place = [], 0
    for slot, run in zip(found, heard, strict=True):
        parts += content[place : slot.start], written(run, of_page[run.font], truths)
        place = slot.end
    parts += content[place:], _across(page, of_page, truths)
    page.Contents = document.make_stream(b"".join(parts))


def _without_unseen(content: bytes, resources: Any) -> bytes:
    """The content without what is wholly transparent: it is not seen, and not to be read."""
    states = resources.get("/ExtGState", {}).items()
    names = b"|".join(name[1:].encode() for name, state in states if state.get("/ca") == 0)
    if not names or not re.search(_DONE_UNSEEN % names, content):
        return content
    return re.sub(_UNSEEN % names, b"", content)


def _across(page: Any, fonts: dict[bytes, FontCodes], truths: Truths) -> bytes:
    """What is neither seen nor read, as wide as the page: else PDFium may take it for vertical."""
    if not fonts:
        return b""
    name, font = next(iter(fonts.items()))
    left, bottom, right, _ = map(float, page.MediaBox)
    code = font.widest
    stretched = (right - left) * 10_000 / font.widths[code]
    show = b"BT/%s 10 Tf 3 Tr %.6g Tz 1 0 0 1 %.6g %.6g Tm<%04X>Tj ET" % (
        *(name, stretched, left, bottom + 20, code),
    )
    unread = for_poppler("", not_for_pdfium(truths.said("", show)))
    return b"\nq/Artifact BMC %s EMC Q" % unread
