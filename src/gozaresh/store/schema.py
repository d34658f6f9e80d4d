"""The store's tables, and how an older store becomes one of this version."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa

from gozaresh.errors import StoreError
from gozaresh.records import ColumnType, Kind, kinds
from gozaresh.store import observed

# What each version added to the one before it, oldest first, in SQL that both databases take.
# A step is never edited once a store may have been made by it. The tables and columns that
# records.yml declares need no step: what is missing of them is added whenever a writer opens.
UPGRADES: tuple[tuple[str, ...], ...] = (
    (
        "CREATE SEQUENCE refusal_ids",
        """
        CREATE TABLE refusals (
            id INTEGER DEFAULT nextval('refusal_ids') NOT NULL,
            district INTEGER,
            month VARCHAR(7),
            file VARCHAR NOT NULL,
            sha256 VARCHAR(64) NOT NULL,
            size BIGINT NOT NULL,
            refused_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
            faults INTEGER NOT NULL,
            after_submission INTEGER,
            PRIMARY KEY (id)
        )
        """,
    ),
    observed.UPGRADE,
)
SCHEMA_VERSION = 1 + len(UPGRADES)

_SQL_TYPES: dict[ColumnType, Any] = {
    ColumnType.COUNT: sa.BigInteger,
    ColumnType.AMOUNT: sa.Double,
    ColumnType.YES_NO: sa.Boolean,
    ColumnType.DATE: sa.DateTime,
    ColumnType.INSTANT: sa.DateTime,
}


@cache
def tables() -> sa.MetaData:
    """The schema: `submissions`, `refusals`, `observed`, a table a kind, and its own version."""
    metadata = sa.MetaData()
    sa.Table("schema_version", metadata, sa.Column("version", sa.Integer, nullable=False))
    sa.Table(
        "submissions",
        metadata,
        _numbered("submission_ids", metadata),
        sa.Column("district", sa.Integer, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("file", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.DateTime, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
    )
    sa.Table(
        "refusals",
        metadata,
        _numbered("refusal_ids", metadata),
        sa.Column("district", sa.Integer),
        sa.Column("month", sa.String(7)),
        sa.Column("file", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("refused_at", sa.DateTime, nullable=False),
        sa.Column("faults", sa.Integer, nullable=False),
        sa.Column("after_submission", sa.Integer),
    )
    observed.table(metadata)
    for kind in kinds().values():
        sa.Table(kind.key, metadata, *_kind_columns(kind))
    return metadata


def _numbered(sequence: str, metadata: sa.MetaData) -> sa.Column:
    ids = sa.Sequence(sequence, metadata=metadata)
    return sa.Column("id", sa.Integer, ids, server_default=ids.next_value(), primary_key=True)


def _kind_columns(kind: Kind) -> Iterator[sa.Column]:
    yield sa.Column("submission", sa.Integer, nullable=False, index=True)
    yield sa.Column("row", sa.Integer, nullable=False)
    for column in kind.columns:
        sql_type = _SQL_TYPES.get(column.type, sa.String)
        yield sa.Column(column.key, sql_type, nullable=not column.required)


def is_ready(connection: sa.Connection) -> bool:
    """Whether the store has all that this program reads; raise `StoreError` for a later version."""
    there = _columns_there(connection)
    return _version(connection, there) == SCHEMA_VERSION and not list(_missing(there))


def prepare(connection: sa.Connection) -> None:
    """Make an empty store, or bring an older one to this version, in the caller's transaction."""
    there = _columns_there(connection)
    version = _version(connection, there)
    if version == 0:
        tables().create_all(connection)
        connection.execute(tables().tables["schema_version"].insert(), {"version": SCHEMA_VERSION})
        return
    for statements in UPGRADES[version - 1 :]:
        for statement in statements:
            connection.execute(sa.text(statement))
    for missing in _missing(there):
        _add(connection, missing)
    if version < SCHEMA_VERSION:
        connection.execute(
            tables().tables["schema_version"].update().values(version=SCHEMA_VERSION)
        )


def _columns_there(connection: sa.Connection) -> dict[str, set[str]]:
    query = sa.text(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema()"
    )
    there: dict[str, set[str]] = {}
    for table, column in connection.execute(query):
        there.setdefault(table, set()).add(column)
    return there


def _version(connection: sa.Connection, there: dict[str, set[str]]) -> int:
    if "schema_version" not in there:
        return 0
    version = connection.scalar(sa.select(tables().tables["schema_version"].c.version))
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"The store has schema version {version}, this program version {SCHEMA_VERSION}: "
            "use the program that wrote the store, or a newer one."
        )
    return version


def _missing(there: dict[str, set[str]]) -> Iterator[sa.Table | sa.Column]:
    for table in (tables().tables[key] for key in kinds()):
        if table.name not in there:
            yield table
            continue
        yield from (column for column in table.c if column.name not in there[table.name])


def _add(connection: sa.Connection, missing: sa.Table | sa.Column) -> None:
    if isinstance(missing, sa.Table):
        missing.create(connection)
        return
    # The rows of earlier months have nothing to put there, so an added column may stay empty.
    names = connection.dialect.identifier_preparer
    sql_type = missing.type.compile(dialect=connection.dialect)
    table, column = names.format_table(missing.table), names.format_column(missing)
    connection.execute(sa.text(f"ALTER TABLE {table} ADD COLUMN {column} {sql_type}"))


def is_current() -> sa.ColumnElement[bool]:
    """A condition on `submissions`: the newest of its district and month."""
    submissions = tables().tables["submissions"]
    newest = sa.select(sa.func.max(submissions.c.id)).group_by(
        submissions.c.district, submissions.c.month
    )
    return submissions.c.id.in_(newest)
