from datetime import datetime

import click
import pytest

from gozaresh.cli import arguments


@pytest.mark.parametrize(
    ("now", "month"),
    [
        (datetime(2023, 1, 21, 0, 10), "1401-10"),  # ten past midnight on 1 Bahman in Tehran
        (datetime(2023, 1, 20, 23, 50), "1401-09"),
        (datetime(2023, 3, 21, 6, 30), "1401-12"),  # New Year's day
    ],
)
def test_last_month_is_the_one_before_todays_in_tehran(monkeypatch, now, month):
    monkeypatch.setattr(arguments, "tehran_now", lambda: now)
    assert str(arguments.MONTH.convert("last-month", None, None)) == month


def test_another_word_is_no_month():
    with pytest.raises(click.BadParameter, match="next-month"):
        arguments.MONTH.convert("next-month", None, None)
