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
import re
import unicodedata
from typing import Any

from gozaresh.pdf import readers
from gozaresh.pdf.codes import FontCodes
from gozaresh.pdf.shows import Glyph, Run, runs

_LIKE_A_SPACE = 0.06  # of the letters' size
_SHIFTED = 0.05  # thousandths of it: what is less is not said
_MARK = -1  # the code of what is a part of its letter's outline
_MARKS = "\u0654\u0655\u0670" + "".join(map(chr, range(0x64B, 0x654)))
_WRITTEN, _SET = "\u0647\u0654", "\u06c0"  # هٔ, ۀ
_WITH_MARKS = re.compile(r"<text\b[^>]*>(?P<text>.*?)</text>", re.DOTALL)
_UNSEEN = rb"q [^qQ]*?/(?:%s) gs\s*/\w+ Do\s*Q"  # with the names of what is transparent
_CONTROLS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_MARKED = re.compile(f"[{_SET}{_MARKS}{_CONTROLS}]")


def settable(svg: str) -> str:
    """A picture whose text Typst can set; `mend` undoes what this does to it.

    A heh and hamza above becomes one letter, as the templates do to what is not a picture. Of a
    letter with a mark Typst keeps no text, and refuses a letter that has none: so each label with
    marks is put there without them too, where nobody sees it.
    """
    svg = svg.replace(_WRITTEN, _SET)
    return _WITH_MARKS.sub(_with_unmarked, svg)


def _with_unmarked(label: re.Match[str]) -> str:
    if not re.search(f"[{_MARKS}]", label["text"]):
        return label[0]
    bare = re.sub(f"[{_MARKS}]", "", label[0])
    return f'<g opacity="0">{bare}</g>{label[0]}'


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
    fonts, truths = _Fonts(), _Truths(document)
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
            name[1:].encode(): self.known.setdefault(font.objgen, FontCodes(font))
            for name, font in resources.get("/Font", {}).items()
            if font.get("/DescendantFonts", [{}])[0].get("/Subtype") == "/CIDFontType2"
        }


def _mend_page(document: Any, page: Any, fonts: _Fonts, truths: _Truths) -> None:
    page.contents_coalesce()
    content = _without_unseen(page.Contents.read_bytes(), page.Resources)
    of_page = fonts.of(page.Resources)
    found = list(runs(content, of_page))
    _reunite(found)
    for run in found:
        run.shapes = _shapes(run, of_page[run.font])
    heard = readers.prepare(found)
    page.Resources.Properties = truths.properties
    parts, place = [], 0
    for slot, run in zip(found, heard, strict=True):
        parts += content[place : slot.start], _written(run, of_page[run.font], truths)
        place = slot.end
    parts += content[place:], _across(page, of_page, truths)
    page.Contents = document.make_stream(b"".join(parts))


def _without_unseen(content: bytes, resources: Any) -> bytes:
    """The content without what is wholly transparent: it is not seen, and not to be read."""
    states = resources.get("/ExtGState", {}).items()
    names = [name[1:].encode() for name, state in states if state.get("/ca") == 0]
    return re.sub(_UNSEEN % b"|".join(names), b"", content) if names else content


def _across(page: Any, fonts: dict[bytes, FontCodes], truths: _Truths) -> bytes:
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
    unread = _for_poppler("", _not_for_pdfium(truths.said("", show)))
    return b"\nq/Artifact BMC %s EMC Q" % unread


class _Truths:
    """The true texts of a document's glyphs, as property lists with the text as an object."""

    def __init__(self, document: Any) -> None:
        import pikepdf

        self.properties = document.make_indirect(pikepdf.Dictionary())
        self._document = document
        self._names: dict[str, bytes] = {}

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


def _reunite(runs: list[Run]) -> None:
    """Give the letters of pictures the text that Typst gave to the marks on them."""
    carried = ""
    for run in runs:
        glyph = run.glyphs[0] if len(run.glyphs) == 1 else None
        if glyph and glyph.width == 0 and _MARKED.search(glyph.text + carried):
            carried = carried or glyph.text
            continue
        if glyph and not glyph.text:
            glyph.text = carried
        carried = ""


def _shapes(run: Run, font: FontCodes) -> bytes:
    """Take the marks out of a run, and give them as shapes."""
    said = "".join(glyph.text for glyph in run.glyphs)
    run.reversed = run.reversed or readers.is_persian(said)
    if not _MARKED.search(said) and all(glyph.width and glyph.text for glyph in run.glyphs):
        return b""
    marks = [glyph for glyph in run.glyphs if _is_mark(glyph)]
    letters = [g for g in run.glyphs if not _is_mark(g) and g.text.strip(_CONTROLS)]
    run.glyphs = [part for letter in letters for part in _parted(letter)]
    return b"\n".join(font.outline(mark.code, mark.x, run.size) for mark in marks)


