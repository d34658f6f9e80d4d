"""The funnel of proposals to name a street: how far they came, and how long each stage took."""

import pandas as pd

from frames import frame
from gozaresh.calendar import Month
from gozaresh.report.figures import naming

PROPOSED = pd.Timestamp("2022-12-01")


def proposals(count: int, days: int) -> pd.DataFrame:
    """So many proposals that came to the commission after some days."""
    rows = [
        {
            "current_name": f"کوچهٔ {n}",
            "proposed_name": f"نام {n}",
            "proposed_on": PROPOSED,
            "stage": "commission",
            "stage_on": PROPOSED + pd.Timedelta(days=days),
        }
        for n in range(count)
    ]
    return frame("naming", rows).assign(district=12)


def test_the_days_of_a_stage_are_those_until_the_next(params):
    rows = proposals(5, 40)
    said = naming(rows, rows, Month(1401, 10), params).alt
    assert "پیشنهاد ۵، میانهٔ ماندن ۴۰ روز؛ کمیسیون ۵ (" in said.replace("\u2066", "")
    assert said.count("میانهٔ ماندن") == 1


def test_a_few_proposals_say_nothing_of_how_long_it_takes(params):
    rows = proposals(4, 40)
    assert "میانهٔ ماندن" not in naming(rows, rows, Month(1401, 10), params).alt


def test_without_proposals_it_is_empty_and_no_error(params):
    rows = proposals(0, 0).assign(district=pd.Series(dtype="int64"))
    assert "پیشنهاد ۰" in naming(rows, rows, Month(1401, 10), params).alt
