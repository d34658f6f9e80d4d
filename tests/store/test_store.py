from datetime import datetime

import pytest

from gozaresh.calendar import Month
from gozaresh.errors import StoreError
from gozaresh.records import kinds
from gozaresh.store import Refusal, Store

DEY = Month(1401, 10)
ACTION = {
    "id": "a",
    "title": "لایروبی کانال",
    "category": "cleaning",
    "completed_at": datetime(2022, 12, 25, 8, 30),
}
ITEM = {"id": "c", "kind": "news", "outlet": "شهر", "title": "ت", "published_at": DEY.end}


def test_rows_come_back_as_they_went_in(store, submit):
    store.add([submit(12, "1401-10", actions=[ACTION], content=[ITEM | {"views": 7}, ITEM])])
    actions = store.records(kinds()["actions"], [DEY])
    assert actions.loc[0, ["district", "month", "row", "id"]].tolist() == [12, "1401-10", 3, "a"]
    assert actions.loc[0, "completed_at"] == ACTION["completed_at"]
    assert actions["published_at"].isna().all()
    views = store.records(kinds()["content"], [DEY])["views"]
    assert views.dtype == "Int64"
    assert views.tolist()[0] == 7
    assert views.isna().tolist() == [False, True]


def test_many_rows_come_back_in_their_order(store, submit):
    many = [ITEM | {"id": f"c-{place}", "views": place} for place in range(300)]
    store.add([submit(12, "1401-10", content=many)])
    found = store.records(kinds()["content"], [DEY])
    assert found["id"].tolist() == [row["id"] for row in many]


def test_the_same_file_again_changes_nothing(store, submit):
    submission = submit(12, "1401-10", actions=[ACTION])
    (first,) = store.add([submission])
    (again,) = store.add([submission])
    assert (first.new, again.new, again.submission) == (True, False, first.submission)
    assert len(store.records(kinds()["actions"], [DEY])) == 1
    assert store.known([submission.sha256, "unknown"]) == {submission.sha256}


def test_a_new_file_supersedes_and_the_older_one_stays(store, submit):
    store.add([submit(12, "1401-10", actions=[ACTION, ACTION | {"id": "b"}])])
    (second,) = store.add([submit(12, "1401-10", actions=[ACTION | {"id": "c"}])])
    assert second.supersedes == store.submissions().loc[0, "id"]
    assert store.records(kinds()["actions"], [DEY])["id"].tolist() == ["c"]
    assert store.submissions()["current"].tolist() == [False, True]


def test_months_and_districts_are_kept_apart(store, submit):
    store.add([submit(12, "1401-09", actions=[ACTION]), submit(3, "1401-10", actions=[ACTION])])
    assert store.records(kinds()["actions"], [DEY])["district"].tolist() == [3]
    assert store.submissions([DEY - 1])["district"].tolist() == [12]


def test_an_addition_that_fails_leaves_nothing_behind(store, submit):
    broken = submit(3, "1401-10", actions=[ACTION | {"title": None}])
    broken.frames["actions"].loc[0, "title"] = None
    with pytest.raises(StoreError, match=r"(?i)nothing was changed.*not.null"):
        store.add([submit(12, "1401-10", actions=[ACTION]), broken])
    assert store.submissions().empty


def test_an_empty_store_is_read_as_empty(store):
    assert store.submissions().empty
    assert store.records(kinds()["actions"], [DEY]).empty


def test_reading_an_empty_store_makes_no_file(tmp_path):
    assert Store(f"duckdb:///{tmp_path / 'store.duckdb'}").submissions().empty
    assert list(tmp_path.iterdir()) == []


def test_rows_of_one_district_are_asked_for_alone(store, submit):
    store.add([submit(12, "1401-10", actions=[ACTION]), submit(3, "1401-10", actions=[ACTION])])
    assert store.records(kinds()["actions"], [DEY], district=3)["district"].tolist() == [3]


def test_rows_of_a_superseded_submission_can_still_be_read(store, submit):
    (first,) = store.add([submit(12, "1401-10", actions=[ACTION])])
    store.add([submit(12, "1401-10")])
    with store.reading() as reading:
        assert reading.rows_of(kinds()["actions"], first.submission)["id"].tolist() == ["a"]


def test_rows_are_counted_by_kind_and_submission(store, submit):
    receipts = store.add([submit(12, "1401-10", content=[ITEM] * 3), submit(3, "1401-10")])
    with store.reading() as reading:
        counts = reading.row_counts([receipt.submission for receipt in receipts])
    assert counts.to_dict("records") == [
        {"submission": receipts[0].submission, "kind": "content", "rows": 3}
    ]


def test_a_refused_attempt_is_kept_without_its_rows(store):
    at = datetime(2023, 1, 22, 9, 30)
    placed = Refusal("a.xlsx", "f" * 64, 10, at, faults=4, district=12, month=DEY)
    unplaced = Refusal("b.xlsx", "e" * 64, 10, at, faults=1)
    store.add([], [placed, unplaced])
    with store.reading() as reading:
        both, of_dey = reading.refusals(), reading.refusals([DEY])
    assert both[["file", "faults"]].values.tolist() == [["a.xlsx", 4], ["b.xlsx", 1]]
    assert both["district"].isna().tolist() == [False, True]
    assert of_dey[["district", "month"]].values.tolist() == [[12, "1401-10"]]
