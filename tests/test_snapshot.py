from datetime import datetime
from pathlib import Path

import pytest

from gozaresh.calendar import Month
from gozaresh.errors import SnapshotError
from gozaresh.freezing import freeze
from gozaresh.snapshot import Snapshot
from gozaresh.store import Store

DEY = Month(1401, 10)


def action(key: str = "a") -> dict:
    completed = datetime(2022, 12, 25, 8)
    return {"id": key, "title": "ت", "category": "green", "completed_at": completed}


@pytest.fixture
def store(tmp_path, submit):
    store = Store(f"duckdb:///{tmp_path / 'store.duckdb'}")
    store.add([submit(12, "1401-10", actions=[action()]), submit(3, "1401-09")])
    return store


def test_a_snapshot_holds_the_window_the_indicators_and_the_params(store, params, tmp_path):
    snapshot = freeze(store, DEY, params, tmp_path / "snapshots")
    assert snapshot.month == DEY
    assert len(snapshot.months) == 13
    assert snapshot.params == params
    assert snapshot.submissions["district"].tolist() == [3, 12]
    assert snapshot.records("actions", 12)["id"].tolist() == ["a"]
    assert snapshot.records("actions", 3).empty
    assert len(snapshot.indicators) == 22 * 13 * snapshot.indicators["indicator"].nunique()


def test_the_same_data_is_frozen_once(store, params, tmp_path):
    first = freeze(store, DEY, params, tmp_path / "snapshots")
    again = freeze(store, DEY, params, tmp_path / "snapshots")
    assert first.path == again.path
    assert len(list((tmp_path / "snapshots").iterdir())) == 1


def test_the_same_data_frozen_elsewhere_has_the_same_version(store, params, tmp_path):
    versions = {freeze(store, DEY, params, tmp_path / place).version for place in "ab"}
    assert len(versions) == 1


def test_what_is_ingested_later_does_not_reach_a_snapshot(store, params, tmp_path, submit):
    before = freeze(store, DEY, params, tmp_path / "snapshots")
    store.add([submit(12, "1401-10", actions=[action("b"), action("c")])])
    after = freeze(store, DEY, params, tmp_path / "snapshots")
    assert before.version != after.version
    assert before.records("actions", 12)["id"].tolist() == ["a"]
    assert after.records("actions", 12)["id"].tolist() == ["b", "c"]


def test_a_slice_changes_with_the_districts_own_rows_and_no_others(store, params, tmp_path, submit):
    before = freeze(store, DEY, params, tmp_path / "snapshots")
    store.add([submit(12, "1401-10", actions=[action() | {"title": "عنوانی دیگر"}])])
    after = freeze(store, DEY, params, tmp_path / "snapshots")
    assert before.slice(12) != after.slice(12)
    assert before.slice(3) == after.slice(3)
    assert before.slice() != after.slice()


def test_a_slice_changes_for_all_when_an_indicator_changes(store, params, tmp_path, submit):
    before = freeze(store, DEY, params, tmp_path / "snapshots")
    store.add([submit(12, "1401-10", actions=[action(), action("b")])])
    after = freeze(store, DEY, params, tmp_path / "snapshots")
    assert before.slice(3) != after.slice(3)


def test_a_month_that_nobody_submitted_is_told_the_newest_there_is(store, params, tmp_path):
    with pytest.raises(SnapshotError, match=r"1402-01; the newest month in the store is 1401-10"):
        freeze(store, Month(1402, 1), params, tmp_path)


def test_an_empty_store_says_what_to_do_first(params, tmp_path):
    with pytest.raises(SnapshotError, match="gozaresh ingest"):
        freeze(Store(f"duckdb:///{tmp_path / 'new.duckdb'}"), DEY, params, tmp_path)


def test_a_missing_snapshot_and_an_unknown_kind_are_named(store, params, tmp_path):
    with pytest.raises(SnapshotError, match=r"nowhere\.sqlite"):
        Snapshot(Path("nowhere.sqlite"))
    with pytest.raises(KeyError, match="actions"):
        freeze(store, DEY, params, tmp_path / "s").records("action")
