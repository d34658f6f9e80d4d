"""What can be read from a store, all of it as of one moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd
import sqlalchemy as sa

from gozaresh.calendar import Month
from gozaresh.records import Kind, kinds
from gozaresh.store import observed
from gozaresh.store.schema import is_current, tables

_REFUSAL_TYPES = {
    "district": "Int64",
    "month": "str",
    "refused_at": "datetime64[us]",
    "after_submission": "Int64",
}
_OBSERVED_TYPES = {"district": "Int64", "published_at": "datetime64[us]"} | dict.fromkeys(
    ("evidence", "title", "text", "url", "kind", "outlet", "platform", "channel", "details"), "str"
)


class Reading:
    """One look at the store: whatever is ingested meanwhile, all that it gives fits together."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._submissions = tables().tables["submissions"]

    def known(self, sha256s: Iterable[str]) -> set[str]:
        """Those of the given file hashes that the store already has."""
        hashes = self._submissions.c.sha256
        query = sa.select(hashes).where(hashes.in_(list(sha256s)))
        return set(self._connection.scalars(query))

    def submissions(self, months: Iterable[Month] | None = None) -> pd.DataFrame:
        """Every submission of the months given, or of all, oldest first.

        Columns: id, district, month, file, sha256, size, received_at, sample, current.
        """
        query = sa.select(*self._submissions.c, is_current().label("current"))
        if months is not None:
            query = query.where(_in(self._submissions.c.month, months))
        frame = pd.read_sql(query.order_by("id"), self._connection)
        return frame.astype({"received_at": "datetime64[us]", "sample": bool, "current": bool})

    def refusals(self, months: Iterable[Month] | None = None) -> pd.DataFrame:
        """Every refused attempt of the months given, or of all, oldest first.

        Columns: id, district, month, file, sha256, size, refused_at, faults, after_submission (the
        one that was current then). District and month are missing where the file did not say
        them; such attempts belong to no month.
        """
        refusals = tables().tables["refusals"]
        query = sa.select(refusals).order_by(refusals.c.id)
        if months is not None:
            query = query.where(_in(refusals.c.month, months))
        frame = pd.read_sql(query, self._connection)
        return frame.astype(_REFUSAL_TYPES)

    def row_counts(self, submissions: Collection[int]) -> pd.DataFrame:
        """Rows by kind of the submissions given: submission, kind, rows; kinds without none."""
        each = [
            sa.select(
                table.c.submission, sa.literal(key).label("kind"), sa.func.count().label("rows")
            )
            .where(table.c.submission.in_(list(submissions)))
            .group_by(table.c.submission)
            for key, table in ((key, tables().tables[key]) for key in kinds())
        ]
        return pd.read_sql(sa.union_all(*each), self._connection)

    def records(
        self, kind: Kind, months: Iterable[Month], district: int | None = None
    ) -> pd.DataFrame:
        """Rows of one kind in current submissions: district, month, row, the kind's columns."""
        rows, submissions = tables().tables[kind.key], self._submissions
        query = (
            sa.select(submissions.c.district, submissions.c.month, *list(rows.c)[1:])
            .join(submissions, rows.c.submission == submissions.c.id)
            .where(is_current(), _in(submissions.c.month, months))
            .order_by(submissions.c.month, submissions.c.district, rows.c.row)
        )
        if district is not None:
            query = query.where(submissions.c.district == district)
        return _typed(pd.read_sql(query, self._connection), kind)

    def observed(self, months: Iterable[Month]) -> pd.DataFrame:
        """Observed items of the months given, oldest first, a row an item and district.

        Columns: source, key, district (missing where none is known), evidence, about,
        published_at, title, text, url, kind, outlet, platform, channel, details (JSON).
        """
        query = observed.select(tables().tables["observed"], months)
        return pd.read_sql(query, self._connection).astype(_OBSERVED_TYPES)

    def rows_of(self, kind: Kind, submission: int) -> pd.DataFrame:
        """Rows of one kind in one submission, superseded or not: row, the kind's columns."""
        rows = tables().tables[kind.key]
        query = sa.select(*list(rows.c)[1:]).where(rows.c.submission == submission)
        return _typed(pd.read_sql(query.order_by(rows.c.row), self._connection), kind)


def _in(column: sa.Column, months: Iterable[Month]) -> sa.ColumnElement[bool]:
    return column.in_([str(month) for month in months])


def _typed(frame: pd.DataFrame, kind: Kind) -> pd.DataFrame:
    return frame.astype(kind.dtypes)