def _parted(letter: Glyph) -> list[Glyph]:
    """A letter, and before it, as it stands at the right, the mark that it ends with."""
    text = letter.text.replace(_SET, _WRITTEN)
    bare = text.rstrip(_MARKS)
    if bare in ("", text):
        letter.text = text
        return [letter]
    letter.text = bare
    return [Glyph(_MARK, text[len(bare) :], letter.x, 0), letter]


def _is_mark(glyph: Glyph) -> bool:
    """Whether a glyph is a mark on a letter: Typst gives both of them the text of both."""
    said_elsewhere = glyph.width == 0 and any(map(unicodedata.combining, glyph.text))
    return said_elsewhere or not glyph.text


def _written(run: Run, font: FontCodes, truths: _Truths) -> bytes:
    """A run as a content stream has it: marks as shapes, the rest as text in reading order."""
    matrix = b"%.8g %.8g %.8g %.8g %.8g %.8g cm" % run.matrix
    return b"\n".join([matrix + run.between, run.shapes, _text(run, font, truths)])


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


def _groups(glyphs: list[Glyph], size: float) -> list[list[Glyph]]:
    """The glyphs, parted where a remark begins or ends."""
    _set_gaps(glyphs, _LIKE_A_SPACE * size)
    if not any(map(_needs_remark, glyphs)):
        return [glyphs]
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


def _needs_remark(glyph: Glyph) -> bool:
    return glyph.given != glyph.seen or bool(glyph.gap) or glyph.code == _MARK


def _belongs(glyph: Glyph, group: list[Glyph]) -> bool:
    """Whether a glyph needs the same remark as those at its left; a kerned pair needs its own."""
    last = group[-1]
    if _MARK in (last.code, glyph.code) or glyph.gap:
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
    return glyph.code != _MARK and bool(glyph.text.strip(" \u00a0\u200c\u200d"))


def _annotated(glyphs: list[Glyph], run: Run, font: FontCodes, truths: _Truths) -> bytes:
    """A show of glyphs: for all readers, or one for PDFium and, unseen, those for the others."""
    shown = _show(glyphs, [glyph.given for glyph in glyphs], run, font)
    if not (glyphs[0].gap or any(map(_misread, glyphs))):
        return shown
    together = glyphs[0].gap or not run.reversed
    groups = [glyphs] if together else [[glyph] for glyph in glyphs]
    unseen = b" ".join(_unseen(some, run, font, truths) for some in groups)
    return b"%s\n3 Tr %s 0 Tr" % (_for_poppler("", shown), unseen)


def _unseen(glyphs: list[Glyph], run: Run, font: FontCodes, truths: _Truths) -> bytes:
    coded = [readers.as_runs(glyph.spoken, run.reversed) for glyph in glyphs]
    said = truths.said("".join(g.spoken for g in glyphs), _show(glyphs, coded, run, font))
    return _for_poppler("".join(g.seen for g in glyphs), _not_for_pdfium(said))


def _not_for_pdfium(show: bytes) -> bytes:
    return b"/Unread<</ActualText(\001)>>BDC %s EMC" % show


def _for_poppler(text: str, show: bytes) -> bytes:
    encoded = text.encode("utf-16-be").hex().upper().encode()
    return b"/Span<</ActualText<FEFF%s>>>BDC %s EMC" % (encoded, show)


def _aside(text: str, x: float, font: FontCodes, truths: _Truths) -> bytes:
    """What MuPDF alone is told before a run: PDFium passes over what has no width."""
    where = b"3 Tr 0.01 Tz 1 0 0 -10000 %.6g 0 Tm" % x
    show = b"%s<%s>Tj 100 Tz 0 Tr" % (where, font.aside(text))
    return _for_poppler("", truths.said(text, show))


def _show(glyphs: list[Glyph], texts: list[str], run: Run, font: FontCodes) -> bytes:
    if glyphs[0].code == _MARK:
        return _mark(glyphs[0].x, texts[0], font)
    scale, gap, shown = 1000 / run.size, glyphs[0].gap, font.shown
    parts, pen = [], glyphs[0].x
    for glyph, text in zip(glyphs, texts, strict=True):
        shift = (pen - glyph.x) * scale
        if abs(shift) >= _SHIFTED:
            parts.append(b">%.4g<" % round(shift, 1))
        parts.append(shown[glyph.code, text])
        pen = glyph.x + glyph.width + gap
    show = b"1 0 0 -1 %.6g 0 Tm[<%s>]TJ" % (glyphs[0].x, b"".join(parts))
    return b"%.4g Tc %s 0 Tc" % (gap, show) if gap else show


def _mark(x: float, text: str, font: FontCodes) -> bytes:
    """A mark for all to read: narrow, but PDFium passes over what has no width at all."""
    where = b"3 Tr 3 Tz 1 0 0 -1 %.6g 0 Tm" % x
    return where + b"<%s>Tj 100 Tz 0 Tr" % font.aside(text)
