import subprocess
import sys
import threading
from datetime import datetime

import duckdb
import pytest

from gozaresh.calendar import Month
from gozaresh.errors import StoreError
from gozaresh.records import kinds
from gozaresh.store import Store

DEY = Month(1401, 10)
ACTION = {
    "id": "a",
    "title": "لایروبی کانال",
    "category": "cleaning",
    "completed_at": datetime(2022, 12, 25, 8, 30),
}
ITEM = {"id": "c", "kind": "news", "outlet": "شهر", "title": "ت", "published_at": DEY.end}


@pytest.fixture
def store(tmp_path):
    return Store(f"duckdb:///{tmp_path / 'store.duckdb'}")


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
    assert second.supersedes == 1
    assert store.records(kinds()["actions"], [DEY])["id"].tolist() == ["c"]
    assert store.submissions()["current"].tolist() == [False, True]


def test_months_and_districts_are_kept_apart(store, submit):
    store.add([submit(12, "1401-09", actions=[ACTION]), submit(3, "1401-10", actions=[ACTION])])
    assert store.records(kinds()["actions"], [DEY])["district"].tolist() == [3]
    assert store.submissions([DEY - 1])["district"].tolist() == [12]


def test_an_addition_that_fails_leaves_nothing_behind(store, submit):
    broken = submit(3, "1401-10", actions=[ACTION | {"title": None}])
    broken.frames["actions"].loc[0, "title"] = None
    with pytest.raises(Exception, match="NOT NULL"):
        store.add([submit(12, "1401-10", actions=[ACTION]), broken])
    assert store.submissions().empty


def test_an_empty_store_is_read_as_empty(store):
    assert store.submissions().empty
    assert store.records(kinds()["actions"], [DEY]).empty


def test_a_store_of_a_later_version_is_refused_with_what_to_do(store, submit, tmp_path):
    store.add([submit(12, "1401-10", actions=[ACTION])])
    with duckdb.connect(str(tmp_path / "store.duckdb")) as connection:
        connection.execute("UPDATE schema_version SET version = 99")
    with pytest.raises(StoreError, match=r"version 99.*use the program that wrote"):
        store.add([submit(12, "1401-09", actions=[ACTION])])


HOLD = """
import duckdb, sys
with duckdb.connect(sys.argv[1]) as connection:
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path, store, submit):
    """Another process that holds the store's file until it is told to let go."""
    store.add([submit(1, "1401-10", actions=[ACTION])])
    command = [sys.executable, "-c", HOLD, str(tmp_path / "store.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"held"
        yield process
        process.kill()


def test_a_held_store_says_who_holds_it(store, submit, holder):
    impatient = Store(store.url.render_as_string(), wait=0.2)
    with pytest.raises(StoreError, match=rf"(?s)Another process holds.*{holder.pid}"):
        impatient.add([submit(12, "1401-10", actions=[ACTION])])


def test_a_second_writer_waits_until_the_first_is_done(store, submit, holder):
    letting_go = threading.Timer(0.3, holder.communicate, args=[b"\n"])
    letting_go.start()
    (receipt,) = store.add([submit(12, "1401-10", actions=[ACTION])])
    letting_go.join()
    assert receipt.new
