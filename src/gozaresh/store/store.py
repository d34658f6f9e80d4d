"""The store itself: submissions in, frames out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa

from gozaresh.calendar import Month
from gozaresh.intake import Submission
from gozaresh.observed.items import Item
from gozaresh.records import Kind, kinds
from gozaresh.store import observed, opening
from gozaresh.store.reading import Reading
from gozaresh.store.schema import tables


@dataclass(frozen=True)
class Receipt:
    """What became of a submission: its id, and whether it was new or already in the store."""

    submission: int
    new: bool
    supersedes: int | None
    rows: dict[str, int]


@dataclass(frozen=True)
class Refusal:
    """An attempt that was refused: which file, when, how many faults, and none of its rows.

    `district` and `month` are None where the file did not say them.
    """

    file: str
    sha256: str
    size: int
    refused_at: datetime
    faults: int
    district: int | None = None
    month: Month | None = None


class Store:
    """One store, opened for as long as a single call needs it and no longer.

    `url` names a DuckDB file or a PostgreSQL database. A call that finds the store held by
    another writer waits `wait` seconds, then raises `StoreError`, which says who holds it.
    """

    def __init__(self, url: str, wait: float = opening.SECONDS_TO_WAIT) -> None:
        self.url = opening.parse_url(url)
        self.wait = wait

    def add(
        self, submissions: Iterable[Submission], refusals: Iterable[Refusal] = ()
    ) -> list[Receipt]:
        """Take submissions, all or none; a file that is already in the store changes nothing.

        Refused attempts are noted beside them. Returns a receipt for each submission.
        """
        submissions, refusals = list(submissions), list(refusals)
        opened = opening.writing(self.url, self.wait)
        with opening.in_a_sentence(self.url), opened as connection:
            receipts = [_add_one(connection, submission) for submission in submissions]
            _insert_rows(connection, submissions, receipts)
            for refusal in refusals:
                _note(connection, refusal)
        return receipts

    def observe(self, source: str, items: Iterable[Item]) -> observed.Tally:
        """Take observed items of a source, all or none: what `items` raises undoes them.

        An item that is already there stays as it is, but for details that have changed since.
        """
        opened = opening.writing(self.url, self.wait)
        with opening.in_a_sentence(self.url), opened as connection:
            return observed.keep(connection, tables().tables["observed"], source, items)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Several reads of the store as it is at this moment, whatever is ingested meanwhile."""
        opened = opening.reading(self.url, self.wait)
        with opening.in_a_sentence(self.url), opened as connection:
            yield Reading(connection)

    def known(self, sha256s: Iterable[str]) -> set[str]:
        """As `Reading.known`."""
        with self.reading() as reading:
            return reading.known(sha256s)

    def submissions(self, months: Iterable[Month] | None = None) -> pd.DataFrame:
        """As `Reading.submissions`."""
        with self.reading() as reading:
            return reading.submissions(months)

    def records(
        self, kind: Kind, months: Iterable[Month], district: int | None = None
    ) -> pd.DataFrame:
        """As `Reading.records`."""
        with self.reading() as reading:
            return reading.records(kind, months, district)


def _add_one(connection: sa.Connection, submission: Submission) -> Receipt:
    table = tables().tables["submissions"]
    rows = {key: len(frame) for key, frame in submission.frames.items()}
    same = connection.scalar(sa.select(table.c.id).where(table.c.sha256 == submission.sha256))
    if same is not None:
        return Receipt(same, new=False, supersedes=None, rows=rows)
    older = _current(connection, submission.district, submission.month)
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


def _current(connection: sa.Connection, district: int | None, month: Month | None) -> int | None:
    submissions = tables().tables["submissions"].c
    newest = sa.select(sa.func.max(submissions.id))
    return connection.scalar(
        newest.where(submissions.district == district, submissions.month == str(month))
    )


def _note(connection: sa.Connection, refusal: Refusal) -> None:
    attempt = vars(refusal) | {
        "month": str(refusal.month) if refusal.month else None,
        "after_submission": _current(connection, refusal.district, refusal.month),
    }
    connection.execute(tables().tables["refusals"].insert(), attempt)


def _plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.astype(object).where(frame.notna(), None).to_dict("records")
