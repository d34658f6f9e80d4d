"""Each example is counted by hand from the rows above it."""

import math

import pytest
from rows import day


def pickup(outlet: str = "ایرنا", reach: str = "local", tone: str = "neutral") -> dict:
    return {"outlet": outlet, "reach": reach, "tone": tone, "published_at": day(3)}


FOUR_PICKUPS = [
    pickup("ایرنا", "national", "positive"),
    pickup("ایرنا", "national", "positive"),
    pickup("شهر", "provincial", "negative"),
    pickup("محله", "local", "neutral"),
]
EIGHT_ITEMS = [{"id": f"c-{number}", "kind": "news"} for number in range(8)]


def test_pickup_is_pickups_an_item_of_content(cell, submit):
    found = cell("pickup", submit(12, "1401-10", pickups=FOUR_PICKUPS, content=EIGHT_ITEMS))
    assert (found["numerator"], found["denominator"], found["n"]) == (4, 8, 8)
    assert found["value"] == 0.5


def test_content_that_nobody_carried_is_zero_and_pickups_of_no_content_are_undefined(cell, submit):
    assert cell("pickup", submit(12, "1401-10", content=EIGHT_ITEMS))["value"] == 0
    assert math.isnan(cell("pickup", submit(12, "1401-10", pickups=FOUR_PICKUPS))["value"])


def test_an_outlet_counts_once_however_often_it_carried_us(cell, submit):
    found = cell("outlets", submit(12, "1401-10", pickups=FOUR_PICKUPS))
    assert (found["value"], found["n"]) == (3, 4)


def test_national_is_the_share_of_national_outlets(cell, submit):
    found = cell("national", submit(12, "1401-10", pickups=FOUR_PICKUPS))
    assert (found["numerator"], found["denominator"], found["value"]) == (2, 4, 0.5)


def test_voice_is_our_share_of_all_districts_pickups(cell, submit):
    ours = submit(12, "1401-10", pickups=FOUR_PICKUPS)
    theirs = submit(3, "1401-10", pickups=[pickup()] * 12)
    another_month = submit(4, "1401-09", pickups=[pickup()] * 9)
    found = cell("voice", ours, theirs, another_month)
    assert (found["numerator"], found["denominator"], found["value"]) == (4, 16, 0.25)


def test_a_month_without_any_pickup_has_no_voice_to_share(cell, submit):
    assert math.isnan(cell("voice", submit(12, "1401-10"))["value"])


def test_tone_is_positive_less_negative_over_all(cell, submit):
    found = cell("tone", submit(12, "1401-10", pickups=FOUR_PICKUPS))
    assert (found["numerator"], found["denominator"], found["value"]) == (1, 4, 0.25)


@pytest.mark.parametrize(("tone", "value"), [("positive", 1), ("negative", -1), ("neutral", 0)])
def test_tone_goes_from_minus_one_to_one(cell, submit, tone, value):
    assert cell("tone", submit(12, "1401-10", pickups=[pickup(tone=tone)] * 3))["value"] == value
