"""The snapshot: what one run reads, in one small SQLite file that `freezing` has written.

It holds the window of months, the indicators of every district computed once, and the params,
so that every report of a run sees the same data and a past run can be made again.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson
import pandas as pd

from gozaresh.calendar import Month
from gozaresh.errors import SnapshotError, UnknownNameError
from gozaresh.frame_file import FrameFile
from gozaresh.indicators.declared import CELL
from gozaresh.params import Params
from gozaresh.records import kind_of, kinds

OBSERVED = ("content", "channels", "campaigns", "contacts", "answers", "declared", "undeclared")


class Snapshot:
    """A frozen run, read only. Open one by its path; every frame it gives is the caller's own."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._known: dict[tuple[str, str | None, int | None], pd.DataFrame] = {}
        if not self.path.is_file():
            raise SnapshotError(f"There is no snapshot {self.path}: make one with `gozaresh run`.")

    @cached_property
    def _file(self) -> FrameFile:
        return FrameFile(self.path)

    @cached_property
    def _meta(self) -> dict[str, Any]:
        with self._legible():
            return orjson.loads(self._file.document())

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
        return self._frame("submissions")

    @property
    def corrections(self) -> pd.DataFrame:
        """Cells that the centre corrected in the window; columns as `corrections.APPLIED`."""
        return self._frame("corrections")

    @property
    def stale_corrections(self) -> pd.DataFrame:
        """Corrections whose error is no longer there; columns as `corrections.STALE`."""
        return self._frame("stale_corrections")

    @property
    def indicators(self) -> pd.DataFrame:
        """Every indicator of every district and month; columns as `indicators.compute_all`.

        Indicator and month are categories: a report picks rows by them a hundred times over.
        """
        return self._frame("indicators")

    @property
    def quartiles(self) -> pd.DataFrame:
        """What half of the districts are between: indicator, month, low, median, high."""
        return self._frame("quartiles")

    @property
    def composite(self) -> pd.DataFrame:
        """The composite of every district and month, as `indicators.composite.composite`."""
        rows = self._frame("composite").set_index(CELL)
        return rows.assign(left_out=rows["left_out"].map(tuple))

    def ranking(self, month: Month) -> pd.DataFrame:
        """The districts ranked by a month's composite, as `indicators.ranking.ranking`."""
        rows = self._frame("ranking")
        rows = rows[rows["month"] == str(month)].set_index("district")
        return rows.assign(left_out=rows["left_out"].map(tuple))

    def row_counts(self, month: Month) -> pd.Series:
        """How many rows each district submitted for a month, indexed by district."""
        of_kinds = [self.records(kind, month=month)["district"] for kind in kinds()]
        return pd.concat(of_kinds).value_counts(sort=False)

    def slice(self, district: int | None = None) -> str:
        """A digest of all that a report can read: of one district's, or of the whole city's."""
        if district is None:
            return self.version
        return self.slices[district]

    @cached_property
    def slices(self) -> dict[int, str]:
        """The digest of what each district's report can read, by district."""
        return self._frame("slices").set_index("district")["digest"].to_dict()

    def patterns(self) -> pd.DataFrame:
        """The actions of all districts over the window that name another's as their pattern."""
        return self._frame("patterns")

    def records(
        self, kind: str, district: int | None = None, month: Month | None = None
    ) -> pd.DataFrame:
        """Rows of one kind, of one district or of all, over the window or of one month.

        They are ordered by month, district and row.
        """
        return self._frame(f"records_{kind_of(kind).key}", month and str(month), district)

    def observed(self, kind: str, district: int | None = None) -> pd.DataFrame:
        """What was observed over the window, of one district or of all.

        Kinds: content, channels, campaigns, contacts, answers (columns as the functions of those
        names in `observed.aggregation`), declared and undeclared (`observed.matching.Comparison`).
        """
        if kind not in OBSERVED:
            raise UnknownNameError.among("kind of observed item", kind, OBSERVED)
        rows = self._frame(f"observed_{kind}")
        if district is None:
            return rows
        return rows[rows["district"] == district].reset_index(drop=True)

    def _frame(
        self, name: str, month: str | None = None, district: int | None = None
    ) -> pd.DataFrame:
        """A frame, or rows of it, read once; pandas copies what a caller writes into."""
        asked = (name, month, district)
        if asked not in self._known:
            with self._legible():
                self._known[asked] = self._file.read(*asked)
        return self._known[asked].copy(deep=False)

    @contextmanager
    def _legible(self) -> Iterator[None]:
        """Say what to do about a file that is none of ours, or damaged, or of another version."""
        try:
            yield
        except (sqlite3.Error, zlib.error, KeyError, ValueError) as error:
            raise SnapshotError(
                f"{self.path} is no snapshot that this program reads "
                f"({error}): make one with `gozaresh run`."
            ) from error
