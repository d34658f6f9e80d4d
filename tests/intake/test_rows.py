from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
import pytest
from bidi.algorithm import get_display

from gozaresh.calendar import format_instant
from gozaresh.intake import check_rows
from gozaresh.intake.faults import Finding, word
from gozaresh.persian import persian_digits
from gozaresh.records import kinds

from .filled import ROOT

NEWS = ROOT.parent / "shared/data"


def test_rows_of_any_source_are_typed_and_their_faults_numbered(messages: dict) -> None:
    raw = pd.DataFrame(
        {
            "id": ["c-1", "c-2"],
            "published_at": ["۱۴۰۱/۱۰/۰۴ ۱۶:۰۰", "۱۴۰۱/۱۳/۰۴ ۱۶:۰۰"],
            "kind": ["خبر", "ويدئو"],
            "outlet": ["شهر", None],
            "title": ["الف", "ب"],
            "row": [7, 9],
        }
    )
    typed, faults = check_rows(kinds()["content"], raw, messages, file="source.csv")
    assert [(fault.row, fault.reason) for fault in faults] == [
        (9, "impossible_date"),
        (9, "missing"),
    ]
    assert typed["kind"].tolist() == ["news", "video"]
    assert typed["published_at"].isna().tolist() == [False, True]


@pytest.mark.parametrize("typed", [-3, "−۳", "-۳٫۵"])
def test_a_number_keeps_its_sign_before_it_in_a_persian_sentence(typed: object, messages: dict):
    """As a screen sets it: by the Unicode bidirectional algorithm, in a line from the right."""
    finding = Finding("negative", "s", 7, "A", "t", typed, {"example": 3})
    fault = word(finding, "file.xlsx", messages)
    assert f"«{typed}»" in get_display(fault.message, base_dir="R").replace("\u200e", "")


def news() -> list[dict[str, Any]]:
    files = [NEWS / "fars-news-1.json", NEWS / "fars-news-2.json"]
    return [item for file in files for item in json.loads(file.read_text(encoding="utf-8"))]


def link_date(link: str) -> str:
    """The date of a link as it stands there; ids of ten digits are of before 1390, without 13."""
    digits = re.search(r"/news/(\d+)", link)[1]
    dated = digits if len(digits) == 14 else f"13{digits}"
    return f"{dated[:4]}/{dated[4:6]}/{dated[6:8]} 12:00"


@pytest.mark.skipif(not NEWS.is_dir(), reason="the real news items (../shared/data) are not here")
def test_six_hundred_real_news_items_pass_as_content(messages: dict) -> None:
    items = news()
    raw = pd.DataFrame(
        {
            "id": [f"n-{number}" for number in range(len(items))],
            "published_at": [link_date(item["link"]) for item in items],
            "kind": "خبر",
            "outlet": "فارس",
            "title": [item["title"] for item in items],
            "url": [item["link"] for item in items],
        }
    )
    typed, faults = check_rows(kinds()["content"], raw, messages)
    assert len(typed) == 600
    assert not typed["title"].str.contains("[يكىةـ]").any()
    assert {fault.reason for fault in faults} <= {"impossible_date", "implausible_date"}
    undated = typed["published_at"].isna()
    assert {fault.row for fault in faults} == set(typed.loc[undated, "row"])
    assert 0 < undated.sum() < 10
    dates = raw.loc[~undated, "published_at"].map(persian_digits)
    assert typed.loc[~undated, "published_at"].map(format_instant).tolist() == dates.tolist()
