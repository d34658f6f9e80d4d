"""A report of three districts whose rows can be counted by eye."""

import json
import re
from datetime import datetime

import pytest

from frames import actions
from gozaresh.calendar import Month
from gozaresh.errors import ParamsError
from gozaresh.freezing import freeze
from gozaresh.report import Report
from gozaresh.report.measures import rank
from gozaresh.snapshot import Snapshot
from gozaresh.store import Store

DEY = Month(1401, 10)
DONE = datetime(2022, 12, 25, 8)


def content(count: int) -> list[dict]:
    item = {"kind": "news", "outlet": "شهر", "published_at": DONE}
    return [
        item | {"id": f"c-{place}", "title": f"خبر {place}", "views": place}
        for place in range(count)
    ]


@pytest.fixture
def snapshot(tmp_path, submit, params):
    store = Store(f"duckdb:///{tmp_path / 'store.duckdb'}")
    store.add(
        [
            submit(12, "1401-09", actions=actions(10, told=5, done=DONE)),
            submit(12, "1401-10", actions=actions(10, told=8, done=DONE), content=content(20)),
            submit(3, "1401-10", actions=actions(10, told=2, done=DONE, pattern="12/a-1")),
            submit(4, "1401-09", actions=actions(10, told=10, done=DONE)),
        ]
    )
    return str(freeze(store, DEY, params, tmp_path / "snapshots").path)


@pytest.fixture
def report(snapshot):
    return Report(12, "1401-10", snapshot=snapshot)


def test_the_head_names_district_month_meeting_and_data(report):
    head = report.head()
    assert head.title == "گزارش عملکرد روابط عمومی منطقه ۱۲"
    assert head.subtitle == "دی ۱۴۰۱، برای جلسهٔ نظارت ستادی دوشنبه ۳ بهمن ۱۴۰۱"
    assert head.letter[0].value == "۱۴۰۱/۱۱/۰۳"
    assert head.version == report.version
    assert head.as_of == "2023-01-21T00:00:00"
    assert [each.split()[0] for each in head.submissions] == ["1401-09", "1401-10"]
    assert all(re.fullmatch(r"\S+ district-12-\S+\.xlsx [0-9a-f]{64}", s) for s in head.submissions)
    assert head.corrections == ()
    assert not head.sample


def test_a_card_says_value_target_change_and_state_in_words(report):
    (card,) = report.cards("coverage").cards
    assert (card.value, card.unit, card.trend, card.state) == ("۸۰", "٪", "up", "bad")
    assert card.state_text == "پایین‌تر از هدف"
    assert "+۳۰" in card.change
    assert card.spark == (None,) * 11 + (0.5, 0.8)


def test_the_untold_are_listed_longest_wait_first(report):
    assert [row[0] for row in report.untold().rows] == ["کار 8", "کار 9"]
    assert report.actions().rows[0][3].text == "منتشر نشده"


def test_copies_by_other_districts_are_listed(report):
    assert len(report.patterns().rows) == 10
    assert {row[0] for row in report.patterns().rows} == {"۳"}


def test_records_are_the_districts_own_and_the_frame_is_free_to_change(report):
    mine = report.records("actions", "1401-10")
    mine["title"] = "x"
    assert set(report.records("actions", "1401-10")["district"]) == {12}
    assert "x" not in set(report.records("actions", "1401-10")["title"])


def test_a_district_without_a_submission_still_has_a_page_one(snapshot):
    report = Report(4, "1401-10", snapshot=snapshot)
    assert report.summary().sentences == ("برای دی ۱۴۰۱ گزارشی از این منطقه دریافت نشده است.",)
    assert [card.value for card in report.cards("coverage", "output").cards] == ["—", "—"]
    assert report.position().type == "note"
    assert report.actions().rows == ()


def test_a_rank_says_which_districts_it_cannot_be_told_apart_from(snapshot):
    # 8 of 10 (49 to 94 %) and 2 of 10 (6 to 51 %) overlap: first and second cannot be told apart
    assert rank(Snapshot(snapshot).indicators, "coverage", 12, DEY) == (1, 1, 2, 2)
    assert rank(Snapshot(snapshot).indicators, "coverage", 3, DEY) == (1, 2, 2, 2)


def test_facts_and_targets_given_by_the_caller_override_the_params(snapshot):
    report = Report(12, "1401-10", snapshot=snapshot, targets={"coverage": 0.75})
    assert report.cards("coverage").cards[0].state == "good"
    with pytest.raises(ValueError, match="populaton"):
        Report(12, "1401-10", snapshot=snapshot, facts={"populaton": 1})


def test_an_unknown_district_or_indicator_is_told_what_there_is(report, snapshot):
    with pytest.raises(ParamsError, match="1 to 22"):
        Report(23, "1401-10", snapshot=snapshot)
    with pytest.raises(KeyError, match="coverage"):
        report.cards("coverge")


def test_every_part_of_the_report_is_plain_data(report):
    parts = [report.head(), report.summary(), report.cards(), report.position()]
    parts += [report.indicators(), report.actions(), report.untold(), report.patterns()]
    parts += [report.content_kinds(), report.most_seen(), report.definitions()]
    parts += [report.submissions(), report.provenance(), report.page_break()]
    parts += [report.attach("indicators"), report.attach("actions")]
    for part in parts:
        assert json.loads(json.dumps(part.data()))["type"] == part.type
