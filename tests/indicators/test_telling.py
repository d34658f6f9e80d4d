"""Each example is counted by hand from the rows above it."""

import math
from datetime import datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frames import frame
from gozaresh.calendar import Month
from gozaresh.indicators import Inputs, catalogue, compute, find, wilson
from gozaresh.params import find_root, load_params
from gozaresh.records import kinds

MONTH = Month(1401, 10)


def day(number: int, hour: int = 8) -> datetime:
    return (
        datetime(2022, 12, 21 + number, hour) if number <= 10 else datetime(2023, 1, number, hour)
    )


def action(completed: datetime, published: datetime | None = None, **more) -> dict:
    return {"id": "a", "title": "ت", "completed_at": completed, "published_at": published} | more


def item(kind: str = "news", **more) -> dict:
    return {"id": "c", "kind": kind, "published_at": day(1), "title": "ت"} | more


FOUR_ACTIONS = [
    action(day(1, 8), day(1, 14)),  # told after 6 h
    action(day(2, 8), day(3, 8)),  # told after 24 h: the last moment that counts
    action(day(3, 8), day(5, 10)),  # told after 50 h
    action(day(4, 8)),  # never told
]


def test_coverage_is_told_actions_over_completed_ones(cell, submit):
    found = cell("coverage", submit(12, "1401-10", actions=FOUR_ACTIONS))
    assert (found["numerator"], found["denominator"], found["n"], found["value"]) == (3, 4, 4, 0.75)


def test_timely_counts_the_untold_as_late_once_a_day_has_passed(cell, submit):
    found = cell("timely", submit(12, "1401-10", actions=FOUR_ACTIONS))
    assert (found["numerator"], found["denominator"], found["value"]) == (2, 4, 0.5)


def test_timely_does_not_judge_what_was_finished_less_than_a_day_before_receipt(cell, submit):
    # received at the first minute after the month, 16 hours after this action was finished
    fresh = action(datetime(2023, 1, 20, 8))
    found = cell("timely", submit(12, "1401-10", actions=[*FOUR_ACTIONS, fresh]))
    assert found["denominator"] == 4


def test_lag_is_the_median_over_told_actions(cell, submit):
    found = cell("lag", submit(12, "1401-10", actions=FOUR_ACTIONS))
    assert (found["value"], found["n"]) == (24, 3)  # of 6, 24, 50


def test_accuracy_is_what_never_needed_correction(cell, submit):
    rows = [item(), item(), item(), item(corrected_at=day(2))]
    found = cell("accuracy", submit(12, "1401-10", content=rows))
    assert (found["numerator"], found["denominator"], found["value"]) == (3, 4, 0.75)


def test_output_counts_items_and_sets_them_against_the_census(cell, submit):
    submission = submit(12, "1401-10", content=[item()] * 6)
    assert cell("output", submission)["value"] == 6
    assert cell("output_per_100k", submission)["value"] == pytest.approx(6 / 2.40909)
    # Dey 1401: 30 days, 10 of them Thursdays or Fridays; Tuesday 6 Dey was a public holiday
    assert cell("output_per_workday", submission)["value"] == pytest.approx(6 / 19)


def test_a_submission_without_content_is_zero_items_and_no_submission_is_nothing(cell, submit):
    submission = submit(12, "1401-10", actions=FOUR_ACTIONS)
    assert cell("output", submission)["value"] == 0
    assert math.isnan(cell("output", submission, district=3)["value"])


def test_variety_is_nothing_for_one_kind_and_one_for_all_alike(cell, submit):
    kinds = ["news", "story", "photo_story", "video", "infographic", "note", "podcast"]
    same = submit(12, "1401-10", content=[item()] * 7)
    mixed = submit(3, "1401-10", content=[item(kind) for kind in kinds])
    two = submit(4, "1401-10", content=[item(), item("video")])
    assert cell("variety", same, mixed, two)["value"] == 0
    assert cell("variety", same, mixed, two, district=3)["value"] == pytest.approx(1)
    two_of_seven = math.log(2) / math.log(7)
    assert cell("variety", same, mixed, two, district=4)["value"] == pytest.approx(two_of_seven)


