"""Makes a PDF's Persian text searchable: what is copied out of it is what was written.

A ligature («لا») is one glyph that stands for several letters. Typst writes them down in the
order they are read; PDFium, poppler and MuPDF turn a right-to-left run round glyph by glyph and
turn the letters of such a glyph round with it. Written in the order they are seen, they come out
right in all three. A mark drawn above a letter is worse, a run of its own; the one mark that
ordinary Persian is full of has a letter of its own, which is set in its place and named in the
PDF as the two that were written.
"""

from __future__ import annotations

import io
import re
from typing import Any

_WRITTEN, _SET = "\u0647\u0654", "\u06c0"  # هٔ, ۀ
_MAPPING = re.compile(rb"<([0-9A-Fa-f]{4})>\s+<([0-9A-Fa-f]+)>")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def one_glyph(text: str) -> str:
    """The text with its heh and hamza above as one letter, as it is to be set; `mend` undoes it.

    The templates do the same to what is not a picture.
    """
    return text.replace(_WRITTEN, _SET)


def mend(pdf: bytes) -> bytes:
    """The same PDF, same look, with the letters of each Arabic glyph in the order seen."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                _mend_map(item.ToUnicode)
        made = io.BytesIO()
        document.save(made, deterministic_id=True)
    return made.getvalue()


def _mend_map(character_map: Any) -> None:
    written = character_map.read_bytes()
    mended = _MAPPING.sub(_turned, written)
    if mended != written:
        character_map.write(mended)


def _turned(mapping: re.Match[bytes]) -> bytes:
    letters = bytes.fromhex(mapping[2].decode()).decode("utf-16-be").replace(_SET, _WRITTEN)
    if len(letters) == 1 or not _RIGHT_TO_LEFT.search(letters):
        return mapping[0]
    seen = letters[::-1].encode("utf-16-be").hex().upper().encode()
    return b"<%s> <%s>" % (mapping[1], seen)
