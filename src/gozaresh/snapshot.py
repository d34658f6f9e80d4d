"""The snapshot: what one run reads, in one small DuckDB file that `freezing` has written.

It holds the window of months, the indicators of every district computed once, and the params,
so that every report of a run sees the same data and a past run can be made again.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from gozaresh.calendar import Month
from gozaresh.errors import SnapshotError, UnknownNameError
from gozaresh.indicators.declared import CELL
from gozaresh.params import Params
from gozaresh.records import kind_of, kinds

OBSERVED = ("content", "channels", "campaigns", "contacts", "answers", "declared", "undeclared")


class Snapshot:
    """A frozen run, read only. Open one by its path; every frame it gives is the caller's own."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._known: dict[tuple[str, tuple[int | str, ...]], pd.DataFrame] = {}
        if not self.path.is_file():
            raise SnapshotError(f"There is no snapshot {self.path}: make one with `gozaresh run`.")

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self.path), read_only=True)

    @cached_property
    def _meta(self) -> dict[str, Any]:
        try:
            return json.loads(self._connection.execute("SELECT document FROM meta").fetchone()[0])
        except duckdb.Error as error:
            raise SnapshotError(
                f"{self.path} is no snapshot that this program reads "
                f"({str(error).splitlines()[0]}): make one with `gozaresh run`."
            ) from error

    @cached_property
    def params(self) -> Params:
        """The params as they were when the run began."""
        return Params.from_plain(self._meta["params"])

    @property
    def month(self) -> Month:
        """The month that the run reports on, the last of the window."""
        return Month.parse(self._meta["month"])

    @property
    def months(self) -> tuple[Month, ...]:
        """The window of months, oldest first."""
        return tuple(map(Month.parse, self._meta["months"]))

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that change when anything a report reads changes."""
        return self._meta["version"]

    @property
    def submissions(self) -> pd.DataFrame:
        """Current submissions of the window: district, month, file, sha256, received_at, sample."""
        return self._frame("SELECT * FROM submissions ORDER BY month, district")

    @property
    def corrections(self) -> pd.DataFrame:
        """Cells that the centre corrected in the window; columns as `corrections.APPLIED`."""
        return self._frame("SELECT * FROM corrections")

    @property
    def stale_corrections(self) -> pd.DataFrame:
        """Corrections whose error is no longer there; columns as `corrections.STALE`."""
        return self._frame("SELECT * FROM stale_corrections")

    @property
    def indicators(self) -> pd.DataFrame:
        """Every indicator of every district and month; columns as `indicators.compute_all`.

        Indicator and month are categories: a report picks rows by them a hundred times over.
        """
        return self._frame("SELECT * FROM indicators")

    @property
    def composite(self) -> pd.DataFrame:
        """The composite of every district and month, as `indicators.composite.composite`."""
        rows = self._frame("SELECT * FROM composite").set_index(CELL)
        named = rows["band"].astype("object")
        return rows.assign(
            left_out=rows["left_out"].map(tuple), band=named.where(named.notna(), None)
        )

    def row_counts(self, month: Month) -> pd.Series:
        """How many rows each district submitted for a month, indexed by district."""
        kind_rows = " UNION ALL ".join(
            f'SELECT district, month FROM "records_{k}"' for k in kinds()
        )
        query = f"SELECT district, count(*) AS n FROM ({kind_rows}) WHERE month = ? GROUP BY 1"
        return self._connection.execute(query, [str(month)]).df().set_index("district")["n"]

    def slice(self, district: int | None = None) -> str:
        """A digest of all that a report can read: of one district's, or of the whole city's."""
        if district is None:
            return self.version
        return self.slices[district]

    @cached_property
    def slices(self) -> dict[int, str]:
        """The digest of what each district's report can read, by district."""
        return dict(self._connection.execute("SELECT district, digest FROM slices").fetchall())

    def patterns(self) -> pd.DataFrame:
        """The actions of all districts over the window that name another's as their pattern."""
        return self._frame(
            "SELECT * FROM records_actions WHERE pattern IS NOT NULL ORDER BY month, district, row"
        )

    def records(
        self, kind: str, district: int | None = None, month: Month | None = None
    ) -> pd.DataFrame:
        """Rows of one kind, of one district or of all, over the window or of one month."""
        wanted = {"district": district, "month": month and str(month)}
        wanted = {column: each for column, each in wanted.items() if each is not None}
        where = " AND ".join(["true", *(f"{column} = ?" for column in wanted)])
        return self._frame(
            f'SELECT * FROM "records_{kind_of(kind).key}" WHERE {where}'
            " ORDER BY month, district, row",
            *wanted.values(),
        )

    def observed(self, kind: str, district: int | None = None) -> pd.DataFrame:
        """What was observed over the window, of one district or of all.

        Kinds: content, channels, campaigns, contacts, answers (columns as the functions of those
        names in `observed.aggregation`), declared and undeclared (`observed.matching.Comparison`).
        """
        if kind not in OBSERVED:
            raise UnknownNameError.among("kind of observed item", kind, OBSERVED)
        where = "" if district is None else f"WHERE district = {int(district)}"
        return self._frame(f'SELECT * FROM "observed_{kind}" {where}')

    def _frame(self, query: str, *values: int | str) -> pd.DataFrame:
        """What a query finds; it is asked once, and pandas copies what a caller writes into."""
        asked = (query, values)
        if asked not in self._known:
            self._known[asked] = self._connection.execute(query, values).df()
        return self._known[asked].copy(deep=False)
