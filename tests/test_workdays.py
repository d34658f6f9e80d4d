"""Days of 1401 that a wall calendar shows."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from gozaresh.calendar import Month, parse_date
from gozaresh.errors import ParamsError
from gozaresh.param_files import Holidays
from gozaresh.workdays import workdays


def jalali(text: str) -> pd.Timestamp:
    return pd.Timestamp(parse_date(text))


@pytest.fixture
def after(params):
    def last_day(text: str, days: int = 3, **overrides) -> pd.Timestamp:
        calendar = workdays(_with(params, **overrides), date(2022, 3, 21), date(2023, 4, 21))
        return calendar.after(pd.Series([jalali(text) + pd.Timedelta(hours=9)]), days)[0]

    return last_day


def _with(params, **overrides):
    return replace(params, holidays=params.holidays.model_copy(update=overrides))


def test_the_day_itself_is_not_counted(after):
    assert after("۱۴۰۱/۱۰/۱۰") == jalali("۱۴۰۱/۱۰/۱۳")  # Saturday: Sunday, Monday, Tuesday


def test_thursday_and_friday_are_passed_over(after):
    assert after("۱۴۰۱/۱۰/۱۳") == jalali("۱۴۰۱/۱۰/۱۸")  # Tuesday: Wednesday, Saturday, Sunday


def test_what_comes_on_a_day_of_rest_is_counted_from_the_next_working_day(after):
    assert after("۱۴۰۱/۱۰/۱۶") == jalali("۱۴۰۱/۱۰/۱۹")  # Friday: Saturday, Sunday, Monday


def test_public_holidays_are_passed_over(after):
    # Sunday 4 Dey: Monday, not Tuesday (martyrdom of Fatima), Wednesday, Saturday
    assert after("۱۴۰۱/۱۰/۰۴") == jalali("۱۴۰۱/۱۰/۱۰")
    # 28 Esfand: not 29 (oil industry), not Nowruz 1 to 4, Saturday 5, Sunday 6, Monday 7
    assert after("۱۴۰۱/۱۲/۲۸") == jalali("۱۴۰۲/۰۱/۰۷")


def test_a_file_adds_days_and_removes_them(after):
    closed = Holidays.model_validate(
        {
            "country": "IR",
            "add": [{"date": "۱۴۰۱/۱۰/۱۱", "reason": "تعطیلی برای آلودگی هوا"}],
            "remove": [{"date": "۱۴۰۱/۱۰/۰۶", "reason": "ماه یک روز دیرتر دیده شد"}],
        }
    )
    assert after("۱۴۰۱/۱۰/۱۰", add=closed.add) == jalali("۱۴۰۱/۱۰/۱۴")
    assert after("۱۴۰۱/۱۰/۰۴", remove=closed.remove) == jalali("۱۴۰۱/۱۰/۰۷")


def test_the_weekend_is_configured(params):
    dey, (first, last) = Month(1401, 10), (date(2022, 12, 22), date(2023, 1, 20))
    assert workdays(params, first, last).in_month(dey) == 19  # 30 − 10 − 1 holiday
    friday = params.defaults.model_copy(update={"weekend": ("friday",)})
    assert workdays(replace(params, defaults=friday), first, last).in_month(dey) == 24


def test_a_country_without_a_calendar_is_told(params):
    with pytest.raises(ParamsError, match=r"params/holidays\.yml: country"):
        workdays(_with(params, country="XX"), date(2022, 1, 1), date(2022, 1, 1))
