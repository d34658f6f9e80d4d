"""Personal numbers in text: found in any spelling, named without being repeated, taken out.

A number is personal when it can be dialled as an Iranian mobile or is a valid national id.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

REMOVED = "▪▪▪"
"""What stands where a number stood."""

# What people put between groups of digits, seen and unseen; zero or a few of them.
_GAP = r"[\s\-\u2010-\u2015\u2212_.,،·/()\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeffـ]{0,3}"
_OPERATOR = r"9(?:0[0-5]|[1349]\d|2[0-4])"
_GROUPS = (r"\d{7}", r"\d{3}G\d{4}", r"\d{4}G\d{3}", r"\d{3}G\d{2}G\d{2}", r"\d{2}G\d{2}G\d{3}",
           r"\d{2}G\d{3}G\d{2}")  # fmt: skip
_REST = f"(?:{'|'.join(_GROUPS)})".replace("G", _GAP)
_MOBILE = re.compile(
    rf"(?<!\d)(?=[+09])(?:\+?{_GAP}(?:00)?98{_GAP}(?:\(?0\)?{_GAP})?|0{_GAP})?({_OPERATOR}){_GAP}({_REST})(?!\d)"
)
_NATIONAL_ID = re.compile(r"(?<!\d)(\d{3})-?(\d{6})-?(\d)(?!\d)")
_AROUND = re.compile(r"^[^\d+]+|\D+$")
_DIGITS = re.compile(r"\d.{0,6}\d.{0,6}\d.{0,6}\d", flags=re.DOTALL)
_LONG_RUN = re.compile(r"\d{10,}")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
# A news agency numbers its items as long as a mobile number; in an address that is what it is.
_ADDRESS = re.compile(r"https?://\S+|(?:[\w-]+\.)+(?:ir|com|org|net)/\S*", flags=re.IGNORECASE)


@dataclass(frozen=True)
class Leak:
    """A personal number found: `kind` (mobile, national_id) and where; never the number itself."""

    kind: str
    start: int
    end: int


def leaks(text: str) -> list[Leak]:
    """The personal numbers in a text, in their order; those that only number a web page are not."""
    pages = [found.span() for found in _ADDRESS.finditer(text)]
    return [leak for leak in personal_numbers(text) if not _numbers_a_page(text, leak, pages)]


def personal_numbers(text: str) -> list[Leak]:
    """Everything in a text that may be a personal number, web addresses not excepted."""
    if not _DIGITS.search(text):
        return []
    digits = _in_latin_digits(text)
    found = sorted([*_mobiles(digits), *_national_ids(digits)], key=lambda leak: leak.start)
    kept: list[Leak] = []
    for leak in found:
        if not kept or leak.start >= kept[-1].end:
            kept.append(leak)
    return kept


def without_numbers(text: str) -> str:
    """The text with a mark in place of everything that may be a personal number.

    So is any unbroken run of ten digits: two numbers that touch, a bank card, an account.
    """
    for leak in reversed(personal_numbers(text)):
        text = text[: leak.start] + REMOVED + text[leak.end :]
    return _LONG_RUN.sub(REMOVED, text)


def mobile(text: str) -> str | None:
    """The ten digits of a text that is one mobile number and nothing else, `9121234567`."""
    found = _MOBILE.fullmatch(_AROUND.sub("", _in_latin_digits(text)))
    return "".join(re.findall(r"\d", found[1] + found[2])) if found else None


def is_national_id(digits: str) -> bool:
    """Whether ten Latin digits are a national id by its check digit."""
    if not re.fullmatch(r"[0-9]{10}", digits) or len(set(digits)) == 1:
        return False
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return int(digits[9]) == (remainder if remainder < 2 else 11 - remainder)


def _in_latin_digits(text: str) -> str:
    """As long as the text was, so that places in it stay right."""
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def _mobiles(digits: str) -> Iterator[Leak]:
    for found in _MOBILE.finditer(digits):
        yield Leak("mobile", *found.span())


def _national_ids(digits: str) -> Iterator[Leak]:
    for found in _NATIONAL_ID.finditer(digits):
        if is_national_id("".join(found.groups())):
            yield Leak("national_id", *found.span())


def _numbers_a_page(text: str, leak: Leak, pages: list[tuple[int, int]]) -> bool:
    bare = text[leak.start : leak.end].isdigit() and leak.end - leak.start == 10
    inside = any(start < leak.start and leak.end <= end for start, end in pages)
    return bare and inside and text[leak.start - 1] == "/"
