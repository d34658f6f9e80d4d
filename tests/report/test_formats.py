"""Each unit as a reader sees it: a value, and its change since the month before."""

import pytest

from gozaresh.indicators import find
from gozaresh.report.formats import Measured, change_text, full_text, trend

BARE = str.maketrans("", "", "\u2066\u2069")


def measured(key: str, value: float, previous: float) -> Measured:
    return Measured(
        indicator=find(key),
        value=value,
        n=20,
        numerator=0,
        denominator=0,
        enough=True,
        previous=previous,
        target=None,
        median=value,
        spread=0,
    )


@pytest.mark.parametrize(
    ("key", "value", "previous", "shown", "change"),
    [
        ("coverage", 0.872, 0.84, "۸۷٪", "+۳ واحد"),
        ("contacts_growth", -0.021, 0.034, "−۲٪", "−۶ واحد"),
        ("pickup", 0.72, 0.6, "۰٫۷۲ بار", "+۰٫۱۲ بار"),
        ("tone", -0.25, 0.1, "−۰٫۲۵", "−۰٫۳۵"),
        ("creative_score", 3.75, 3.5, "۳٫۸ از ۵", "+۰٫۲ از ۵"),
        ("answer_time", 23.4, 26.4, "۲۳ ساعت", "−۳ ساعت"),
        ("days_late", 3, 0, "۳ روز", "+۳ روز"),
        ("outlets", 24, 20, "۲۴ رسانه", "+۲۰٪"),
        ("contacts", 10_250, 10_000, "۱۰٬۲۵۰ نفر", "+۲٪"),
        ("output_per_workday", 8.55, 9, "۸٫۶ مورد", "−۵٪"),
        ("participation", 52.84, 50, "۵۲٫۸ در هزار", "+۶٪"),
    ],
)
def test_every_unit_has_its_number_and_its_change(params, key, value, previous, shown, change):
    words, found = params.messages["report"], measured(key, value, previous)
    assert full_text(found.indicator, value, words["units"]).translate(BARE) == shown
    assert change_text(found, words).translate(BARE) == change


def test_a_change_too_small_to_show_is_flat():
    assert trend(measured("contacts_growth", 0.021, 0.0215)) == "flat"
    assert trend(measured("contacts_growth", 0.051, 0.021)) == "up"
