"""Observed items as records, counted by hand."""

import json
from datetime import datetime

import pandas as pd
import pytest

from gozaresh.calendar import Month
from gozaresh.observed import aggregation
from gozaresh.records import kinds

from .conftest import channel, deliveries, post

DAY = "2022/12/25 2:30:{:02d} PM GMT+3:30"
FORM = "Timestamp,نام و نام خانوادگی,راضی هستید؟,کدام‌ها؟,نظر شما\n"


def form(*rows: tuple[str, str, str]) -> str:
    return FORM + "".join(
        f"{DAY.format(place % 60)},شهروند {place},{satisfied},{which},{words}\n"
        for place, (satisfied, which, words) in enumerate(rows)
    )


ROWS = [("بله", "پارک;مترو", "خوب")] * 8 + [("خیر", "پارک", f"نظر {n}") for n in range(40)]
ROWS += [("شاید وقتی دیگر", "", "")]


@pytest.fixture
def records(kept):
    return lambda: aggregation.records(kept())


def test_posts_become_content_and_channels(write, take, records):
    messages = post(1), post(2, "جشن", media_type="video_file"), post(-20 * 24 * 60, "آذر")
    take(write("a.json", channel(*messages)), "telegram")
    content, channels = records()["content"], records()["channels"]
    assert content["kind"].tolist() == ["news", "news", "video"]
    assert set(kinds()["content"].column("kind").choices) >= set(content["kind"])
    assert content["district"].tolist() == [12, 12, 12]
    months = zip(channels["month"], channels["posts"], channels["handle"], strict=True)
    assert list(months) == [("1401-09", 1, "9"), ("1401-10", 2, "9")]
    assert channels["title"].unique().tolist() == ["شهرداری منطقه ۱۲"]


def test_views_of_a_channel_are_the_median_of_its_posts(write, take, records):
    pictures = [
        {
            "shortCode": str(views),
            "caption": "جشن",
            "timestamp": "2022-12-25T11:00:00Z",
            "type": "Image",
            "url": "https://a.ir/1",
            "ownerUsername": "region9",
            "videoViewCount": views,
        }
        for views in (10, 20, 90)
    ]
    take(write("a.json", pictures), "instagram", district=9)
    (row,) = records()["channels"].to_dict("records")
    assert (row["posts"], row["views"], row["platform"]) == (3, 20, "instagram")


def test_deliveries_become_a_campaigns_counts_and_a_block_is_no_failure(write, take, records):
    statuses = (10, 10, 10, 14, 14, 13, 11, 6, 100, 1)
    take(write("a.csv", deliveries(*statuses)), "kavenegar", district=12)
    (row,) = records()["campaigns"].to_dict("records")
    expected = {"sent": 10, "delivered": 3, "blocked": 2, "cancelled": 1, "undelivered": 1}
    expected |= {"failed": 1, "invalid": 1, "pending": 1, "name": "من شهردارم", "district": 12}
    assert {key: row[key] for key in expected} == expected
    assert row["sent_on"] == datetime(2022, 12, 25, 9, 30)


def test_a_panel_with_persian_words_means_the_same(write, take, records):
    head = "شناسه پیامک,عنوان ارسال,گیرنده,وضعیت,تاریخ ارسال\n"
    words = ("رسیده به گوشی", "لیست سیاه", "لغو شده", "نرسیده به گوشي")
    text = head + "".join(
        f"{n},من شهردارم,09120000000,{word},۱۴۰۱/۱۰/۰۴ ۱۰:۰۰\n" for n, word in enumerate(words)
    )
    take(write("a.csv", text), "sms-panel", district=12)
    (row,) = records()["campaigns"].to_dict("records")
    assert [row[key] for key in ("delivered", "blocked", "cancelled", "undelivered")] == [1] * 4


