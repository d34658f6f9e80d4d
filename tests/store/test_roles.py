"""docs/postgresql.sql: what a reader and a district's own account may see and do."""

import psycopg
import pytest
import sqlalchemy as sa

from gozaresh.calendar import Month
from gozaresh.errors import StoreError
from gozaresh.params import find_root
from gozaresh.records import kinds
from gozaresh.store import Refusal, Store, tables

DEY = Month(1401, 10)
ROLES = (find_root() / "docs" / "postgresql.sql").read_text(encoding="utf-8")
ACTION = {"id": "a", "title": "ت", "category": "green", "completed_at": DEY.end}
ACCOUNTS = {"analyst": "gozaresh_reader", "gozaresh_district_12": "gozaresh_district"}


@pytest.fixture
def store(new_schema, submit) -> Store:
    """A store of two districts with the roles of the documentation and an account of each."""
    store = Store(new_schema())
    attempts = [Refusal("r.xlsx", "f" * 64, 1, DEY.end, 2, district, DEY) for district in (3, 12)]
    store.add(
        [submit(12, "1401-10", actions=[ACTION]), submit(3, "1401-10", actions=[ACTION] * 2)],
        [*attempts, Refusal("nobody.xlsx", "e" * 64, 1, DEY.end, 1)],
    )
    as_owner(store, ROLES)
    for account, role in ACCOUNTS.items():
        as_owner(store, make_account(account, role))
    return store


def as_owner(store: Store, script: str) -> None:
    url = store.url
    with psycopg.connect(
        user=url.username,
        dbname=url.database,
        host=url.query["host"],
        options=url.query["options"],
    ) as connection:
        connection.execute(script)


def make_account(name: str, role: str) -> str:
    return f"""DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}')
        THEN CREATE ROLE {name} LOGIN IN ROLE {role}; END IF; END $$"""


def as_account(store: Store, account: str) -> Store:
    return Store(store.url.set(username=account).render_as_string(), wait=0.2)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_no_account_but_the_owner_writes_anything(store, submit, account):
    other = as_account(store, account)
    with pytest.raises(StoreError, match="nothing was changed: permission denied"):
        other.add([submit(12, "1401-09", actions=[ACTION])])
    engine = sa.create_engine(other.url, poolclass=sa.NullPool)
    for table in tables().tables:
        for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}", f"DROP TABLE {table}"):
            with (
                engine.connect() as connection,
                pytest.raises(sa.exc.ProgrammingError, match=r"permission denied|must be owner"),
            ):
                connection.execute(sa.text(statement))
    assert len(store.submissions()) == 2


def test_a_reader_sees_everything(store):
    reader = as_account(store, "analyst")
    assert reader.submissions()["district"].tolist() == [12, 3]
    assert len(reader.records(kinds()["actions"], [DEY])) == 3
    with reader.reading() as reading:
        assert len(reading.refusals()) == 3


def test_a_districts_own_account_sees_only_its_rows(store):
    own = as_account(store, "gozaresh_district_12")
    assert own.submissions()["district"].tolist() == [12]
    for kind in kinds().values():
        assert set(own.records(kind, [DEY])["district"]) <= {12}
    engine = sa.create_engine(own.url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        count = "SELECT count(*) FROM "
        assert connection.scalar(sa.text(f"{count} actions")) == 1
        assert connection.scalar(sa.text(f"{count} actions WHERE submission = 2")) == 0
        assert connection.scalar(sa.text(f"{count} refusals")) == 1


def test_the_rows_of_every_kind_of_record_are_closed_to_other_districts(store):
    """Every table that has rows of districts, so also of a kind that is declared tomorrow."""
    engine = sa.create_engine(store.url, poolclass=sa.NullPool)
    query = sa.text(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r' "
        "AND relnamespace = current_schema()::regnamespace"
    )
    with engine.connect() as connection:
        assert set(connection.scalars(query)) == set(tables().tables) - {"schema_version"}


def test_the_roles_can_be_applied_again_and_close_what_an_upgrade_added(store):
    engine = sa.create_engine(store.url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE decisions"))
    own = as_account(store, "gozaresh_district_12")
    with pytest.raises(StoreError, match=r"may not add it.*docs/postgresql\.sql"):
        own.submissions()
    store.submissions()
    with pytest.raises(StoreError, match=r"docs/postgresql\.sql"):
        own.submissions()
    as_owner(store, ROLES)
    assert own.submissions()["district"].tolist() == [12]
