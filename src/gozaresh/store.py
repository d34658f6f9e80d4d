"""The store: every submission ever taken, in one SQL database behind one SQLAlchemy URL.

A submission is kept whole and never overwritten; the newest of a district and month is current,
the older ones stay. DuckDB lets one process write at a time: a second one waits, then says who
holds the file.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from gozaresh.calendar import Month
from gozaresh.errors import StoreError
from gozaresh.intake import Submission
from gozaresh.params import data_folder
from gozaresh.records import ColumnType, Kind, kinds

SCHEMA_VERSION = 1
SECONDS_TO_WAIT = 30.0

# DuckDB loads a frame ten times as fast as it reads the same rows in VALUES; others ignore this.
_BULK_INSERT = {"duckdb_copy_threshold": 20}

_SQL_TYPES: dict[ColumnType, Any] = {
    ColumnType.COUNT: sa.BigInteger,
    ColumnType.AMOUNT: sa.Double,
    ColumnType.YES_NO: sa.Boolean,
    ColumnType.DATE: sa.DateTime,
    ColumnType.INSTANT: sa.DateTime,
}
_FRAME_TYPES: dict[ColumnType, str] = {
    ColumnType.COUNT: "Int64",
    ColumnType.AMOUNT: "Float64",
    ColumnType.YES_NO: "boolean",
    ColumnType.DATE: "datetime64[us]",
    ColumnType.INSTANT: "datetime64[us]",
}


@dataclass(frozen=True)
class Receipt:
    """What became of a submission: its id, and whether it was new or already in the store."""

    submission: int
    new: bool
    supersedes: int | None
    rows: dict[str, int]


def default_url(root: Path) -> str:
    """`GOZARESH_STORE`, or a DuckDB file in the data folder."""
    return os.environ.get("GOZARESH_STORE") or f"duckdb:///{data_folder(root) / 'gozaresh.duckdb'}"


@cache
def tables() -> sa.MetaData:
    """The schema: `submissions`, a table a kind of record, and the schema's version."""
    metadata = sa.MetaData()
    ids = sa.Sequence("submission_ids", metadata=metadata)
    sa.Table("schema_version", metadata, sa.Column("version", sa.Integer, nullable=False))
    sa.Table(
        "submissions",
        metadata,
        sa.Column("id", sa.Integer, ids, server_default=ids.next_value(), primary_key=True),
        sa.Column("district", sa.Integer, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("file", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.DateTime, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
    )
    for kind in kinds().values():
        sa.Table(kind.key, metadata, *_kind_columns(kind))
    return metadata


def _kind_columns(kind: Kind) -> Iterator[sa.Column]:
    yield sa.Column("submission", sa.Integer, nullable=False, index=True)
    yield sa.Column("row", sa.Integer, nullable=False)
    for column in kind.columns:
        sql_type = _SQL_TYPES.get(column.type, sa.String)
        yield sa.Column(column.key, sql_type, nullable=not column.required)


class Store:
    """One store, opened for as long as a single call needs it and no longer."""

    def __init__(self, url: str, wait: float = SECONDS_TO_WAIT) -> None:
        self.url = sa.make_url(url)
        self.wait = wait
        self._is_file = self.url.get_backend_name() == "duckdb"
        if self._is_file and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)

    def add(self, submissions: Iterable[Submission]) -> list[Receipt]:
        """Take submissions, all or none; a file that is already in the store changes nothing."""
        submissions = list(submissions)
        with self._begin() as connection:
            receipts = [_add_one(connection, submission) for submission in submissions]
            _insert_rows(connection, submissions, receipts)
        return receipts

    def known(self, sha256s: Iterable[str]) -> set[str]:
        """Those of the given file hashes that the store already has."""
        hashes = tables().tables["submissions"].c.sha256
        with self._begin(read_only=True) as connection:
            return set(connection.scalars(sa.select(hashes))) & set(sha256s)

    def submissions(self, months: Iterable[Month] | None = None) -> pd.DataFrame:
        """Every submission of the months given, or of all, oldest first.

        Columns: id, district, month, file, sha256, size, received_at, sample, current.
        """
        query = sa.select(*tables().tables["submissions"].c, _is_current().label("current"))
        if months is not None:
            query = query.where(query.selected_columns.month.in_([str(month) for month in months]))
        with self._begin(read_only=True) as connection:
            frame = pd.read_sql(query.order_by("id"), connection)
        return frame.astype({"received_at": "datetime64[us]", "sample": bool, "current": bool})

    def records(self, kind: Kind, months: Iterable[Month]) -> pd.DataFrame:
        """Rows of one kind in current submissions: district, month, row, the kind's columns."""
        rows, submissions = tables().tables[kind.key], tables().tables["submissions"]
        query = (
            sa.select(submissions.c.district, submissions.c.month, *list(rows.c)[1:])
            .join(submissions, rows.c.submission == submissions.c.id)
            .where(_is_current(), submissions.c.month.in_([str(month) for month in months]))
            .order_by(submissions.c.month, submissions.c.district, rows.c.row)
        )
        with self._begin(read_only=True) as connection:
            frame = pd.read_sql(query, connection)
        return frame.astype({column.key: _frame_type(column.type) for column in kind.columns})

    @contextmanager
    def _begin(self, read_only: bool = False) -> Iterator[sa.Connection]:
        read_only = read_only and self._is_file and Path(self.url.database or "").exists()
        options = {"connect_args": {"read_only": True}} if read_only else {}
        engine = sa.create_engine(
            self.url, poolclass=sa.NullPool, execution_options=_BULK_INSERT, **options
        )
        try:
            with _patiently(engine, self.wait) as connection:
                if not read_only:
                    with connection.begin():
                        _prepare(connection)
                with connection.begin():
                    yield connection
        finally:
            engine.dispose()


def _frame_type(column_type: ColumnType) -> str:
    return _FRAME_TYPES.get(column_type, "str")


def _patiently(engine: sa.Engine, wait: float) -> sa.Connection:
    deadline = time.monotonic() + wait
    while True:
        try:
            return engine.connect()
        except DBAPIError as error:
            held = "lock" in str(error.orig).lower()
            if not held or time.monotonic() > deadline:
                raise StoreError(_why_closed(engine.url, error, wait if held else None)) from error
        time.sleep(0.05)


def _why_closed(url: sa.URL, error: DBAPIError, waited: float | None) -> str:
    reason = str(error.orig).strip().splitlines()[0]
    if waited is None:
        return f"The store {url.render_as_string()} cannot be opened: {reason}"
    return (
        f"Another process holds the store {url.database}, still after {waited:.0f} s: {reason} "
        "Wait for it to end, or end it, and call again."
    )


def _prepare(connection: sa.Connection) -> None:
    if not sa.inspect(connection).has_table("schema_version"):
        tables().create_all(connection)
        connection.execute(tables().tables["schema_version"].insert(), {"version": SCHEMA_VERSION})
        return
    version = connection.scalar(sa.select(tables().tables["schema_version"].c.version))
    if version != SCHEMA_VERSION:
        raise StoreError(
            f"The store has schema version {version}, this program version {SCHEMA_VERSION}: "
            "use the program that wrote the store, or ingest the workbooks into a new one."
        )


def _is_current() -> sa.ColumnElement[bool]:
    submissions = tables().tables["submissions"]
    newest = sa.select(sa.func.max(submissions.c.id)).group_by(
        submissions.c.district, submissions.c.month
    )
    return submissions.c.id.in_(newest)


def _add_one(connection: sa.Connection, submission: Submission) -> Receipt:
    table = tables().tables["submissions"]
    rows = {key: len(frame) for key, frame in submission.frames.items()}
    same = connection.scalar(sa.select(table.c.id).where(table.c.sha256 == submission.sha256))
    if same is not None:
        return Receipt(same, new=False, supersedes=None, rows=rows)
    older = connection.scalar(
        sa.select(sa.func.max(table.c.id)).where(
            table.c.district == submission.district, table.c.month == str(submission.month)
        )
    )
    number = connection.scalar(table.insert().returning(table.c.id), _origin(submission))
    return Receipt(number, new=True, supersedes=older, rows=rows)


def _insert_rows(
    connection: sa.Connection, submissions: list[Submission], receipts: list[Receipt]
) -> None:
    """Insert kind by kind, not file by file: a statement a kind is several times as fast."""
    for key in kinds():
        frames = [
            submission.frames[key].assign(submission=receipt.submission)
            for submission, receipt in zip(submissions, receipts, strict=True)
            if receipt.new and receipt.rows.get(key)
        ]
        if frames:
            connection.execute(tables().tables[key].insert(), _plain_rows(pd.concat(frames)))


def _origin(submission: Submission) -> dict[str, Any]:
    return {
        "district": submission.district,
        "month": str(submission.month),
        "file": submission.file,
        "sha256": submission.sha256,
        "size": submission.size,
        "received_at": submission.received_at,
        "sample": submission.sample,
    }


def _plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.astype(object).where(frame.notna(), None).to_dict("records")
