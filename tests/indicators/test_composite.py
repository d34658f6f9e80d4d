"""One weighted mean worked out by hand, and what is left out of it."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gozaresh.indicators.composite import band, composite, scale
from gozaresh.indicators.ranking import ranking
from gozaresh.param_files import IndicatorParams


@pytest.fixture
def weighing(params):
    """The params with only these indicators: key → (target, weight)."""

    def only(**entries: tuple[float, float]):
        kept = {
            key: IndicatorParams(target=target, weight=weight)
            for key, (target, weight) in entries.items()
        }
        return replace(params, indicators=params.indicators.model_copy(update={"indicators": kept}))

    return only


def measured(key: str, value: float, enough: bool = True, low=math.nan, high=math.nan) -> dict:
    cell = {"indicator": key, "district": 12, "month": "1401-10"}
    return cell | {"value": value, "low": low, "high": high, "enough": enough}


def of_12(rows: list[dict], params) -> pd.Series:
    return composite(pd.DataFrame(rows), params).loc[(12, "1401-10")]


def test_it_is_the_weighted_mean_of_what_is_scaled_by_target(weighing):
    params = weighing(coverage=(0.9, 3), lag=(18, 1))
    found = of_12([measured("coverage", 0.72), measured("lag", 36)], params)
    assert found["value"] == pytest.approx((3 * 0.8 + 1 * 0.5) / 4)  # 0.725
    assert (found["n"], found["weight"], found["left_out"]) == (2, 1, ())
    assert found["band"] == "نیمه‌فعال"


def test_above_the_target_is_not_more_than_at_it(weighing):
    params = weighing(coverage=(0.9, 1), lag=(18, 1))
    assert of_12([measured("coverage", 0.99), measured("lag", 2)], params)["value"] == 1


def test_what_has_no_value_or_low_data_is_left_out_and_named(weighing):
    params = weighing(coverage=(0.9, 2), timely=(0.8, 1), accuracy=(0.9, 1))
    rows = [
        measured("coverage", 0.45),
        measured("timely", 0.8, enough=False),
        measured("accuracy", math.nan),
    ]
    found = of_12(rows, params)
    assert (found["value"], found["weight"]) == (0.5, 0.5)
    assert found["left_out"] == ("timely", "accuracy")
    assert found["enough"]


def test_too_little_weight_has_no_band_and_is_not_ranked(weighing):
    params = weighing(coverage=(0.9, 1), timely=(0.8, 3))
    rows = [measured("coverage", 0.9), measured("timely", math.nan)]
    found = of_12(rows, params)
    assert (found["value"], found["band"], found["enough"]) == (1, None, False)
    everyone = composite(pd.DataFrame(rows), params).xs("1401-10", level="month")
    assert ranking(everyone).empty


def test_nothing_to_weigh_is_no_composite(weighing):
    found = of_12([measured("coverage", math.nan)], weighing(coverage=(0.9, 1)))
    assert math.isnan(found["value"])
    assert (found["n"], found["weight"], found["left_out"]) == (0, 0, ("coverage",))


def test_its_interval_follows_from_those_of_the_shares(weighing):
    params = weighing(coverage=(1, 3), lag=(18, 1))
    found = of_12([measured("coverage", 0.6, low=0.5, high=0.7), measured("lag", 18)], params)
    # half of 0.2 weighs three quarters; the lag, without an interval, adds nothing
    assert found["low"] == pytest.approx(0.7 - 0.075)
    assert found["high"] == pytest.approx(0.7 + 0.075)


def test_a_districts_own_target_scales_its_own_value(weighing):
    params = weighing(coverage=(0.9, 1))
    own = params.districts[12].model_copy(update={"targets": {"coverage": 0.6}})
    params = replace(params, districts=params.districts | {12: own})
    assert of_12([measured("coverage", 0.54)], params)["value"] == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("value", "name"), [(0.9, "سرآمد"), (0.8999, "فعال"), (0.6, "نیمه‌فعال"), (0, "غیرفعال")]
)
def test_a_band_begins_at_its_cut_off(params, value, name):
    assert band(value, params.indicators.bands) == name
    assert band(math.nan, params.indicators.bands) is None


@pytest.mark.parametrize(
    ("value", "scaled"), [(9, 1), (18, 1), (36, 0.5), (0, 1), (math.nan, math.nan)]
)
def test_where_less_is_better_twice_the_target_is_a_half(value, scaled):
    (found,) = scale(pd.Series([value]), pd.Series([18.0]), pd.Series([True]))
    assert found == scaled or (math.isnan(found) and math.isnan(scaled))


@given(value=st.floats(-10, 1000), target=st.floats(0.01, 500), lower=st.booleans())
def test_scaled_lies_between_nothing_and_one(value, target, lower):
    (found,) = scale(pd.Series([value]), pd.Series([target]), pd.Series([lower]))
    assert 0 <= found <= 1
