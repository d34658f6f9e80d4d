"""Persian labels on charts: the one place that prepares text for Matplotlib.

From 3.11 on Matplotlib shapes text itself (libraqm) and wants it as it is typed; text shaped
beforehand comes out reversed. Older ones draw letter by letter from the left, so for them
arabic-reshaper joins the letters and python-bidi puts them in the order that is seen.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from matplotlib import font_manager, ft2font, rcParams

SHAPES_TEXT = bool(getattr(ft2font, "__libraqm_version__", None))
# Only text that Matplotlib has not rearranged may stay text in an SVG; the reader shapes it.
SVG_FONTTYPE = "none" if SHAPES_TEXT else "path"

_RIGHT_TO_LEFT_ISOLATE, _ISOLATE_END = "\u2067", "\u2069"
_LACKING = "\ufffd□◊?"
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2069\ufeff]")
# Embeddings and overrides reach beyond the word they stand in. Isolates end where they should.
_REORDERING = re.compile("[\u202a-\u202e]")
_BARE_NUMBER = re.compile(r"[\u2066\u2069+\u2212]*[\d٫٬٪/:]*\u2069?")
_PAIRS = "()[]{}<>«»‹›≤≥"
_MIRROR = dict(zip(_PAIRS, ")(][}{><»«›‹≥≤", strict=True))
_PAIRED = re.compile(f"([{re.escape(_PAIRS)}])")
_FOLLOWER = "\u20dd"  # a combining mark, so it takes the direction of the bracket it follows


def label(text: str) -> str:
    """The text as the installed Matplotlib must be given it, whatever the text is.

    Persian is set right to left even where it begins with a number or a Latin word. A letter
    that the font (`rcParams["font.family"]`) lacks is replaced by a sign, not by another font:
    what reads an SVG would set all of the label in that one.
    """
    lines = _composed(_REORDERING.sub("", text)).split("\n")
    return "\n".join(_line(_printable(line)) for line in lines)


def shorten(text: str, letters: int) -> str:
    """The text in at most that many letters, cut between words where it can be, with «…»."""
    text = " ".join(text.split())
    if len(text) <= letters:
        return text
    cut = text[: letters - 1]
    whole_words, _, _ = cut.rpartition(" ")
    return (whole_words if len(whole_words) > letters / 2 else cut) + "…"


def _line(line: str) -> str:
    if _BARE_NUMBER.fullmatch(line):
        return line if SHAPES_TEXT else _shape(line, "L")
    from_the_right = _reads_from_the_right(line)
    if not SHAPES_TEXT:
        return _shape(line, "R" if from_the_right else "L")
    if not from_the_right or _runs_by_itself(line):
        return line
    # An isolate and not a mark (U+200F): what reads an SVG takes a line for left to right.
    return f"{_RIGHT_TO_LEFT_ISOLATE}{line}{_ISOLATE_END}"


def _reads_from_the_right(line: str) -> bool:
    """Whether a Persian reader does: yes, but for text that is Latin throughout."""
    directions = set(map(unicodedata.bidirectional, line))
    return "L" not in directions or bool(directions & {"R", "AL"})


def _runs_by_itself(line: str) -> bool:
    """Whether it runs from the right also where a line is taken for left to right.

    Whoever sets the picture sets letters that are not seen as runs of their own.
    """
    directions = [unicodedata.bidirectional(letter) for letter in line]
    ends_so = directions[0] in {"R", "AL"} and directions[-1] in {"R", "AL", "EN", "AN"}
    return ends_so and "L" not in directions


def _shape(line: str, direction: str) -> str:
    from bidi import get_display

    joined = _reshaper().reshape(line)
    seen = get_display(_PAIRED.sub(rf"\1{_FOLLOWER}", joined), base_dir=direction)
    # python-bidi turns no bracket round. One whose follower came to stand before it was reversed.
    turned = re.sub(f"{_FOLLOWER}{_PAIRED.pattern}", lambda found: _MIRROR[found[1]], seen)
    return _INVISIBLE.sub("", turned.replace(_FOLLOWER, ""))


@cache
def _reshaper():
    from arabic_reshaper import ArabicReshaper

    # Fonts made for Persian lack isolated forms of پ چ ژ ک گ; the letter itself is that shape.
    return ArabicReshaper({"use_unshaped_instead_of_isolated": True})


def _composed(text: str) -> str:
    """«هٔ» as one letter, and no marks that stand over or under letters.

    An older Matplotlib cannot place a mark, and Typst takes none from an SVG into a PDF/A.
    """
    text = unicodedata.normalize("NFC", text.replace("ه\u0654", "ۀ"))
    return "".join(letter for letter in text if unicodedata.category(letter)[0] != "M")


def _printable(line: str) -> str:
    drawn = _letters(rcParams["font.family"][0])
    return line if drawn.issuperset(line) else "".join(_nearest(letter, drawn) for letter in line)


def _nearest(letter: str, drawn: frozenset[str]) -> str:
    """The letter, else the letter that its accent is on, else a sign for what cannot be shown."""
    if letter in drawn or _INVISIBLE.match(letter):
        return letter
    if letter.isspace():
        return " "
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare in drawn else next(sign for sign in _LACKING if sign in drawn)


@cache
def _letters(family: str) -> frozenset[str]:
    """The letters, numbers, signs and spaces of a font: what is left are marks and private use."""
    path = font_manager.findfont(font_manager.FontProperties(family=[family]))
    known = map(chr, font_manager.get_font(path).get_charmap())
    kept = (each for each in known if each == " " or unicodedata.category(each)[0] in "LNPS")
    return frozenset(kept)
