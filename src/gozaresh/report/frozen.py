"""What every kind of report rests on: a frozen run, its params and words."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from gozaresh import persian
from gozaresh.calendar import Month
from gozaresh.indicators import catalogue
from gozaresh.report import blocks
from gozaresh.report.head import Behind
from gozaresh.snapshot import Snapshot


class FrozenReport:
    """A report on one month. Give it a snapshot's path, or it freezes what the store holds."""

    def __init__(self, month: str, snapshot: str | None = None) -> None:
        self.month = Month.parse(month)
        self._snapshot = Snapshot(snapshot) if snapshot else _of_the_store(self.month)
        self._params = self._snapshot.params
        self._words = self._params.messages["report"]

    @property
    def version(self) -> str:
        """The version of the data: it changes when anything that a report reads changes."""
        return self._snapshot.version

    def definitions(self, *keys: str) -> blocks.Definitions:
        """What indicators mean: the formula of each one named, or of all."""
        shown = [each for key, each in catalogue().items() if not keys or key in keys]
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
    def _table(self) -> pd.DataFrame:
        """The frozen table of indicators, of all districts and months."""
        return self._snapshot.indicators

    def _behind(self, as_of: datetime, district: int | None = None) -> Behind:
        """The data that the report is made of: a district's, or the whole city's."""
        frames = (self._snapshot.submissions, self._snapshot.corrections)
        if district is not None:
            frames = (each[each["district"] == district] for each in frames)
        sample = bool(self._snapshot.submissions["sample"].any())
        return Behind(self.version, as_of, sample, *frames)


def _of_the_store(month: Month) -> Snapshot:
    from gozaresh.freezing import freeze_current  # a frozen run needs none of what this brings in

    return freeze_current(month)
