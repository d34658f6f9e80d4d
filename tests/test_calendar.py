from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gozaresh.calendar import (
    DateError,
    Month,
    format_date,
    format_instant,
    format_sentence_date,
    parse_date,
    parse_instant,
)


@pytest.mark.parametrize(
    "typed",
    [
        "۱۴۰۱/۱۱/۳",
        "1401-11-03",
        "١٤٠١/١١/٠٣",
        "1401.11.03",
        "۳ بهمن ۱۴۰۱",
        "3 بهمن‌ماه 1401",
        "دوشنبه ۳ بهمن ۱۴۰۱",
        "دوشنبه، ۳ بهمن ۱۴۰۱",
        " ۱۴۰۱/۱۱/۰۳ ",
        date(2023, 1, 23),
        datetime(2023, 1, 23, 15, 57),
    ],
)
def test_the_day_of_the_meeting_is_read_however_it_is_written(typed):
    assert parse_date(typed) == date(2023, 1, 23)


@pytest.mark.parametrize(
    "typed", ["۱۴۰۱/۱۱/۰۳ ۱۵:۵۷", "15:57 1401/11/03", "۳ بهمن ۱۴۰۱، ساعت ۱۵:۵۷"]
)
def test_an_instant_is_read_with_its_hour(typed):
    assert parse_instant(typed) == datetime(2023, 1, 23, 15, 57)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("01/11/03", "short_year"),
        ("1401/13/01", "impossible_date"),
        ("1401/12/30", "impossible_date"),
        ("2023/01/23", "gregorian"),
        ("1401/11-03", "no_date"),
        ("فردا", "no_date"),
        ("1401/11/03 25:00", "impossible_clock"),
        ("1401/11/03", "no_clock"),
    ],
)
def test_what_is_no_instant_is_refused_with_its_reason(typed, reason):
    with pytest.raises(DateError) as refusal:
        parse_instant(typed)
    assert refusal.value.reason == reason


def test_the_thirtieth_of_esfand_exists_only_in_leap_years():
    assert parse_date("1399/12/30") == date(2021, 3, 20)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_every_formatted_day_is_read_back_as_itself(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(format_sentence_date(day)) == day


def test_dates_are_shown_with_slashes_and_words():
    instant = datetime(2023, 1, 24, 15, 57)
    assert format_instant(instant) == "۱۴۰۱/۱۱/۰۴ ۱۵:۵۷"
    assert format_sentence_date(instant) == "سه‌شنبه ۴ بهمن ۱۴۰۱"


def test_a_window_ends_with_its_month_and_crosses_the_year():
    months = Month.parse("۱۴۰۱-۱۰").window(13)
    assert [str(months[0]), str(months[3]), str(months[-1])] == ["1400-10", "1401-01", "1401-10"]


def test_a_month_knows_its_days_and_its_name():
    dey = Month(1401, 10)
    assert (dey.first_day, dey.last_day) == (date(2022, 12, 22), date(2023, 1, 20))
    assert dey.title == "دی ۱۴۰۱"
    assert dey.end == datetime(2023, 1, 21)
    assert Month.of(dey.last_day) == dey


@pytest.mark.parametrize("typed", ["1401-13", "1401", "2023-01", "دی", ""])
def test_what_is_no_month_is_refused(typed):
    with pytest.raises(DateError):
        Month.parse(typed)
