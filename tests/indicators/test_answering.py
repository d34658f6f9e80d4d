"""Each example is counted by hand from the rows above it."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rows import day

from gozaresh.indicators.answering import median_wait


def asked(source: str, received, answered=None, confirmed=None) -> dict:
    return {
        "source": source,
        "received_at": received,
        "answered_at": answered,
        "confirmed": confirmed,
    }


def test_media_have_their_answer_within_a_day(cell, submit):
    rows = [
        asked("media", day(3, 9), day(3, 15)),  # after 6 h
        asked("media", day(4, 9), day(5, 9)),  # after 24 h: the last moment that counts
        asked("media", day(5, 9), day(6, 10)),  # after 25 h
        asked("media", day(6, 9)),  # never
        asked("media", day(30, 9)),  # asked 15 h before receipt: not yet judged
        asked("citizen", day(3, 9)),  # not media
    ]
    found = cell("media_answers", submit(12, "1401-10", inquiries=rows))
    assert (found["numerator"], found["denominator"], found["value"]) == (2, 4, 0.5)


def test_citizens_have_theirs_by_the_end_of_the_third_working_day(cell, submit):
    rows = [
        asked("citizen", day(10, 9), day(13, 23)),  # Saturday; late on Tuesday, the third day
        asked("citizen", day(10, 9), day(14, 0)),  # the first minute of the fourth
        asked("citizen", day(13, 9), day(18, 12)),  # Tuesday; Wednesday, Saturday, Sunday
        asked("citizen", day(4, 9), day(10, 12)),  # Sunday; the holiday on Tuesday 6 is no day
        asked("citizen", day(20, 9)),  # never
        asked("citizen", day(28, 9)),  # its three days end after the submission was received
        asked("media", day(3, 9), day(3, 10)),  # not a citizen
    ]
    found = cell("citizen_answers", submit(12, "1401-10", inquiries=rows))
    assert (found["numerator"], found["denominator"], found["value"]) == (3, 5, 0.6)


def test_answer_time_without_open_inquiries_is_the_median(cell, submit):
    rows = [asked("media", day(3), day(3, hour)) for hour in (2, 5, 20)]
    found = cell("answer_time", submit(12, "1401-10", inquiries=rows))
    assert (found["value"], found["numerator"], found["denominator"]) == (5, 3, 3)


def test_an_open_inquiry_lengthens_the_answer_time(cell, submit):
    # at risk 4, 3, 2: the curve falls to 3/4 at 2 h, 2/4 at 5 h: the median is reached there
    rows = [asked("media", day(3), day(3, hour)) for hour in (2, 5, 20)] + [
        asked("citizen", day(3))
    ]
    assert cell("answer_time", submit(12, "1401-10", inquiries=rows))["value"] == 5
    # two open of five: 4/5 at 2 h, 3/5 at 5 h, 2/5 at 20 h
    found = cell("answer_time", submit(12, "1401-10", inquiries=[*rows, asked("media", day(4))]))
    assert (found["value"], found["numerator"], found["denominator"]) == (20, 3, 5)


def test_what_was_asked_late_leaves_those_at_risk_before_its_answer_could_be_known():
    # answered after 10 and 30 h; one asked 20 h before receipt is open: at 30 h one is at risk
    # 2/3 at 10 h, then 2/3 × 0 = 0 at 30 h; a plain median of the two answered would be 20
    value, *_ = median_wait(np.array([10.0, 30.0, 20.0]), np.array([False, False, True]))
    assert value == 30


def test_answer_time_is_undefined_while_more_than_half_are_open(cell, submit):
    rows = [asked("media", day(3), day(3, 2)), asked("media", day(3)), asked("media", day(4))]
    found = cell("answer_time", submit(12, "1401-10", inquiries=rows))
    assert math.isnan(found["value"])
    assert (found["numerator"], found["denominator"]) == (1, 3)


def test_confirmed_is_over_the_citizens_who_were_asked_back(cell, submit):
    rows = [
        asked("citizen", day(3), day(4), confirmed=True),
        asked("citizen", day(3), day(4), confirmed=True),
        asked("citizen", day(3), day(4), confirmed=True),
        asked("citizen", day(3), day(4), confirmed=False),
        asked("citizen", day(3), day(4)),  # answered, not asked back
        asked("citizen", day(3)),
    ]
    found = cell("confirmed", submit(12, "1401-10", inquiries=rows))
    assert (found["numerator"], found["denominator"], found["value"]) == (3, 4, 0.75)


waits = st.lists(st.tuples(st.integers(1, 400), st.booleans()), min_size=1, max_size=30)


@settings(deadline=None, max_examples=40)
@given(drawn=waits)
def test_the_median_lies_in_its_interval_and_an_open_inquiry_never_shortens_it(drawn):
    hours = np.array([hours for hours, _ in drawn], dtype=float)
    is_open = np.array([is_open for _, is_open in drawn])
    value, low, high = median_wait(hours, is_open)
    longer, *_ = median_wait(np.append(hours, 500.0), np.append(is_open, True))
    if not math.isnan(value):
        assert math.isnan(low) or low <= value
        assert math.isnan(high) or value <= high
        assert math.isnan(longer) or longer >= value
    else:
        assert math.isnan(longer)


@settings(deadline=None, max_examples=20)
@given(hours=st.lists(st.integers(1, 400), min_size=1, max_size=30, unique=True))
def test_with_every_inquiry_answered_half_have_their_answer_by_then(hours):
    value, *_ = median_wait(np.array(hours, dtype=float), np.zeros(len(hours), dtype=bool))
    assert sum(each <= value for each in hours) >= len(hours) / 2
    assert sum(each < value for each in hours) < len(hours) / 2
