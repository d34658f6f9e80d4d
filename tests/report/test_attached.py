"""What a report attaches to itself, for a reader who counts along in a spreadsheet."""

import csv

import pandas as pd
import pytest

from gozaresh.report.attachments import records

WORDS = {"records": "{kind}"}


def attached(title):
    frame = pd.DataFrame({"title": pd.Series([title], dtype="str"), "views": [-3]})
    return next(csv.DictReader(records("content", frame, WORDS).csv.splitlines()))


@pytest.mark.parametrize("title", ["+cmd|' /C calc'!A0", "-1+2", "@SUM(A1)", "=1+1"])
def test_a_text_that_a_spreadsheet_would_compute_is_kept_from_it(title):
    assert attached(title)["title"] == f"'{title}"


def test_other_texts_and_numbers_are_as_they_were():
    title = "خبر +۳ از ۴-۵"
    assert attached(title) == {"title": title, "views": "-3"}
