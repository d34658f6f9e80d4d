"""Contacts, campaigns, channels, feedback: each example is counted by hand from its rows."""

import math

import pytest

from frames import frame
from gozaresh.indicators.campaigns import funnel

TWO_GROUPS = [
    {"group": "فرهنگی", "total": 1000, "unreachable": 80, "opted_out": 20},
    {"group": "بازار", "total": 500, "unreachable": 50},  # opted_out was left blank
]


def test_active_contacts_can_be_reached_and_want_to_be(cell, submit):
    found = cell("contacts", submit(12, "1401-10", contacts=TWO_GROUPS))
    assert (found["value"], found["n"]) == (1350, 1500)  # 900 + 450


def test_growth_is_against_the_month_before(cell, submit):
    before = submit(12, "1401-09", contacts=[{"group": "فرهنگی", "total": 1250}])
    now = submit(12, "1401-10", contacts=TWO_GROUPS)
    found = cell("contacts_growth", before, now)
    assert (found["numerator"], found["denominator"]) == (100, 1250)
    assert found["value"] == pytest.approx(0.08)
    assert math.isnan(cell("contacts_growth", now)["value"])  # nothing to compare with


def test_growth_goes_over_the_turn_of_the_year(cell, submit):
    esfand = submit(12, "1400-12", channels=[{"platform": "eitaa", "members": 400}])
    farvardin = submit(12, "1401-01", channels=[{"platform": "eitaa", "members": 300}])
    found = cell("members_growth", esfand, farvardin, month="1401-01")
    assert found["value"] == -0.25


def test_a_bank_that_nobody_filled_in_is_unknown_and_not_empty(cell, submit):
    assert math.isnan(cell("contacts", submit(12, "1401-10"))["value"])
    assert math.isnan(cell("members", submit(12, "1401-10"))["value"])


def campaign(sent, delivered=None, blocked=None, cancelled=None, name="نوروز", **more) -> dict:
    counts = {"sent": sent, "delivered": delivered, "blocked": blocked, "cancelled": cancelled}
    return {"name": name} | counts | more


TWO_CAMPAIGNS = [
    campaign(1000, 720, 80, 20, clicked=144, responded=100, completed=72),
    campaign(500, 360, 80, 20, clicked=72, responded=50, completed=36),
]


@pytest.mark.parametrize(
    ("key", "numerator", "denominator", "value"),
    [
        ("delivery", 1080, 1300, 1080 / 1300),  # of 1500 − 40 cancelled − 160 blocked
        ("blocked", 160, 1500, 160 / 1500),
        ("clicks", 216, 1080, 0.2),
        ("response", 108, 1080, 0.1),
    ],
)
def test_campaigns_are_added_up_before_they_are_divided(
    cell, submit, key, numerator, denominator, value
):
    found = cell(key, submit(12, "1401-10", campaigns=TWO_CAMPAIGNS))
    assert (found["numerator"], found["denominator"]) == (numerator, denominator)
    assert found["value"] == pytest.approx(value)


def test_a_campaign_that_does_not_say_its_delivery_is_left_out_of_it(cell, submit):
    rows = [*TWO_CAMPAIGNS, campaign(9000, None, 900, 0)]
    submission = submit(12, "1401-10", campaigns=rows)
    assert cell("delivery", submission)["denominator"] == 1300
    assert cell("blocked", submission)["denominator"] == 10_500


def test_more_answers_than_messages_do_not_make_a_rate_above_one(cell, submit):
    shared = campaign(100, 80, completed=300)
    found = cell("response", submit(12, "1401-10", campaigns=[shared]))
    assert (found["numerator"], found["value"], found["high"]) == (80, 1, 1)


def test_participation_counts_the_citys_survey_however_its_name_is_spelt(cell, submit):
    rows = [
        campaign(9000, name="من شهردارم", completed=1000),
        campaign(9000, name="من  شهردارم - دور دوم", completed=409),
        campaign(9000, name="نوروز", completed=500),
    ]
    found = cell("participation", submit(12, "1401-10", campaigns=rows))
    assert (found["numerator"], found["denominator"]) == (1409, 240.909)
    assert found["value"] == pytest.approx(5.8487, abs=1e-4)


def test_a_month_without_the_survey_has_no_participation(cell, submit):
    assert math.isnan(
        cell("participation", submit(12, "1401-10", campaigns=TWO_CAMPAIGNS))["value"]
    )


def test_a_funnel_adds_up_the_campaigns_that_say_every_step():
    steps = funnel(frame("campaigns", [*TWO_CAMPAIGNS, campaign(9000)]))
    assert steps.to_dict() == {
        "sent": 1500,
        "delivered": 1080,
        "clicked": 216,
        "responded": 150,
        "completed": 108,
    }


def channel(members, views=None, posts=None) -> dict:
    return {"platform": "eitaa", "members": members, "views": views, "posts": posts}


def test_members_are_those_of_all_channels(cell, submit):
    rows = [channel(4000), channel(1000)]
    assert cell("members", submit(12, "1401-10", channels=rows))["value"] == 5000


def test_reach_is_views_a_post_over_members_where_views_are_known(cell, submit):
    rows = [channel(4000, 1000, 90), channel(1000, 500, 10), channel(9000)]
    found = cell("reach", submit(12, "1401-10", channels=rows))
    assert (found["numerator"], found["denominator"], found["value"]) == (1500, 5000, 0.3)
    assert found["n"] == 100  # posts


def feedback(positive, neutral, negative, controversy=None) -> dict:
    counts = {"positive": positive, "neutral": neutral, "negative": negative}
    return counts | {"source": "social", "topic": "روشنایی", "controversy": controversy}


FOUR_TOPICS = [
    feedback(50, 20, 10, False),
    feedback(20, 0, 40, True),
    feedback(30, 20, 10, True),
    feedback(0, 0, 0),
]


def test_net_feedback_is_positive_less_negative_over_all(cell, submit):
    found = cell("net_feedback", submit(12, "1401-10", feedback=FOUR_TOPICS))
    assert (found["numerator"], found["denominator"], found["value"]) == (40, 200, 0.2)


def test_topics_without_any_feedback_are_undefined(cell, submit):
    found = cell("net_feedback", submit(12, "1401-10", feedback=[feedback(0, 0, 0)]))
    assert math.isnan(found["value"])


def test_controversies_are_the_topics_marked_so(cell, submit):
    found = cell("controversies", submit(12, "1401-10", feedback=FOUR_TOPICS))
    assert (found["value"], found["n"]) == (2, 4)