def test_adopted_counts_only_other_districts_copies(cell, submit):
    ours = submit(12, "1401-10", actions=[action(day(1), pattern="12/17-shahrivar")])
    theirs = submit(
        3, "1401-10", actions=[action(day(2), pattern="12/17-shahrivar"), action(day(3))]
    )
    assert cell("adopted", ours, theirs)["value"] == 1


def test_nothing_over_nothing_is_undefined(cell, submit):
    found = cell("coverage", submit(12, "1401-10", content=[item()]))
    assert math.isnan(found["value"])
    assert found["n"] == 0
    assert not found["enough"]


def test_fewer_than_five_is_low_data(cell, submit):
    assert not cell("coverage", submit(12, "1401-10", actions=FOUR_ACTIONS))["enough"]
    assert cell("coverage", submit(12, "1401-10", actions=[*FOUR_ACTIONS, action(day(5))]))[
        "enough"
    ]


def test_the_wilson_interval_is_that_of_the_textbook():
    # 41 of 47, checked by hand against (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n)
    low, high = wilson(pd.Series([41.0]), pd.Series([47.0]))
    assert low[0] == pytest.approx(0.7483, abs=1e-4)
    assert high[0] == pytest.approx(0.9402, abs=1e-4)


def test_a_misspelt_indicator_is_told_which_are_close():
    with pytest.raises(KeyError, match="coverage"):
        find("coverge")


def test_reports_list_indicators_of_telling_first():
    assert list(catalogue())[:3] == ["coverage", "timely", "lag"]
    assert list(catalogue())[-1] == "days_late"


def test_a_median_has_the_interval_of_its_order(cell, submit):
    # ten lags of 1 to 10 h: the 2nd and the 9th value enclose the median (Conover's table)
    rows = [action(day(1), day(1) + pd.Timedelta(hours=hours)) for hours in range(1, 11)]
    found = cell("lag", submit(12, "1401-10", actions=rows))
    assert (found["value"], found["low"], found["high"]) == (5.5, 2, 9)
    few = cell("lag", submit(12, "1401-10", actions=rows[:5]))
    assert math.isnan(few["low"])


hours = st.integers(0, 200)
lags = st.lists(st.tuples(hours, st.one_of(st.none(), hours)), min_size=1, max_size=12)


@settings(deadline=None, max_examples=25)
@given(drawn=lags, order=st.randoms())
def test_shares_stay_shares_and_the_order_of_rows_is_irrelevant(drawn, order):
    shuffled = list(drawn)
    order.shuffle(shuffled)
    first, second = _all_values(drawn), _all_values(shuffled)
    assert first.equals(second)
    assert first["coverage"] <= 1
    assert 0 <= first["timely"] <= first["coverage"] <= 1


@settings(deadline=None, max_examples=25)
@given(drawn=lags)
def test_an_untold_action_never_raises_coverage_or_timeliness(drawn):
    before, after = _all_values(drawn), _all_values([*drawn, (0, None)])
    assert after["coverage"] <= before["coverage"]
    assert after["timely"] <= before["timely"]


def _all_values(drawn):
    start = pd.Timestamp(day(1))
    rows = [
        action(start + pd.Timedelta(hours=done), told and start + pd.Timedelta(hours=done + told))
        for done, told in drawn
    ]
    frames = {key: frame(key, rows if key == "actions" else []) for key in kinds()}
    frames = {key: each.assign(district=12, month=str(MONTH)) for key, each in frames.items()}
    received = pd.DataFrame(
        {"district": [12], "month": [str(MONTH)], "received_at": [pd.Timestamp(MONTH.end)]}
    )
    ours = Inputs(frames, received, load_params(find_root()))
    values = {
        key: compute(find(key), ours, [MONTH]).set_index("district").loc[12, "value"]
        for key in ("coverage", "timely")
    }
    return pd.Series(values).fillna(0)
