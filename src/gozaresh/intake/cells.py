"""One cell: from what was typed to a typed value, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from urllib.parse import urlsplit

from openpyxl.cell.cell import ERROR_CODES

from gozaresh.calendar import DateError, parse_date, parse_instant
from gozaresh.forms.layout import layout
from gozaresh.intake.characters import DIRECTION_MARKS, UNPRINTABLE
from gozaresh.intake.faults import CellError
from gozaresh.persian import latin_digits, matching_key, normalise
from gozaresh.records import Column, ColumnType

LONGEST_TEXT = 1000
LONGEST_URL = 2000
LONGEST_IDENTIFIER = 64
LARGEST_NUMBER = 10**12
_PLAUSIBLE = (date(2001, 3, 21), date(2071, 3, 20))  # 1380 to 1449

_CLOCKWORK = (date, time, timedelta)
_PHONE = re.compile(
    r"(?<!\d)(?:\+?[9۹٩][8۸٨]|[0۰٠]{2}[9۹٩][8۸٨]|[0۰٠])[9۹٩]\d{2}[\s-]?\d{3}[\s-]?\d{4}(?!\d)"
)
_DASHES = re.compile(r"[-–—−ـ‐.…]+")
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_GROUPED = re.compile(r"(\d{1,3})((?:[٬,،]\d{3})+)((?:[.٫]\d+)?)")
_PLAIN = re.compile(r"\d+(?:[.٫]\d+)?")


def parse_cell(column: Column, value: object) -> object:
    """The value of a cell that is not blank, as `column.type` says; `None` for a lone dash.

    text, identifier, choice (its id), url: `str`; yes_no: `bool`; count: `int`; amount: `float`;
    date, instant: `datetime`. Raises `CellError`.
    """
    _refuse_computed(value)
    if column.type not in _NUMBERS and isinstance(value, str) and _DASHES.fullmatch(value.strip()):
        return None
    return _PARSERS[column.type](column, value)


def _refuse_computed(value: object) -> None:
    if isinstance(value, str):
        if value.startswith("=") and len(value) > 1:
            raise CellError("formula")
        if value in ERROR_CODES:
            raise CellError("error_value")
    elif not isinstance(value, (bool, int, float, *_CLOCKWORK)):
        raise CellError("formula")  # openpyxl has types of its own for array formulas


def _clean(value: object, longest: int) -> str:
    if isinstance(value, (bool, *_CLOCKWORK)):
        raise CellError("not_text")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    if len(text) > longest:
        raise CellError("too_long", length=len(text), longest=longest)
    if UNPRINTABLE.search(text):
        raise CellError("bad_character")
    return DIRECTION_MARKS.sub("", text)


def _text(_: Column, value: object) -> str:
    text = " ".join(normalise(_clean(value, LONGEST_TEXT)).split())
    if _PHONE.search(text):
        raise CellError("phone_number")  # no citizen's number is ever kept
    return text


def _identifier(_: Column, value: object) -> str:
    text = latin_digits(normalise(_clean(value, LONGEST_IDENTIFIER))).lower()
    if not _IDENTIFIER.fullmatch(text):
        raise CellError("not_identifier")
    return text


def _choice(column: Column, value: object) -> str:
    titles = _titles(tuple(column.choices.items()))
    found = titles.get(value) or titles.get(matching_key(_clean(value, LONGEST_TEXT)))
    if found is None:
        raise CellError("no_choice", choices="، ".join(column.choices.values()))
    return found


@cache
def _titles(choices: tuple[tuple[str, str], ...]) -> dict[str, str]:
    words = {word: key for key, title in choices for word in (key, title)}
    return words | {matching_key(word): key for word, key in words.items()}


def _yes_no(_: Column, value: object) -> bool:
    if isinstance(value, bool):
        return value
    found = _answers().get(matching_key(_clean(value, LONGEST_TEXT)))
    if found is None:
        yes, no = (words[0] for words in layout().yes_no.values())
        raise CellError("not_yes_no", yes=yes, no=no)
    return found


@cache
def _answers() -> dict[str, bool]:
    words = layout().yes_no
    return {matching_key(word): key == "yes" for key in words for word in words[key]}


def _count(column: Column, value: object) -> int:
    number = _number(column, value)
    if number != int(number):
        raise CellError("not_whole")
    return int(number)


def _amount(column: Column, value: object) -> float:
    return float(_number(column, value))


def _number(column: Column, value: object) -> float:
    if isinstance(value, (bool, *_CLOCKWORK)):
        raise CellError("not_number")
    number = value if isinstance(value, int | float) else _typed_number(str(value))
    if number < 0:
        raise CellError("negative")
    if not number <= LARGEST_NUMBER:  # NaN is not, either
        raise CellError("too_large", largest=LARGEST_NUMBER)
    if column.maximum is not None and number > column.maximum:
        raise CellError("above_maximum", maximum=f"{column.maximum:g}")
    if column.minimum is not None and number < column.minimum:
        raise CellError("below_minimum", minimum=f"{column.minimum:g}")
    return number


def _typed_number(typed: str) -> float:
    text = latin_digits(normalise(_clean(typed, LONGEST_TEXT)))
    if text[:1] in "-−" and text[1:2].isdigit():
        raise CellError("negative")
    if re.fullmatch(r"\d+/\d+", text):
        raise CellError("slash_decimal")
    if grouped := _GROUPED.fullmatch(text):
        text = grouped[1] + re.sub(r"\D", "", grouped[2]) + grouped[3]
    elif re.fullmatch(r"\d+[,،]\d+", text):
        raise CellError("comma_decimal")
    if not _PLAIN.fullmatch(text):
        raise CellError("not_number")
    return float(text.replace("٫", "."))


def _date(_: Column, value: object) -> datetime:
    day = _dated(parse_date, value)
    return datetime(day.year, day.month, day.day)


def _instant(_: Column, value: object) -> datetime:
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        raise CellError("no_clock")  # a spreadsheet date without an hour looks like midnight
    return _dated(parse_instant, value)


def _dated(parse: Callable[[object], date], value: object) -> date:
    if isinstance(value, str):
        _clean(value, LONGEST_TEXT)
    elif isinstance(value, bool | int | float):
        raise CellError("no_date")
    try:
        found = parse(value)
    except DateError as error:
        raise CellError(error.reason) from None
    if not _PLAUSIBLE[0] <= date(found.year, found.month, found.day) <= _PLAUSIBLE[1]:
        raise CellError("implausible_date")
    return found


def _url(_: Column, value: object) -> str:
    text = _clean(value, LONGEST_URL).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        raise CellError("not_url") from None
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"\s", text):
        raise CellError("not_url")
    return text


_NUMBERS = (ColumnType.COUNT, ColumnType.AMOUNT)
_PARSERS: dict[ColumnType, Callable[[Column, object], object]] = {
    ColumnType.TEXT: _text,
    ColumnType.IDENTIFIER: _identifier,
    ColumnType.CHOICE: _choice,
    ColumnType.YES_NO: _yes_no,
    ColumnType.COUNT: _count,
    ColumnType.AMOUNT: _amount,
    ColumnType.DATE: _date,
    ColumnType.INSTANT: _instant,
    ColumnType.URL: _url,
}
