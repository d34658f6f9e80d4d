"""A newer program takes an older store as it is, and keeps every row of it."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from gozaresh.calendar import Month
from gozaresh.errors import StoreError
from gozaresh.records import Column, kinds
from gozaresh.store import SCHEMA_VERSION, Store, schema, tables

DEY = Month(1401, 10)
VERSION_1 = Path(__file__).with_name("version_1.sql").read_text(encoding="utf-8")
COLUMNS = (
    "SELECT table_name, column_name, data_type FROM information_schema.columns "
    "WHERE table_schema = current_schema() ORDER BY 1, 2"
)


def execute(store: Store, *statements: str) -> list:
    """Run SQL on a store behind its back; return the rows of the last statement."""
    engine = sa.create_engine(store.url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        for statement in statements:
            result = connection.execute(sa.text(statement))
        return result.fetchall() if result.returns_rows else []


@pytest.fixture
def old_store(store) -> Store:
    """A store as version 1 of the schema made it."""
    lines = [line for line in VERSION_1.splitlines() if not line.startswith("--")]
    execute(store, *filter(str.strip, "\n".join(lines).split(";")))
    return store


def read_all(store: Store) -> dict:
    return {name: sorted(map(str, execute(store, f"SELECT * FROM {name}"))) for name in OLD_TABLES}


OLD_TABLES = ("submissions", "actions")


def test_an_older_store_is_upgraded_and_keeps_every_row(old_store, submit):
    before = read_all(old_store)
    assert old_store.records(kinds()["actions"], [DEY])["id"].tolist() == ["park", "canal"]
    assert read_all(old_store) == before
    assert execute(old_store, "SELECT version FROM schema_version") == [(SCHEMA_VERSION,)]
    (receipt,) = old_store.add([submit(12, "1401-10")])
    assert receipt.supersedes == 2
    assert len(old_store.submissions()) == 4


def test_an_upgraded_store_is_made_as_a_new_one_is(old_store, request, tmp_path):
    old_store.submissions()
    backend = old_store.url.get_backend_name()
    fresh = (
        f"duckdb:///{tmp_path / 'fresh.duckdb'}"
        if backend == "duckdb"
        else request.getfixturevalue("new_schema")()
    )
    Store(fresh).add([])
    assert execute(old_store, COLUMNS) == execute(Store(fresh), COLUMNS)


def test_an_upgrade_that_fails_leaves_the_old_store_as_it_was(old_store, monkeypatch):
    before = execute(old_store, COLUMNS)
    broken = (*schema.UPGRADES, ("CREATE TABLE extra (a INTEGER)", "SELECT nonsense"))
    monkeypatch.setattr(schema, "UPGRADES", broken)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 1 + len(broken))
    with pytest.raises(StoreError, match="nonsense"):
        old_store.submissions()
    assert execute(old_store, COLUMNS) == before
    assert execute(old_store, "SELECT version FROM schema_version") == [(1,)]


@pytest.fixture
def declare(monkeypatch):
    """Declare a further column of actions, as one more line in records.yml would."""

    def add(column: Column) -> None:
        actions = kinds()["actions"]
        wider = actions.model_copy(update={"columns": (*actions.columns, column)})
        declared = kinds() | {"actions": wider}
        for module in ("schema", "reading", "store"):
            monkeypatch.setattr(f"gozaresh.store.{module}.kinds", lambda: declared, raising=False)
        tables.cache_clear()

    yield add
    monkeypatch.undo()
    tables.cache_clear()


def test_a_column_declared_later_is_added_empty_and_then_filled(old_store, declare, submit):
    declare(Column(key="cost", title="هزینه", type="count", required=True, example="12"))
    wider = schema.kinds()["actions"]
    assert old_store.records(wider, [DEY])["cost"].isna().tolist() == [True, True]
    submission = submit(
        12, "1401-10", actions=[{"id": "b", "title": "ت", "category": "green"}] * 30
    )
    filled = submission.frames["actions"].assign(
        cost=7, completed_at=DEY.end, id=[f"b-{place}" for place in range(30)]
    )
    submission.frames["actions"] = filled
    old_store.add([submission])
    found = old_store.records(wider, [DEY], district=12)
    assert found["cost"].tolist() == [7] * 30
    assert found["id"].tolist() == filled["id"].tolist()


def test_a_kind_declared_later_is_a_table_added(store):
    store.add([])
    execute(store, "DROP TABLE decisions")
    assert store.records(kinds()["decisions"], [DEY]).empty


def test_a_store_of_a_later_version_is_refused_with_what_to_do(store, submit):
    store.add([submit(12, "1401-10")])
    execute(store, "UPDATE schema_version SET version = 99")
    for use in (store.submissions, lambda: store.add([submit(12, "1401-09")])):
        with pytest.raises(StoreError, match=r"version 99.*use the program that wrote"):
            use()
    assert execute(store, "SELECT count(*) FROM submissions") == [(1,)]
