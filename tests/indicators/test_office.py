"""Training, events, tasks, decisions, data: each example is counted by hand from its rows."""

import math
from datetime import datetime, timedelta

import pandas as pd
import pytest
from rows import day

from frames import frame
from gozaresh.calendar import Month
from gozaresh.indicators import Inputs, compute, find
from gozaresh.indicators.followup import by_role

DEY = Month(1401, 10)
NEXT_WEEK = day(30) + timedelta(days=7)


def course(hours, attendees, staff=None) -> dict:
    return {"title": "خبرنویسی", "hours": hours, "attendees": attendees, "staff": staff}


def test_training_is_person_hours_for_each_of_the_staff(cell, submit):
    rows = [course(2.5, 8, 14), course(4, 2)]
    found = cell("training", submit(12, "1401-10", trainings=rows))
    assert (found["numerator"], found["denominator"], found["value"]) == (28, 14, 2)


def test_a_month_without_training_is_zero_hours_for_the_staff_known_before(cell, submit):
    before, now = submit(12, "1401-09", trainings=[course(2, 7, 14)]), submit(12, "1401-10")
    found = cell("training", now, before)
    assert (found["value"], found["n"]) == (0, 14)
    assert math.isnan(cell("training", now)["value"])  # nobody ever said how many they are


def event(attendance=None, capacity=None, creative=None, score=None) -> dict:
    told = {"attendance": attendance, "capacity": capacity}
    return {"title": "جشن", "type": "festival", "creative": creative, "score": score} | told


FIVE_EVENTS = [
    event(320, 400, True, 4.5),
    event(100, 100, True, 3.0),
    event(50, 200, False, 1.0),
    event(70, None, True),
    event(None, 90),
]


@pytest.mark.parametrize(
    ("key", "numerator", "denominator", "n", "value"),
    [
        ("events", 5, 1, 5, 5),
        ("events_filled", 470, 700, 700, 470 / 700),  # the three that say both
        ("creative", 3, 1, 5, 3),
        ("creative_score", 7.5, 2, 2, 3.75),  # the third creative work has no score
    ],
)
def test_events(cell, submit, key, numerator, denominator, n, value):
    found = cell(key, submit(12, "1401-10", events=FIVE_EVENTS))
    assert (found["numerator"], found["denominator"], found["n"]) == (numerator, denominator, n)
    assert found["value"] == pytest.approx(value)


def due(on, done=None, role="news") -> dict:
    return {"role": role, "task": "خبر", "due_on": on, "done_on": done}


FIVE_TASKS = [
    due(day(10), day(8)),
    due(day(10), day(10)),  # on the last day
    due(day(10), day(11), "media"),  # a day late
    due(day(20), None, "media"),
    due(day(30), NEXT_WEEK),  # done after the month, so not by its end
]


def test_tasks_done_are_those_done_by_their_day(cell, submit):
    found = cell("tasks_done", submit(12, "1401-10", tasks=FIVE_TASKS))
    assert (found["numerator"], found["denominator"], found["value"]) == (2, 5, 0.4)


def test_each_expert_has_a_line_of_their_own():
    roles = by_role(frame("tasks", [*FIVE_TASKS, due(NEXT_WEEK)]), DEY.end)
    assert roles["news"] == {"in_time": 2, "overdue": 1, "ahead": 1}
    assert roles["media"] == {"late": 1, "overdue": 1}
    assert roles["cyberspace"] == {}
    assert next(iter(roles)) == "news"


SIX_DECISIONS = [
    due(day(10), day(8)),
    due(NEXT_WEEK, day(20)),  # done before its day, which is yet to come
    due(day(10), day(12)),  # late
    due(day(10)),  # twenty days over at the end of day 30
    due(day(26)),  # four days over
    due(NEXT_WEEK),  # not yet due
]


@pytest.mark.parametrize(
    ("key", "numerator", "denominator", "n", "value"),
    [
        ("decisions_done", 2, 5, 5, 0.4),
        ("decisions_overdue", 2, 1, 6, 2),
        ("decisions_days_over", 24, 2, 2, 12),
    ],
)
def test_decisions(cell, submit, key, numerator, denominator, n, value):
    rows = [{key: row[key] for key in ("due_on", "done_on")} for row in SIX_DECISIONS]
    found = cell(key, submit(12, "1401-10", decisions=rows))
    assert (found["numerator"], found["denominator"], found["n"]) == (numerator, denominator, n)
    assert found["value"] == value


def test_nothing_overdue_is_none_and_no_days(cell, submit):
    submission = submit(12, "1401-10", decisions=[{"due_on": NEXT_WEEK}])
    assert cell("decisions_overdue", submission)["value"] == 0
    assert math.isnan(cell("decisions_done", submission)["value"])
    assert math.isnan(cell("decisions_days_over", submission)["value"])


def test_data_quality_is_the_filled_cells_of_those_asked_for(cell, submit):
    # tasks ask for role, task and day; of trainings' five cells the last, staff, is blank
    rows = {"tasks": [due(day(10))], "trainings": [course(2, 5) | {"held_on": day(5)}]}
    found = cell("data_quality", submit(12, "1401-10", **rows))
    assert (found["numerator"], found["denominator"], found["value"]) == (7, 8, 0.875)


@pytest.mark.parametrize(
    ("received", "days"),
    [(datetime(2023, 1, 21), 0), (datetime(2023, 1, 25, 23), 0), (datetime(2023, 1, 28, 8), 3)],
)
def test_late_is_counted_from_the_fifth_of_the_month_after(inputs, submit, received, days):
    whole = inputs(submit(12, "1401-10"))
    sent = whole.submissions.assign(received_at=received)  # 5 Bahman is 25 January
    table = compute(find("days_late"), Inputs(whole.frames, sent, whole.params), [DEY])
    assert table.set_index("district")["value"][12] == days


def test_declared_content_that_was_seen_is_found_among_the_observed(inputs, submit):
    whole = inputs(submit(12, "1401-10"))
    compared = pd.DataFrame({"district": 12, "month": "1401-10", "found": [True, True, False]})
    table = compute(
        find("declared_vs_observed"),
        Inputs(whole.frames, whole.submissions, whole.params, compared),
        [DEY],
    ).set_index("district")
    assert table.loc[12, ["numerator", "denominator", "value"]].tolist() == [2, 3, 2 / 3]
    unseen = compute(find("declared_vs_observed"), whole, [DEY]).set_index("district")
    assert math.isnan(unseen.loc[12, "value"])  # nothing of the month was observed
