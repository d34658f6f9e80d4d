"""Observed items in the store: a row an item and district, each item once whatever is imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pandas as pd
import sqlalchemy as sa

from gozaresh.calendar import Month
from gozaresh.observed.items import Attribution, Item

CHUNK = 2000
UPGRADE = (
    """
    CREATE TABLE observed (
        source VARCHAR NOT NULL,
        key VARCHAR(32) NOT NULL,
        district INTEGER,
        evidence VARCHAR,
        about VARCHAR NOT NULL,
        published_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
        title VARCHAR NOT NULL,
        text VARCHAR NOT NULL,
        url VARCHAR,
        kind VARCHAR,
        outlet VARCHAR,
        platform VARCHAR,
        channel VARCHAR,
        details VARCHAR NOT NULL
    )
    """,
    "CREATE INDEX ix_observed_key ON observed (key)",
)
_SQL_TYPES = {
    "source": "VARCHAR",
    "key": "VARCHAR",
    "district": "INTEGER",
    "evidence": "VARCHAR",
    "about": "VARCHAR",
    "published_at": "TIMESTAMP",
    "title": "VARCHAR",
    "text": "VARCHAR",
    "url": "VARCHAR",
    "kind": "VARCHAR",
    "outlet": "VARCHAR",
    "platform": "VARCHAR",
    "channel": "VARCHAR",
    "details": "VARCHAR",
}


@dataclass
class Tally:
    """How many items were new, known already, or known with something changed, as views."""

    new: int = 0
    known: int = 0
    changed: int = 0


def table(metadata: sa.MetaData) -> sa.Table:
    """`observed`; an item of no known district has one row, and its district is missing."""
    return sa.Table(
        "observed",
        metadata,
        sa.Column("source", sa.String, nullable=False),
        sa.Column("key", sa.String(32), nullable=False, index=True),
        sa.Column("district", sa.Integer),
        sa.Column("evidence", sa.String),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("published_at", sa.DateTime, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("url", sa.String),
        sa.Column("kind", sa.String),
        sa.Column("outlet", sa.String),
        sa.Column("platform", sa.String),
        sa.Column("channel", sa.String),
        sa.Column("details", sa.String, nullable=False),
    )


def keep(
    connection: sa.Connection, observed: sa.Table, source: str, items: Iterable[Item]
) -> Tally:
    """Insert what is new of a source, bring changed details up to date, and count."""
    tally = Tally()
    for chunk in _chunks(items):
        newest = {item.key: item for item in chunk}
        tally.known += len(chunk) - len(newest)
        there = _details(connection, observed, source, newest)
        new = [item for key, item in newest.items() if key not in there]
        changed = [
            item for key, item in newest.items() if there.get(key, item.details) != item.details
        ]
        if new:
            _insert(connection, [row for item in new for row in _rows(source, item)])
        if changed:
            _update(connection, observed, source, changed)
        tally.new += len(new)
        tally.changed += len(changed)
        tally.known += len(newest) - len(new) - len(changed)
    return tally


def select(observed: sa.Table, months: Iterable[Month]) -> sa.Select[Any]:
    """Observed rows of the months given, oldest first."""
    months = sorted(months)
    when = observed.c.published_at
    first, end = pd.Timestamp(months[0].first_day), months[-1].end
    order = (when, observed.c.source, observed.c.key, observed.c.district)
    return sa.select(observed).where(when >= first.to_pydatetime(), when < end).order_by(*order)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _details(
    connection: sa.Connection, observed: sa.Table, source: str, keys: Iterable[str]
) -> dict[str, str]:
    query = sa.select(observed.c.key, observed.c.details)
    query = query.where(observed.c.source == source, observed.c.key.in_(list(keys)))
    return {row.key: row.details for row in connection.execute(query)}


def _insert(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    """Insert columns, not rows: on DuckDB a transaction holds on to every frame it is given."""
    columns = {name: [row[name] for row in rows] for name in _SQL_TYPES}
    values = ", ".join(f"unnest(CAST(:{name} AS {sql}[]))" for name, sql in _SQL_TYPES.items())
    insert = f"INSERT INTO observed ({', '.join(_SQL_TYPES)}) SELECT {values}"
    connection.execute(sa.text(insert), columns)


def _update(
    connection: sa.Connection, observed: sa.Table, source: str, changed: list[Item]
) -> None:
    statement = (
        observed.update()
        .where(observed.c.source == source, observed.c.key == sa.bindparam("changed_key"))
        .values(details=sa.bindparam("changed_details"))
    )
    rows = [{"changed_key": item.key, "changed_details": item.details} for item in changed]
    connection.execute(statement, rows)


def _rows(source: str, item: Item) -> Iterator[dict[str, Any]]:
    row = {
        "source": source,
        "key": item.key,
        "about": item.about.value,
        "published_at": item.published_at,
        "title": item.title,
        "text": item.text,
        "url": item.url,
        "kind": item.kind,
        "outlet": item.outlet,
        "platform": item.platform,
        "channel": item.channel,
        "details": item.details,
    }
    for each in item.districts or (Attribution(None, None),):
        yield row | {"district": each.district, "evidence": each.evidence}