def test_answers_are_counted_a_question_and_only_closed_ones(write, take, records, kept):
    take(write("من شهردارم.csv", form(*ROWS)), "google-forms", district=12)
    answers, (campaign,) = records()["answers"], records()["campaigns"].to_dict("records")
    assert (campaign["name"], campaign["responded"], campaign["completed"]) == (
        "من شهردارم",
        49,
        49,
    )
    counted = {(row.question, row.answer): (row.people, row.of) for row in answers.itertuples()}
    assert counted == {
        ("راضی هستید؟", "بله"): (8, 49),
        ("راضی هستید؟", "خیر"): (40, 49),
        ("راضی هستید؟", "پاسخ‌های دیگر"): (1, 49),
        ("کدام‌ها؟", "پارک"): (48, 48),
        ("کدام‌ها؟", "مترو"): (8, 48),
    }
    assert not any("نظر" in details or "شهروند" in details for details in kept()["details"])


def test_a_later_export_of_a_survey_adds_only_its_new_answers(write, take, records):
    take(write("الف.csv", form(*ROWS[:30])), "google-forms")
    tally = take(write("الف.csv", form(*ROWS)), "google-forms").tally
    assert tally.new == 19
    assert records()["campaigns"]["responded"].tolist() == [49]


def test_an_answer_that_was_given_up_is_no_completed_one(write, take, records):
    head = "شناسه پاسخ,زمان شروع,زمان پایان,راضی هستید؟\n"
    rows = [f"{n},۱۴۰۱/۱۰/۰۴ ۱۰:۰۰,{'' if n < 3 else '۱۴۰۱/۱۰/۰۴ ۱۰:۰۵'},بله\n" for n in range(9)]
    take(write("الف.csv", head + "".join(rows)), "porsline", district=12)
    (row,) = records()["campaigns"].to_dict("records")
    assert (row["responded"], row["completed"]) == (9, 6)


def test_messages_and_answers_of_one_name_are_one_campaign(write, take, records):
    take(write("a.csv", deliveries(10, 10)), "kavenegar", district=12)
    take(write("من شهردارم.csv", form(*ROWS)), "google-forms", district=12)
    (row,) = records()["campaigns"].to_dict("records")
    assert (row["sent"], row["delivered"], row["completed"]) == (2, 2, 49)


def test_a_contact_list_leaves_its_counts(write, take, records, kept):
    numbers = "نام,شماره\nالف,09121234567\nب,۰۹۱۲ ۱۲۳ ۴۵۶۷\nپ,+989351234567\nت,02112345678\n"
    for _ in range(2):
        take(write("کارکنان.csv", numbers), "contacts-csv", 12, Month(1401, 10))
    (row,) = records()["contacts"].to_dict("records")
    expected = {"group": "کارکنان", "total": 2, "rows": 4, "valid": 3, "repeated": 1, "invalid": 1}
    assert {key: row[key] for key in expected} == expected
    details = json.loads(kept()["details"][0])
    assert details["operators"] == {"ایرانسل": 1, "همراه اول": 1}
    take(write("کارکنان.csv", numbers + "ث,09217654321\n"), "contacts-csv", 12, Month(1401, 10))
    assert records()["contacts"]["total"].tolist() == [3]


def test_nothing_observed_is_empty_tables_with_their_columns(kept):
    for kind, table in aggregation.records(kept()).items():
        assert table.empty
        assert {"district", "month"} <= set(table), kind


def test_the_columns_are_those_of_the_records_they_are_like(write, take, records):
    take(write("a.json", channel(post(1))), "telegram")
    take(write("b.csv", deliveries(10)), "kavenegar", district=12)
    for kind, lacks in {
        "content": {"action_id", "corrected_at"},
        "channels": {"members", "launched_on"},
        "campaigns": {"clicked"},
    }.items():
        declared = {column.key for column in kinds()[kind].columns}
        assert declared - set(records()[kind]) == lacks
    assert isinstance(records()["content"], pd.DataFrame)
