"""How a store is opened: many readers, one writer at a time, and a sentence when it cannot be.

DuckDB locks its file. On PostgreSQL a writer takes an advisory lock, which readers never meet.
Either way a second writer waits, and then says who holds the store.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError

from gozaresh.errors import StoreError
from gozaresh.store.schema import is_ready, prepare

SECONDS_TO_WAIT = 30.0
# Set where analysts work, so that nothing run from a notebook changes what districts submitted.
READ_ONLY = "GOZARESH_READ_ONLY"

T = TypeVar("T")

_BACKENDS = {"duckdb": "duckdb", "postgresql": "postgresql+psycopg"}
_PAUSE = 0.05
_LOCK = 1401
# DuckDB loads a frame ten times as fast as it reads the same rows in VALUES; others ignore this.
_BULK_INSERT = {"duckdb_copy_threshold": 20}


def parse_url(text: str) -> sa.URL:
    """The URL of a DuckDB file or a PostgreSQL database; raise `StoreError` for anything else."""
    try:
        url = sa.make_url(text)
        driver = _BACKENDS[url.get_backend_name()]
    except (ArgumentError, KeyError, ValueError):
        raise StoreError(
            "GOZARESH_STORE is no URL of a store: write duckdb:///path/to/file.duckdb or "
            "postgresql+psycopg://user@host/database."
        ) from None
    return url.set(drivername=driver)


@contextmanager
def reading(url: sa.URL, wait: float) -> Iterator[sa.Connection]:
    """A connection that sees the store as it was at one moment, and changes nothing."""
    if _is_file(url) and not Path(url.database).exists():
        with _connected(sa.make_url("duckdb:///:memory:"), wait) as connection, connection.begin():
            prepare(connection)
            yield connection
        return
    with _connected(url, wait, read_only=True) as connection, connection.begin():
        ready = is_ready(connection)
        if ready:
            yield connection
    if not ready:
        _upgrade(url, wait)
        with _connected(url, wait, read_only=True) as connection, connection.begin():
            yield connection


@contextmanager
def writing(url: sa.URL, wait: float) -> Iterator[sa.Connection]:
    """A connection in a transaction that is the store's only writer until it ends."""
    if os.environ.get(READ_ONLY):
        raise StoreError(
            "The store is only read from JupyterLab: take workbooks in with "
            "`gozaresh ingest PATH` in a terminal outside it."
        )
    if _is_file(url):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    with _connected(url, wait) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            _be_the_only_writer(connection, wait)
        prepare(connection)
        yield connection


@contextmanager
def in_a_sentence(url: sa.URL) -> Iterator[None]:
    """What the database refuses, said as a `StoreError`."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(
            f"The store {url.render_as_string()} refused, and nothing was changed: "
            f"{_first_line(error)}"
        ) from error


def _upgrade(url: sa.URL, wait: float) -> None:
    try:
        with writing(url, wait):
            pass
    except DBAPIError as error:
        raise StoreError(
            f"The store {url.render_as_string()} lacks something that this program reads, and this "
            f"account may not add it ({_first_line(error)}). Let the account that owns the store "
            "run `gozaresh status` once, then apply docs/postgresql.sql again."
        ) from error


def _is_file(url: sa.URL) -> bool:
    return url.get_backend_name() == "duckdb" and url.database not in (None, "", ":memory:")


@contextmanager
def _connected(url: sa.URL, wait: float, *, read_only: bool = False) -> Iterator[sa.Connection]:
    backend = url.get_backend_name()
    arguments: dict[tuple[str, bool], dict] = {
        ("duckdb", True): {"connect_args": {"read_only": True}},
        ("postgresql", True): {"connect_args": _signed(), "isolation_level": "REPEATABLE READ"},
        ("postgresql", False): {"connect_args": _signed()},
    }
    engine = sa.create_engine(
        url,
        poolclass=sa.NullPool,
        execution_options=_BULK_INSERT,
        **arguments.get((backend, read_only), {}),
    )
    try:
        with _patiently(engine, wait) as connection:
            yield connection
    finally:
        engine.dispose()


def _signed() -> dict[str, str]:
    """What another writer is told of us while we hold the store; PostgreSQL keeps 63 letters."""
    return {"application_name": f"gozaresh, process {os.getpid()} on {socket.gethostname()}"[:63]}


def _patiently(engine: sa.Engine, wait: float) -> sa.Connection:
    held: list[DBAPIError] = []

    def connect() -> sa.Connection | None:
        held.clear()
        try:
            return engine.connect()
        except DBAPIError as error:
            if not _is_held(error):
                where = engine.url.render_as_string()
                reason = _first_line(error)
                raise StoreError(f"The store {where} cannot be opened: {reason}") from error
            held.append(error)
            return None

    connection = _retry(connect, wait)
    if connection is None:
        raise StoreError(_held(engine.url, wait, _first_line(held[0]))) from held[0]
    return connection


def _is_held(error: DBAPIError) -> bool:
    """Whether DuckDB's file is open for writing: elsewhere, or in another thread of ours."""
    text = str(error.orig).lower()
    return "lock on file" in text or "different configuration" in text


def _be_the_only_writer(connection: sa.Connection, wait: float) -> None:
    lock = sa.text("SELECT pg_try_advisory_xact_lock(:key)")
    if not _retry(lambda: connection.scalar(lock, {"key": _LOCK}), wait):
        raise StoreError(_held(connection.engine.url, wait, _holder(connection)))


def _holder(connection: sa.Connection) -> str:
    query = sa.text(
        "SELECT application_name, usename, pid, client_addr FROM pg_stat_activity WHERE pid IN ("
        "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = :key AND granted) "
        "AND datname = current_database()"
    )
    row = connection.execute(query, {"key": _LOCK}).first()
    if row is None:
        return "it has only just let go."
    return (
        f"{row.application_name or 'a session'}, account {row.usename}, server process {row.pid}, "
        f"from {row.client_addr or 'the same machine'}."
    )


def _retry(attempt: Callable[[], T | None], wait: float) -> T | None:
    """What `attempt` gives as soon as it gives something, or None when the wait is over."""
    deadline = time.monotonic() + wait
    while not (outcome := attempt()) and time.monotonic() < deadline:
        time.sleep(_PAUSE)
    return outcome


def _held(url: sa.URL, wait: float, who: str) -> str:
    return (
        f"Another process holds the store {url.render_as_string()}, still after {wait:.0f} s: "
        f"{who} Wait for it to end, or end it, and call again."
    )


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0]
