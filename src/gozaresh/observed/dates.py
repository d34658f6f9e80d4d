"""When something was published, from however an export writes it, to Tehran's clock."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from gozaresh.calendar import TEHRAN, DateError, Month, format_date, parse_date, parse_instant
from gozaresh.observed.faults import ItemError, quote
from gozaresh.observed.fields import Calendar, Dating
from gozaresh.persian import latin_digits

FIRST_DAY = Month(1300, 1).first_day
_LEEWAY = timedelta(days=1)  # clocks differ, and so do midnights
_MILLISECONDS_FROM = 10**11
_OFFSET = re.compile(r"\s*(?:GMT|UTC)\s*([+-]\d{1,2}):?(\d{2})?$")
_JALALI_CLOCK = re.compile(r"(?<=\d)T(?=\d)")
_DAY_MARKS = {"ق.ظ": "AM", "ب.ظ": "PM"}


def read_date(value: object, dating: Dating, now: datetime) -> datetime:
    """The naive Tehran instant that `value` means; raise `ItemError` for what can be none.

    A day without an hour is its first instant. Nothing before 1300 or after `now` is taken.
    """
    try:
        instant = _READERS[dating.calendar](value, dating)
    except (ValueError, OverflowError, OSError):
        raise ItemError("no_date", f"{quote(value)} is no {dating.calendar} date.") from None
    _check(instant, now, value)
    return instant.replace(microsecond=0)


def _check(instant: datetime, now: datetime, value: object) -> None:
    if instant.date() < FIRST_DAY:
        raise ItemError("before_1300", f"{quote(value)} is before the year 1300.")
    if instant > now + _LEEWAY:
        day = latin_digits(format_date(instant))
        raise ItemError("future", f"{quote(value)} is in the future ({day}).")


def _jalali(value: object, dating: Dating) -> datetime:
    if dating.pattern:
        return _from_pattern(value, dating)
    if isinstance(value, datetime | date):
        return _from_cell(value, dating)
    text = _JALALI_CLOCK.sub(" ", str(value))
    try:
        return parse_instant(text)
    except DateError as error:
        if error.reason != "no_clock":
            raise
    return datetime.combine(parse_date(text), time())


def _gregorian(value: object, dating: Dating) -> datetime:
    if dating.pattern:
        return _from_pattern(value, dating)
    if isinstance(value, datetime | date):
        return _from_cell(value, dating)
    text = latin_digits(str(value)).strip()
    for written, meant in _DAY_MARKS.items():
        text = text.replace(written, meant)
    text, zone = _offset_apart(text, ZoneInfo(dating.zone))
    return _to_tehran(_parsed(text, dating.formats), zone)


def _unix(value: object, _: Dating) -> datetime:
    if isinstance(value, bool):
        raise ValueError
    seconds = float(latin_digits(str(value)).strip())
    if abs(seconds) >= _MILLISECONDS_FROM:
        seconds /= 1000
    return _to_tehran(datetime.fromtimestamp(seconds, TEHRAN), TEHRAN)


def _parsed(text: str, formats: tuple[str, ...]) -> datetime:
    for form in formats:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)


def _offset_apart(text: str, zone: tzinfo) -> tuple[str, tzinfo]:
    """Google writes `GMT+3:30` after the clock, which no standard parser reads."""
    found = _OFFSET.search(text)
    if not found:
        return text, zone
    hours, minutes = int(found[1]), int(found[2] or 0)
    offset = timedelta(hours=hours, minutes=-minutes if found[1].startswith("-") else minutes)
    return text[: found.start()], timezone(offset)


def _from_cell(value: date, dating: Dating) -> datetime:
    """A real date of a spreadsheet is Gregorian, whatever calendar its author sees."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    return _to_tehran(value, ZoneInfo(dating.zone))


def _to_tehran(instant: datetime, zone: tzinfo) -> datetime:
    aware = instant if instant.tzinfo else instant.replace(tzinfo=zone)
    return aware.astimezone(TEHRAN).replace(tzinfo=None)


def _from_pattern(value: object, dating: Dating) -> datetime:
    found = dating.pattern.search(latin_digits(str(value)))
    if not found:
        raise ItemError("no_date", f"No date is found in {quote(value)}.")
    parts = {name: int(part) for name, part in found.groupdict().items() if part}
    year = parts["year"] if "year" in parts else parts["short_year"] + dating.century
    try:
        if dating.calendar is Calendar.JALALI:
            day = JalaliDate(year, parts["month"], parts["day"]).to_gregorian()
        else:
            day = date(year, parts["month"], parts["day"])
        clock = time(parts.get("hour", 0), parts.get("minute", 0))
    except ValueError:
        written = f"{year}/{parts['month']:02d}/{parts['day']:02d}"
        raise ItemError("impossible_date", f"{written} is a day of no calendar.") from None
    instant = datetime.combine(day, clock)
    return (
        instant
        if dating.calendar is Calendar.JALALI
        else _to_tehran(instant, ZoneInfo(dating.zone))
    )


_READERS = {Calendar.JALALI: _jalali, Calendar.GREGORIAN: _gregorian, Calendar.UNIX: _unix}
