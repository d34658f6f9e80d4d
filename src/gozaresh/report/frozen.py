"""What every kind of report rests on: a frozen run, its params and words."""

from __future__ import annotations

import warnings
from datetime import datetime
from functools import cached_property

import pandas as pd

from gozaresh import persian
from gozaresh.calendar import DateError, Month
from gozaresh.errors import CallError, NoDataWarning, SnapshotError
from gozaresh.indicators import catalogue, find
from gozaresh.records import kind_of
from gozaresh.report import blocks
from gozaresh.report.head import Behind
from gozaresh.report.parts import HasParts
from gozaresh.snapshot import Snapshot


class FrozenReport(HasParts):
    """A report on one month. Give it a snapshot's path, or it freezes what the store holds.

    Raises `CallError` for what is no month, `SnapshotError` for a month of which there is nothing
    or a file that is no snapshot, `StoreError` if the store cannot be opened.
    """

    def __init__(self, month: str, snapshot: str | None = None) -> None:
        self.month = _month(month)
        self._snapshot = Snapshot(snapshot) if snapshot else _of_the_store(self.month)
        self._params = self._snapshot.params
        self._words = self._params.messages["report"]
        self._within_window(self.month)

    def __repr__(self) -> str:
        whose = "" if self._number is None else f" of district {self._number}"
        return f"{type(self).__name__}{whose} for {self.month}"

    # IPython asks the class that has `__repr__`.
    _repr_pretty_ = HasParts._repr_pretty_

    @property
    def version(self) -> str:
        """The version of the data: it changes when anything that a report reads changes."""
        return self._snapshot.version

    def records(self, kind: str, month: str | None = None) -> pd.DataFrame:
        """Rows of one kind, over the window or of one month, as a frame of your own.

        Columns: district, month, row (in its sheet), then those of the kind: see `columns`.
        Warns `NoDataWarning` if nothing was submitted. Raises `UnknownNameError` for a kind that
        does not exist, `SnapshotError` for a month outside the window.
        """
        asked = None if month is None else self._within_window(_month(month))
        rows = self._snapshot.records(kind, self._number, asked).astype(kind_of(kind).dtypes)
        if rows.empty and (nothing := self._nothing_submitted(asked)):
            warnings.warn(nothing, NoDataWarning, stacklevel=2)
        return rows

    def columns(self, kind: str) -> pd.DataFrame:
        """What the columns of a kind's rows hold, by column.

        Columns: title (as in the form), type, dtype (of pandas), required, choices (key: title),
        guidance. Raises `UnknownNameError` for a kind that does not exist.
        """
        declared = kind_of(kind)
        facts = ("key", "title", "type", "required", "choices", "guidance")
        rows = [{fact: getattr(column, fact) for fact in facts} for column in declared.columns]
        frame = pd.DataFrame(rows).set_index("key").astype({"type": "str"})
        frame.insert(2, "dtype", pd.Series(declared.dtypes))
        return frame

    def definitions(self, *keys: str) -> blocks.Definitions:
        """What indicators mean: the formula of each one named, or of all."""
        asked = {find(key).key for key in keys}
        shown = [each for key, each in catalogue().items() if not keys or key in asked]
        return blocks.Definitions(
            tuple(blocks.Definition(each.title, each.formula) for each in shown)
        )

    def provenance(self) -> blocks.Definitions:
        """Version and window of the data, and how to read the intervals."""
        words, months = self._words["provenance"], self._snapshot.months
        span = words["span"].format(first=months[0].title, last=months[-1].title)
        limit = persian.number(self._params.indicators.low_data)
        return blocks.Definitions(
            (
                blocks.Definition(words["version"], self._snapshot.version),
                blocks.Definition(words["window"], span),
                blocks.Definition(words["interval"], words["interval_text"]),
                blocks.Definition(words["low_data"], words["low_data_text"].format(limit=limit)),
            )
        )

    def page_break(self) -> blocks.PageBreak:
        """What follows begins on a new page."""
        return blocks.PageBreak()

    @property
    def _number(self) -> int | None:
        """The district's number; None where the report is the city's."""
        return None

    @cached_property
    def _table(self) -> pd.DataFrame:
        """The frozen table of indicators, of all districts and months."""
        return self._snapshot.indicators

    @cached_property
    def _ranking(self) -> pd.DataFrame:
        """The districts ranked by the month's composite; columns as `ranking.ranking`."""
        return self._snapshot.ranking(self.month)

    def _behind(self, as_of: datetime) -> Behind:
        """The data that the report is made of: a district's, or the whole city's."""
        sample = bool(self._snapshot.submissions["sample"].any())
        return Behind(self.version, as_of, sample, self._submissions, self._corrections)

    @cached_property
    def _submissions(self) -> pd.DataFrame:
        """The submissions that the report rests on."""
        return self._own(self._snapshot.submissions)

    @cached_property
    def _corrections(self) -> pd.DataFrame:
        """The cells of them that the centre corrected."""
        return self._own(self._snapshot.corrections)

    def _own(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows if self._number is None else rows[rows["district"] == self._number]

    def _within_window(self, month: Month) -> Month:
        first, *_, last = self._snapshot.months
        if not first <= month <= last:
            raise SnapshotError(
                f"The data go from {first} to {last}, without {month}: "
                "make a report of a month whose window has it."
            )
        return month

    def _nothing_submitted(self, month: Month | None) -> str | None:
        """A sentence if nothing was submitted for the month, or in the window."""
        sent = sorted(set(self._submissions["month"]))
        if sent if month is None else str(month) in sent:
            return None
        who = "The city" if self._number is None else f"District {self._number}"
        first, *_, last = self._snapshot.months
        when = f"from {first} to {last}" if month is None else f"for {month}"
        others = f"; there are {', '.join(sent)}" if sent else ""
        return f"{who} has submitted nothing {when}, and so there are no rows{others}."


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except DateError:
        raise CallError(f"{text!r} is no Jalali month; write it like 1401-10.") from None


def _of_the_store(month: Month) -> Snapshot:
    from gozaresh.freezing import freeze_current  # a frozen run needs none of what this brings in

    return freeze_current(month)
