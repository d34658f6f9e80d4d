"""Each example is counted by hand from the rows above it. The month ends with day 30."""

from datetime import timedelta

from rows import day

from gozaresh.calendar import Month
from gozaresh.indicators import Inputs, compute, find
from gozaresh.indicators.deadlines import overdue
from gozaresh.indicators.meetings import outcomes

DEY = Month(1401, 10)


def met(due=None, closed=None, outcome=None) -> dict:
    return {"held_on": day(1), "due_on": due, "closed_on": closed, "outcome": outcome}


SEVEN_MEETINGS = [
    met(day(14), day(10), "order"),
    met(day(14), day(20), "order"),  # late, and resolved all the same
    met(day(14), day(12), "barred"),
    met(day(14), day(12), "referral"),
    met(day(29)),  # open, due two days before the month was over
    met(day(30) + timedelta(days=5)),  # open, not yet due
    met(None),  # open, without a day
]


def test_resolved_is_orders_over_what_is_closed_or_overdue(cell, submit):
    found = cell("meetings_resolved", submit(12, "1401-10", meetings=SEVEN_MEETINGS))
    assert (found["numerator"], found["denominator"], found["value"]) == (2, 5, 0.4)


def test_the_legally_barred_are_shown_apart(cell, submit):
    found = cell("meetings_barred", submit(12, "1401-10", meetings=SEVEN_MEETINGS))
    assert (found["value"], found["n"]) == (1, 4)  # of four closed


def test_the_files_of_district_17_in_three_years(cell, submit):
    # 1,415 closed: 1,191 with an order and 224 legally barred
    rows = [met(None, day(9), "order")] * 1191 + [met(None, day(9), "barred")] * 224
    found = cell("meetings_resolved", submit(17, "1401-10", meetings=rows), district=17)
    assert (found["numerator"], found["denominator"]) == (1191, 1415)


def test_overdue_is_open_past_its_day_at_the_end_of_the_month(cell, submit):
    submission = submit(12, "1401-10", meetings=SEVEN_MEETINGS)
    assert cell("meetings_overdue", submission)["value"] == 1
    assert cell("meetings_overdue", submission)["n"] == 7
    last_day = submit(12, "1401-10", meetings=[met(day(30))])
    assert cell("meetings_overdue", last_day)["value"] == 1  # the day is over


def test_a_submission_received_before_the_month_is_over_speaks_for_that_moment(inputs, submit):
    whole = inputs(submit(12, "1401-10", meetings=SEVEN_MEETINGS))
    early = whole.submissions.assign(received_at=day(29, 12))
    table = compute(find("meetings_overdue"), Inputs(whole.frames, early, whole.params), [DEY])
    assert table.set_index("district")["value"][12] == 0  # day 29 is not over


def test_meetings_by_what_became_of_them(inputs, submit):
    rows = inputs(submit(12, "1401-10", meetings=SEVEN_MEETINGS)).rows("meetings")
    assert outcomes(rows, DEY.end).to_dict() == {
        "order": 2,
        "barred": 1,
        "referral": 1,
        "unsaid": 0,
        "overdue": 1,
        "open": 2,
    }
    assert outcomes(rows, day(11)).to_dict()["order"] == 1


def test_the_overdue_are_listed_with_their_days_longest_first(inputs, submit):
    rows = [met(day(29)), met(day(10)), met(day(14), day(15))]
    meetings = inputs(submit(12, "1401-10", meetings=rows)).rows("meetings")
    listed = overdue(meetings, "due_on", "closed_on", DEY.end)
    assert listed["days_over"].tolist() == [20, 1]  # of day 30, the last of the month
