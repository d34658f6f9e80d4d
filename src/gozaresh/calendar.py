"""Jalali months and dates: read from what people type, shown the way Persian readers expect.

Instants are naive Tehran clock time throughout (`datetime` without a zone): districts write
down what their clock showed, and every deadline is counted on that clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from gozaresh.persian import latin_digits, normalise, persian_digits

TEHRAN = ZoneInfo("Asia/Tehran")
MONTH_NAMES = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
WEEKDAY_NAMES = (
    "دوشنبه",
    "سه‌شنبه",
    "چهارشنبه",
    "پنجشنبه",
    "جمعه",
    "شنبه",
    "یکشنبه",
)

_MONTH = re.compile(r"(1[34]\d\d)\s*[-/]\s*(\d{1,2})")
_NUMERIC_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_WORDED_DATE = re.compile(
    rf"(?:(?:{'|'.join(WEEKDAY_NAMES)})،?\s+)?(\d{{1,2}})\s+({'|'.join(MONTH_NAMES)})(?:‌?ماه)?\s+(\d{{4}})"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")


class DateError(ValueError):
    """A text that is no date, month or instant; `reason` is a key of the intake messages."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(f"{reason}: {text!r}")
        self.reason = reason
        self.text = text


@dataclass(frozen=True, order=True)
class Month:
    """A month of the Jalali calendar; `str()` is its id, `1401-10`, which sorts by time."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1300 <= self.year <= 1499 and 1 <= self.month <= 12):
            raise DateError("no_month", f"{self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `1401-10` or `۱۴۰۱/۱۰`; raise `DateError` for anything else."""
        found = _MONTH.fullmatch(latin_digits(str(text)).strip())
        if not found:
            raise DateError("no_month", str(text))
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The Jalali month that a Gregorian day (or instant) lies in."""
        jalali = JalaliDate.to_jalali(day.year, day.month, day.day)
        return cls(jalali.year, jalali.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    def __sub__(self, months: int) -> Month:
        year, month = divmod(self.year * 12 + self.month - 1 - months, 12)
        return Month(year, month + 1)

    def __add__(self, months: int) -> Month:
        return self - -months

    def window(self, months: int) -> tuple[Month, ...]:
        """The `months` months that end with this one, oldest first."""
        return tuple(self - back for back in reversed(range(months)))

    @property
    def first_day(self) -> date:
        """The Gregorian day that the month begins on."""
        return JalaliDate(self.year, self.month, 1).to_gregorian()

    @property
    def last_day(self) -> date:
        """The Gregorian day that the month ends on."""
        return (self + 1).first_day - timedelta(days=1)

    @property
    def end(self) -> datetime:
        """The first instant after the month."""
        return datetime.combine((self + 1).first_day, time())

    @property
    def name(self) -> str:
        """«دی»."""
        return MONTH_NAMES[self.month - 1]

    @property
    def title(self) -> str:
        """«دی ۱۴۰۱»."""
        return f"{self.name} {persian_digits(self.year)}"


def parse_date(value: object) -> date:
    """Read a Jalali date as people write it, or a real spreadsheet date; raise `DateError`.

    Taken: `۱۴۰۱/۱۱/۳`, `1401-11-03`, «۳ بهمن ۱۴۰۱», «دوشنبه ۳ بهمن ۱۴۰۱», `datetime`, `date`.
    A two-digit year is refused, not guessed.
    """
    return _split_instant(value)[0]


def parse_instant(value: object) -> datetime:
    """Read a Jalali date with its hour, `۱۴۰۱/۱۰/۰۴ ۱۴:۳۰`; raise `DateError` without an hour."""
    day, clock = _split_instant(value)
    if clock is None:
        raise DateError("no_clock", str(value))
    return datetime.combine(day, clock)


def _split_instant(value: object) -> tuple[date, time | None]:
    if isinstance(value, datetime):
        return value.date(), value.time().replace(microsecond=0)
    if isinstance(value, date):
        return value, None
    text = _drop_invisible(latin_digits(normalise(str(value))))
    clock = _CLOCK.search(text)
    day_text = text[: clock.start()] + text[clock.end() :] if clock else text
    day_text = re.sub(r"(?:^|\s)ساعت(?:\s|$)", " ", day_text).strip(" ،,-–")
    return _parse_day(day_text, text), _parse_clock(clock, text) if clock else None


def _drop_invisible(text: str) -> str:
    return re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text).strip()


def _parse_day(text: str, typed: str) -> date:
    if numeric := _NUMERIC_DATE.fullmatch(text):
        year, month, day = int(numeric[1]), int(numeric[3]), int(numeric[4])
    elif worded := _WORDED_DATE.fullmatch(text):
        year, month, day = int(worded[3]), MONTH_NAMES.index(worded[2]) + 1, int(worded[1])
    elif re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,2}", text):
        raise DateError("short_year", typed)
    else:
        raise DateError("no_date", typed)
    if 1900 <= year <= 2100:
        raise DateError("gregorian", typed)
    try:
        return JalaliDate(year, month, day).to_gregorian()
    except ValueError:
        raise DateError("impossible_date", typed) from None


def _parse_clock(clock: re.Match[str], typed: str) -> time:
    hour, minute = int(clock[1]), int(clock[2])
    if hour > 23 or minute > 59:
        raise DateError("impossible_clock", typed)
    return time(hour, minute)


def tehran_now() -> datetime:
    """What Tehran's clocks show, to the second."""
    return datetime.now(TEHRAN).replace(tzinfo=None, microsecond=0)


def format_date(day: date) -> str:
    """«۱۴۰۱/۱۱/۰۴», for tables: slashes, because dashes turn the order round in Persian text."""
    jalali = JalaliDate.to_jalali(day.year, day.month, day.day)
    return persian_digits(f"{jalali.year}/{jalali.month:02d}/{jalali.day:02d}")


def format_instant(instant: datetime) -> str:
    """«۱۴۰۱/۱۱/۰۴ ۱۴:۳۰», for tables."""
    return f"{format_date(instant)} {persian_digits(f'{instant:%H:%M}')}"


def format_sentence_date(day: date) -> str:
    """«سه‌شنبه ۴ بهمن ۱۴۰۱», for sentences."""
    jalali = JalaliDate.to_jalali(day.year, day.month, day.day)
    weekday, month = WEEKDAY_NAMES[day.weekday()], MONTH_NAMES[jalali.month - 1]
    return f"{weekday} {persian_digits(jalali.day)} {month} {persian_digits(jalali.year)}"
