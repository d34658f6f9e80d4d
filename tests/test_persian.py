import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gozaresh.persian import (
    latin_digits,
    matching_key,
    normalise,
    number,
    percent,
    persian_digits,
    signed,
    sort_key,
)

LEFT, END = "\u2066", "\u2069"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "۰"),
        (1234.5, 1, "۱٬۲۳۴٫۵"),
        (-3, 0, f"{LEFT}−۳{END}"),
        (-0.2, 0, "۰"),
        (None, 0, "—"),
        (math.nan, 2, "—"),
    ],
)
def test_numbers_are_written_the_persian_way(value, decimals, text):
    assert number(value, decimals) == text


def test_a_percentage_keeps_its_sign_beside_it_in_any_text():
    assert percent(0.872, 1) == f"{LEFT}۸۷٫۲٪{END}"
    assert percent(math.nan) == "—"


@pytest.mark.parametrize(("value", "text"), [(3.1, "+۳"), (-2.6, "−۳"), (0.2, "۰"), (-0.4, "۰")])
def test_a_change_has_a_sign_unless_it_rounds_to_nothing(value, text):
    assert signed(value) == f"{LEFT}{text}{END}"


def test_arabic_letters_and_stray_half_spaces_become_one_spelling():
    assert normalise("كتاب\u200cهاي  شهرداري\u200c ") == "کتاب\u200cهای شهرداری"
    assert normalise("تهـــران") == "تهران"


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.integers(0, 10**9))
def test_digits_survive_the_round_trip(value):
    assert int(latin_digits(persian_digits(value))) == value


def test_spellings_of_one_word_share_a_key():
    assert matching_key("نیمه‌فعال") == matching_key("نيمه فعال") == matching_key("نیمهفعال")


def test_persian_letters_sort_by_the_alphabet_and_districts_by_number():
    assert sorted("یپهگب", key=sort_key) == list("بپگهی")
    names = ["منطقه ۱۲", "منطقه ۲", "منطقه ۱"]
    assert sorted(names, key=sort_key) == ["منطقه ۱", "منطقه ۲", "منطقه ۱۲"]
