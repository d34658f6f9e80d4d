"""Each example is counted by hand from the rows above it."""

import math

import pandas as pd
from rows import day

from frames import frame
from gozaresh.indicators.naming import funnel, rejected, stage_days


def proposal(name: str, stage: str, stage_on=None, proposed=None) -> dict:
    return {
        "current_name": "بی‌نام",
        "proposed_name": name,
        "proposed_on": proposed or day(1),
        "stage": stage,
        "stage_on": stage_on,
    }


SIX_PROPOSALS = [
    proposal("یاس", "proposal"),
    proposal("لاله", "commission"),
    proposal("نرگس", "council"),
    proposal("سوسن", "notified"),
    proposal("نسترن", "installed"),
    proposal("شقایق", "rejected"),
]


def test_decided_is_notified_installed_or_rejected(cell, submit):
    found = cell("naming_decided", submit(12, "1401-10", naming=SIX_PROPOSALS))
    assert (found["numerator"], found["denominator"], found["value"]) == (3, 6, 0.5)


def test_a_funnel_counts_all_who_came_as_far_and_the_rejected_apart():
    stages = funnel(frame("naming", SIX_PROPOSALS))
    assert stages.index.tolist() == ["proposal", "commission", "council", "notified", "installed"]
    assert stages["reached"].tolist() == [5, 4, 3, 2, 1]
    assert stages["standing"].tolist() == [1, 1, 1, 1, 1]
    assert rejected(frame("naming", SIX_PROPOSALS)) == 1


def test_days_per_stage_are_between_two_stages_that_follow_each_other():
    months = [
        proposal("یاس", "commission", day(11)),  # ten days after it was proposed
        proposal("یاس", "council", day(25)),  # fourteen more
        proposal("لاله", "commission", day(21)),  # twenty days
        proposal("نرگس", "notified", day(28)),  # its council was not seen
        proposal("سوسن", "commission", day(5)),  # four days
        proposal("سوسن", "commission", day(5)),  # the same, seen again a month later
    ]
    rows = frame("naming", months).assign(district=12)
    steps = stage_days(rows)
    assert steps["n"].to_dict() == {"commission": 3, "council": 1, "notified": 0, "installed": 0}
    assert steps["days"]["commission"] == 10  # of 4, 10, 20
    assert steps["days"]["council"] == 14
    assert math.isnan(steps["days"]["notified"])


def test_without_proposals_there_are_no_days():
    steps = stage_days(frame("naming", []).assign(district=pd.Series(dtype="int64")))
    assert steps["n"].sum() == 0
    assert steps["days"].isna().all()
