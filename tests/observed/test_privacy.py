"""Personal numbers are found in any spelling, and other numbers are left alone."""

import random

import pytest

from gozaresh.privacy import REMOVED, leaks, mobile, without_numbers

from .people import PERSIAN, national_id, spellings


@pytest.mark.parametrize("written", spellings("9121234567"))
def test_a_mobile_number_is_found_in_every_spelling(written):
    text = f"تماس با {written} برای نام‌نویسی"
    (leak,) = leaks(text)
    assert leak.kind == "mobile"
    assert text[leak.start : leak.end] in written
    assert mobile(written) == "9121234567"
    left = without_numbers(text)
    assert REMOVED in left
    assert not leaks(left)
    assert "1234" not in left


def test_ten_thousand_national_ids_are_found():
    chance = random.Random(1401)
    for _ in range(10_000):
        digits = national_id(chance)
        found = leaks(f"کد ملی {digits.translate(str.maketrans('0123456789', PERSIAN))}،")
        assert [each.kind for each in found] in (["national_id"], ["mobile"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "۱۴۰۱/۱۰/۰۴ ۰۹:۱۲",
        "کد خبر: 31384",
        "سامانهٔ ۱۳۷ و ۱۸۸۸",
        "تلفن ۰۲۱۵۵۶۶۷۷۸۸",
        "۹۱۲٬۱۲۳٬۴۵۶٬۷۰۰ ریال",
        "80 91 92 93 94 95",
        "1111111111",
        "1234567890123456",
        "۰ ۹۱ ۲۳ ۴۵ ۶۷ ۸۹",
        "https://www.farsnews.ir/news/9003020123",
        "https://www.farsnews.ir/news/0012345679/x",
    ],
)
def test_other_numbers_are_nobodys(text):
    assert leaks(text) == []


def test_an_address_with_a_number_to_call_is_one():
    for text in ("https://wa.me/989121234567", "tel:09121234567", "https://t.me/+989121234567"):
        assert [each.kind for each in leaks(text)] == ["mobile"]


def test_a_leak_says_where_and_never_what():
    (leak,) = leaks("شمارهٔ 09121234567")
    assert "912" not in repr(leak)
    assert (leak.start, leak.end) == (7, 18)


def test_numbers_that_touch_other_numbers_are_taken_out_too():
    for text in ("۱۲09121234567", "091212345670912123456", "6104337712345678"):
        assert without_numbers(f"کد {text} است") == f"کد {REMOVED} است"
