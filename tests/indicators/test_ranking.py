"""Districts on one number, their order worked out by hand."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gozaresh.indicators import Better
from gozaresh.indicators.ranking import ranking


def districts(*rows: tuple) -> pd.DataFrame:
    """District, value, low, high; all with enough data."""
    table = pd.DataFrame(rows, columns=["district", "value", "low", "high"]).set_index("district")
    return table.astype("float64").assign(enough=True)


FOUR = districts(
    (7, 0.70, 0.60, 0.78),
    (3, 0.90, 0.84, 0.95),
    (9, 0.86, 0.79, 0.91),
    (1, 0.20, 0.10, 0.33),
)


def test_ranks_come_with_those_that_the_intervals_allow():
    ranked = ranking(FOUR)
    assert ranked.index.tolist() == [3, 9, 7, 1]
    assert ranked["rank"].tolist() == [1, 2, 3, 4]
    assert ranked["first"].tolist() == [1, 1, 3, 4]  # 9 may be before 3; 7 lies below both
    assert ranked["last"].tolist() == [2, 2, 3, 4]


def test_groups_are_those_that_cannot_be_told_apart_from_their_first():
    assert ranking(FOUR)["group"].tolist() == [1, 1, 2, 3]


def test_a_group_does_not_run_on_from_neighbour_to_neighbour():
    # each overlaps the next, and the third lies wholly below the first
    chain = districts((1, 0.9, 0.8, 1.0), (2, 0.8, 0.7, 0.9), (3, 0.7, 0.6, 0.79))
    assert ranking(chain)["group"].tolist() == [1, 1, 2]


def test_where_less_is_better_the_order_turns_round():
    ranked = ranking(FOUR, Better.LOWER)
    assert ranked.index.tolist() == [1, 7, 9, 3]
    assert ranked["group"].tolist() == [1, 2, 3, 3]


def test_numbers_without_an_interval_are_taken_as_they_stand():
    none = math.nan
    ranked = ranking(districts((1, 5, none, none), (2, 9, none, none), (3, 5, none, none)))
    assert ranked["rank"].to_dict() == {2: 1, 1: 2, 3: 2}
    assert ranked["last"].to_dict() == {2: 1, 1: 3, 3: 3}
    assert ranked["group"].tolist() == [1, 2, 2]


def test_an_end_that_the_data_do_not_bound_may_lie_anywhere():
    ranked = ranking(districts((1, 10, 8, math.nan), (2, 50, 40, 60)), Better.LOWER)
    assert ranked["group"].tolist() == [1, 1]


def test_low_data_and_no_data_are_not_ranked():
    rows = FOUR.assign(enough=[True, False, True, True], value=[0.7, 0.9, math.nan, 0.2])
    assert ranking(rows).index.tolist() == [7, 1]
    assert ranking(rows.iloc[:0]).empty


@pytest.mark.parametrize("better", list(Better))
@given(
    drawn=st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 0.3), st.floats(0, 0.3)), min_size=1, max_size=22
    )
)
def test_a_rank_lies_between_the_first_and_the_last_possible_and_groups_follow_it(better, drawn):
    rows = [
        (number, value, value - below, value + above)
        for number, (value, below, above) in enumerate(drawn, 1)
    ]
    ranked = ranking(districts(*rows), better)
    assert (ranked["first"] <= ranked["rank"]).all()
    assert (ranked["rank"] <= ranked["last"]).all()
    assert ranked["group"].is_monotonic_increasing
    assert ranked["first"].min() == 1
    assert ranked["last"].max() == len(ranked)
