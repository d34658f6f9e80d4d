from datetime import date, datetime

from gozaresh.calendar import Month
from gozaresh.quality import completeness, days_late, due_date

DEY = Month(1401, 10)
AT = datetime(2022, 12, 25, 8)
ACTION = {"id": "a", "title": "ت", "category": "green", "completed_at": AT}


def test_completeness_counts_required_and_expected_cells_and_no_others(inputs, submit):
    actions = [ACTION, ACTION | {"id": "b", "location": "شوش", "pattern": "3/x"}]
    gathered = inputs(submit(12, "1401-10", actions=actions), submit(3, "1401-10"))
    counts = completeness(gathered.frames)
    # id, title, category and completed_at are required, location expected: five a row.
    assert counts.loc[(12, "1401-10")].to_dict() == {"filled": 9, "cells": 10}
    assert (3, "1401-10") not in counts.index


def test_completeness_sums_over_kinds(inputs, submit):
    training = {"title": "ت", "held_on": AT, "hours": 2.0, "attendees": 3}
    gathered = inputs(submit(12, "1401-10", actions=[ACTION], trainings=[training]))
    assert completeness(gathered.frames).loc[(12, "1401-10")].to_dict() == {
        "filled": 8,
        "cells": 10,
    }


def test_a_workbook_is_on_time_until_the_end_of_the_day_it_is_due():
    assert due_date(DEY, 5) == date(2023, 1, 25)
    assert days_late(datetime(2023, 1, 25, 23, 59), DEY, 5) == 0
    assert days_late(datetime(2023, 1, 26, 0, 1), DEY, 5) == 1
    assert days_late(date(2023, 2, 4), DEY, 5) == 10
