"""Marks above and below letters: part of the letter's text, drawn as shapes."""

from __future__ import annotations

import re
import unicodedata

from gozaresh.pdf import letters
from gozaresh.pdf.codes import FontCodes
from gozaresh.pdf.shows import Glyph, Run

MARK = -1  # the code of what is a part of its letter's outline
_MARKS = "\u0654\u0655\u0670" + "".join(map(chr, range(0x64B, 0x654)))
_WRITTEN, _SET = "\u0647\u0654", "\u06c0"  # هٔ, ۀ
_LABEL = re.compile(r"<text\b[^>]*>(?P<text>.*?)</text>", re.DOTALL)
_CONTROLS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_MARKED = re.compile(f"[{_SET}{_MARKS}{_CONTROLS}]")


def settable(svg: str) -> str:
    """A picture whose text Typst can set; `mend` undoes what this does to it.

    A heh and hamza above becomes one letter, as the templates do to what is not a picture. Of a
    letter with a mark Typst keeps no text, and refuses a letter that has none: so each label with
    marks is put there without them too, where nobody sees it.
    """
    svg = svg.replace(_WRITTEN, _SET)
    return _LABEL.sub(_with_unmarked, svg)


def _with_unmarked(label: re.Match[str]) -> str:
    if not re.search(f"[{_MARKS}]", label["text"]):
        return label[0]
    bare = re.sub(f"[{_MARKS}]", "", label[0])
    return f'<g opacity="0">{bare}</g>{label[0]}'


def reunite(runs: list[Run]) -> None:
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


def shapes(run: Run, font: FontCodes) -> bytes:
    """Take the marks out of a run, and give them as shapes."""
    texts = [glyph.text for glyph in run.glyphs]
    run.reversed = run.reversed or any(map(letters.is_persian, texts))
    plain = "" not in texts and not _MARKED.search("".join(texts))
    if plain and 0 not in [glyph.width for glyph in run.glyphs]:
        return b""
    marks = [glyph for glyph in run.glyphs if _is_mark(glyph)]
    bases = [g for g in run.glyphs if not _is_mark(g) and g.text.strip(_CONTROLS)]
    run.glyphs = [part for letter in bases for part in _parted(letter)]
    return b"\n".join(font.outline(mark.code, mark.x, run.size) for mark in marks)


def _parted(letter: Glyph) -> list[Glyph]:
    """A letter, and before it, as it stands at the right, the mark that it ends with."""
    text = letter.text.replace(_SET, _WRITTEN)
    bare = text.rstrip(_MARKS)
    if bare in ("", text):
        letter.text = text
        return [letter]
    letter.text = bare
    return [Glyph(MARK, text[len(bare) :], letter.x, 0), letter]


def _is_mark(glyph: Glyph) -> bool:
    """Whether a glyph is a mark on a letter: Typst gives both of them the text of both."""
    said_elsewhere = glyph.width == 0 and any(map(unicodedata.combining, glyph.text))
    return said_elsewhere or not glyph.text
