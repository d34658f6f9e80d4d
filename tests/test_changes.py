from datetime import datetime

import pandas as pd

from gozaresh.changes import changes

AT = datetime(2022, 12, 25, 8)


def action(key: str, **more) -> dict:
    return {"id": key, "title": "ت", "category": "green", "completed_at": AT} | more


def meeting(subject: str, **more) -> dict:
    return {"held_on": AT, "subject": subject} | more


def between(submit, before: dict, after: dict) -> list[tuple]:
    one, other = submit(12, "1401-10", **before), submit(12, "1401-10", **after)
    return list(changes(one.frames, other.frames).itertuples(index=False, name=None))


def test_rows_added_removed_and_each_changed_cell_are_named(submit):
    before = {"actions": [action("a"), action("b", location="شوش")]}
    after = {"actions": [action("b", location="مولوی", outlet="شهر"), action("c")]}
    assert between(submit, before, after) == [
        ("actions", "a", "removed", None, None, None),
        ("actions", "c", "added", None, None, None),
        ("actions", "b", "changed", "location", "شوش", "مولوی"),
        ("actions", "b", "changed", "outlet", None, "شهر"),
    ]


def test_a_sheet_that_was_only_sorted_has_not_changed(submit):
    before = {"actions": [action("a"), action("b")], "meetings": [meeting("x"), meeting("y")]}
    after = {kind: rows[::-1] for kind, rows in before.items()}
    assert between(submit, before, after) == []


def test_rows_without_an_identifier_are_told_apart_by_what_is_required(submit):
    before = {"meetings": [meeting("x"), meeting("x")]}
    after = {"meetings": [meeting("x", unit="فنی"), meeting("x"), meeting("x")]}
    identity = "۱۴۰۱/۱۰/۰۴ · x"
    assert between(submit, before, after) == [
        ("meetings", identity, "added", None, None, None),
        ("meetings", identity, "changed", "unit", None, "فنی"),
    ]


def test_a_kind_that_is_not_there_counts_as_empty(submit):
    frames = submit(12, "1401-10", actions=[action("a")]).frames
    assert changes({}, frames)["change"].tolist() == ["added"]
    assert changes(frames, {})["change"].tolist() == ["removed"]
    assert isinstance(changes({}, {}), pd.DataFrame)
