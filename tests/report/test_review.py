"""A review and a city overview of districts whose rows can be counted by eye."""

import json
from datetime import date, datetime

import pytest

from frames import actions
from gozaresh.calendar import Month
from gozaresh.errors import SnapshotError
from gozaresh.freezing import freeze
from gozaresh.report import City, Review
from gozaresh.store import Store

DONE = datetime(2022, 12, 25, 8)
DECISIONS = [
    {"text": "راه‌اندازی کانال", "due_on": date(2023, 1, 10)},
    {"text": "گزارش ماهانه", "due_on": date(2023, 1, 10), "done_on": date(2023, 1, 9)},
    {"text": "همایش", "due_on": date(2023, 3, 1)},
]
TASKS = [
    {"role": "news", "task": "الف", "due_on": date(2023, 1, 5), "done_on": date(2023, 1, 4)},
    {"role": "news", "task": "ب", "due_on": date(2023, 1, 5), "done_on": date(2023, 1, 8)},
    {"role": "media", "task": "پ", "due_on": date(2023, 1, 5)},
]


def decisions(rows: list[dict]) -> list[dict]:
    return [{"meeting_on": date(2022, 12, 1), "owner": "روابط عمومی"} | row for row in rows]


@pytest.fixture
def snapshot(tmp_path, submit, params):
    store = Store(f"duckdb:///{tmp_path / 'store.duckdb'}")
    store.add(
        [
            submit(12, "1401-09", actions=actions(10, told=10, done=DONE)),
            submit(
                12,
                "1401-10",
                actions=actions(10, told=4, done=DONE),
                decisions=decisions(DECISIONS),
                tasks=TASKS,
            ),
            submit(3, "1401-09", actions=actions(10, told=2, done=DONE)),
            submit(3, "1401-10", actions=actions(10, told=9, done=DONE, pattern="12/a-1")),
            submit(4, "1401-10", actions=actions(10, told=7, done=DONE)),
        ]
    )
    return str(freeze(store, Month(1401, 10), params, tmp_path / "snapshots").path)


@pytest.fixture
def review(snapshot):
    return Review(12, "1401-10", snapshot=snapshot)


@pytest.fixture
def city(snapshot):
    return City("1401-10", snapshot=snapshot)


def test_the_review_is_headed_by_its_meeting(review):
    assert review.head().title == "جلسهٔ نظارت ستادی روابط عمومی منطقه ۱۲"
    assert review.head().subtitle.startswith("دوشنبه ۳ بهمن ۱۴۰۱")
    assert len(review.agenda().rows) == len(review.meeting.agenda)


def test_a_district_without_a_meeting_is_told_where_to_write_one(snapshot):
    with pytest.raises(SnapshotError, match="params/meetings/"):
        Review(3, "1401-10", snapshot=snapshot).head()


def test_the_year_of_an_indicator_is_set_out(review):
    (row,) = review.months("coverage").rows
    plain = [cell.replace("\u2066", "").replace("\u2069", "") for cell in row]
    assert plain == ["پوشش خبری اقدامات", "۴۰٪", "۱۰۰٪", "—", "۷۰٪", "۱۰۰٪", "۴۰٪"]


def test_experts_are_counted_by_role(review):
    by_role = {row[0]: row[1:] for row in review.experts().rows}
    assert by_role["خبر"] == ("۲", "۱", "۱", "۰")
    assert by_role["رسانه"] == ("۱", "۰", "۰", "۱")
    assert by_role["اجتماعی"] == ("—",) * 4


def test_questions_are_raised_by_falls_gaps_and_what_is_overdue(review):
    asked = [row[1] for row in review.questions().rows]
    assert asked[0] == "چرا «پوشش خبری اقدامات» نسبت به ماه پیش پسرفت کرده است؟"
    assert "چرا ۱ مصوبه از مهلت گذشته است؟" in asked
    evidence = dict(zip(asked, [row[2] for row in review.questions().rows], strict=True))
    assert evidence["چرا ۱ مصوبه از مهلت گذشته است؟"] == "«راه‌اندازی کانال»"
    assert len(asked) <= 5


def test_there_are_blank_lines_for_new_decisions(review):
    assert len(review.new_decisions(lines=4).rows) == 4


def test_the_best_work_is_shown_as_it_spread(review):
    figure = review.spread()
    assert "«کار 1»" in figure.caption
    assert "۱ منطقه" in figure.alt


def test_a_pattern_older_than_the_window_is_a_note_and_no_error(tmp_path, submit, params):
    store = Store(f"duckdb:///{tmp_path / 'store.duckdb'}")
    store.add([submit(3, "1401-10", actions=actions(6, told=6, done=DONE, pattern="12/long-ago"))])
    path = str(freeze(store, Month(1401, 10), params, tmp_path / "snapshots").path)
    assert City("1401-10", snapshot=path).spread().type == "note"
    assert Review(12, "1401-10", snapshot=path).spread().type == "note"


def test_the_city_says_who_submitted_and_who_did_not(city):
    states = {row[0]: row[2].text for row in city.submissions().rows}
    assert len(states) == 22
    assert states["۱۲"] == "در مهلت"
    assert states["۵"] == "نفرستاده"


def test_the_city_speaks_first_of_submissions_and_coverage(city):
    lines = [line.replace("\u2066", "").replace("\u2069", "") for line in city.summary().sentences]
    assert lines[0] == "۳ منطقه از ۲۲ منطقه گزارش دی ۱۴۰۱ را در مهلت فرستاده‌اند."
    assert lines[1] == "در سراسر شهر، خبر ۲۰ اقدام از ۳۰ اقدام پایان‌یافته (۶۷٪) منتشر شد."
    assert lines[-1] == "۱ مصوبهٔ جلسه در ۱ منطقه از مهلت گذشته و هنوز باز است."


def test_movers_are_named_with_what_they_came_from(city):
    moved = [(row[0], row[1]) for row in city.movers().rows]
    assert ("۳", "پوشش خبری اقدامات") in moved
    assert ("۱۲", "پوشش خبری اقدامات") in moved


def test_overdue_decisions_of_all_districts_are_listed(city):
    assert [row[:2] for row in city.overdue().rows] == [("۱۲", "راه‌اندازی کانال")]


def test_every_part_is_plain_data(review, city):
    parts = [review.head(), review.attendees(), review.agenda(), review.months()]
    parts += [review.questions(), review.new_decisions(), review.naming_funnel()]
    parts += [review.corrections(), review.position()]
    parts += [city.head(), city.summary(), city.tiles("coverage"), city.heat(), city.ranking()]
    parts += [city.districts("coverage"), city.spread(), city.overdue(), city.definitions()]
    for part in parts:
        assert json.loads(json.dumps(part.data()))["type"] == part.type
