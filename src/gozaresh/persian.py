"""Persian text and numbers: one spelling on the way in, one way to write a figure out."""

from __future__ import annotations

import math
import re
import unicodedata

NO_VALUE = "—"
ISOLATE_LEFT_TO_RIGHT, ISOLATE_END = "\u2066", "\u2069"
HALF_SPACE = "\u200c"

_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ې": "ی",
        "ك": "ک",
        "ڪ": "ک",
        "ە": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ة": "ه",
        "ـ": "",
        "\u00a0": " ",
        "\ufeff": "",
        "\u200d": "",
        "\u00ad": "",
        "\u200b": HALF_SPACE,
        "¬": HALF_SPACE,
    }
)
_TO_PERSIAN = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹" * 2)
_TO_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)
_SORT_PLACE = {letter: place for place, letter in enumerate(_ALPHABET)} | {
    "أ": 1,
    "إ": 1,
    "ؤ": _ALPHABET.index("و"),
    "ئ": _ALPHABET.index("ی"),
    "ء": 0,
}


def persian_digits(value: object) -> str:
    """The text with every digit written ۰–۹."""
    return str(value).translate(_TO_PERSIAN)


def latin_digits(text: str) -> str:
    """The text with every digit written 0–9."""
    return text.translate(_TO_LATIN)


def normalise(text: str) -> str:
    """One spelling of one text: Persian ی ک ه, single spaces, tidy half-spaces, no tatweel."""
    text = unicodedata.normalize("NFC", text).translate(_LETTERS)
    text = re.sub(r"[^\S\n]+", " ", text.replace("\r\n", "\n"))
    text = re.sub(f"{HALF_SPACE}+", HALF_SPACE, text)
    return re.sub(f" ?{HALF_SPACE} | {HALF_SPACE}|^{HALF_SPACE}|{HALF_SPACE}$", " ", text).strip()


def matching_key(text: str) -> str:
    """What two spellings of one word share: no half-space, space, diacritic, Latin digits."""
    bare = "".join(ch for ch in normalise(text) if not unicodedata.combining(ch))
    return re.sub(rf"[\s{HALF_SPACE}]+", "", latin_digits(bare)).casefold().replace("ۀ", "ه")


def sort_key(text: str) -> tuple[tuple[int, int], ...]:
    """Order by the Persian alphabet, with numbers by size (منطقه ۲ before منطقه ۱۲)."""
    parts = re.findall(r"\d+|\D", latin_digits(normalise(text)))
    return tuple(
        (0, int(part)) if part.isdigit() else (1, _SORT_PLACE.get(part, 1000 + ord(part)))
        for part in parts
    )


def number(value: float | None, decimals: int = 0) -> str:
    """«۱٬۲۳۴٫۵»; «—» for what is undefined. A negative number is isolated to keep its sign."""
    if value is None or math.isnan(value):
        return NO_VALUE
    text = _unsigned(abs(value), decimals)
    return _isolate(f"\u2212{text}") if value < 0 and not _is_zero(value, decimals) else text


def percent(share: float | None, decimals: int = 0) -> str:
    """«۸۷٪» for 0.87; the sign and the number stay together in any surrounding text."""
    if share is None or math.isnan(share):
        return NO_VALUE
    sign = "\u2212" if share < 0 and not _is_zero(share * 100, decimals) else ""
    return _isolate(f"{sign}{_unsigned(abs(share) * 100, decimals)}٪")


def signed(value: float | None, decimals: int = 0, suffix: str = "") -> str:
    """«+۳٫۱» or «−۳٫۱»; a change that rounds to zero has no sign."""
    if value is None or math.isnan(value):
        return NO_VALUE
    sign = "" if _is_zero(value, decimals) else "+" if value > 0 else "\u2212"
    return _isolate(f"{sign}{_unsigned(abs(value), decimals)}{suffix}")


def _is_zero(value: float, decimals: int) -> bool:
    return round(abs(value), decimals) == 0


def _unsigned(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}".replace(",", "٬").replace(".", "٫")
    return persian_digits(text)


def _isolate(text: str) -> str:
    return f"{ISOLATE_LEFT_TO_RIGHT}{text}{ISOLATE_END}"
