"""`Report`: what a district's notebook calls, one method a part of the page."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from gozaresh.errors import UnknownNameError
from gozaresh.indicators import catalogue
from gozaresh.records import kinds
from gozaresh.report import attachments, blocks, figures, listing, measures, narrative, tables
from gozaresh.report.cards import card, position
from gozaresh.report.district import DistrictReport
from gozaresh.report.first_page import Cards, Head, Position, Summary
from gozaresh.report.head import head
from gozaresh.report.rows import rows_of

_MOST_SEEN = 8


class Report(DistrictReport):
    """One district in one month. Give it a snapshot's path, or it freezes what the store holds.

    `facts` and `targets`, as in `params/districts/`, override what the snapshot says.
    """

    def series(self, key: str) -> pd.DataFrame:
        """One indicator over the window by month: value, interval, n; a frame of your own.

        Columns: numerator, denominator, n, value, low, high, enough (see docs/indicators.md).
        """
        rows = measures.series(self._table, key, self.district.number)
        return rows.drop(columns=["indicator", "district"])

    def head(self) -> Head:
        """The head of an official report."""
        behind = self._behind(self._as_of)
        return head(self.district, self.month, self._params, behind)

    def summary(self) -> Summary:
        """What changed and why it matters, in three to five sentences."""
        situation = narrative.Situation(
            month=self.month.title,
            previous_month=(self.month - 1).name,
            submitted=self.submitted,
            measures=self._weighed | {"adopted": self.measures["adopted"]},
            overdue=self._overdue,
            untold=tuple(
                narrative.Untold(title, (self._as_of - completed_at).days)
                for title, completed_at in rows_of(self._untold, "title", "completed_at")
            ),
        )
        words, units = self._params.messages["sentences"], self._words["units"]
        return Summary(self._words["summary"], narrative.sentences(situation, words, units))

    def cards(self, *keys: str) -> Cards:
        """A card for each of the indicators named, or for all."""
        shown = [self._measure(key) for key in keys or catalogue()]
        return Cards(
            tuple(card(each, self._values[each.indicator.key], self._words) for each in shown)
        )

    def position(self) -> Position | blocks.Note:
        """The district's rank on the composite, its band, and what it cannot be told apart from."""
        ranked, words = self._ranking, self._words["position"]
        if self.district.number not in ranked.index:
            return blocks.Note(words["unranked"])
        return position(ranked.loc[self.district.number], len(ranked), words)

    def trend(self, key: str) -> blocks.Figure:
        """One indicator over the window, beside its target and the city's median."""
        target, city = self._measure(key).target, measures.medians(self._snapshot.quartiles, key)
        return figures.trend(self._values[key], city, key, self.district, self._params, target)

    def districts(self, key: str) -> blocks.Figure:
        """One indicator of all districts this month, with intervals, this one marked."""
        target, table = self._measure(key).target, self._table
        return figures.districts(table, key, self.district, self.month, self._params, target)

    def lag_strip(self) -> blocks.Figure:
        """The month's actions by the hours from completion to publication."""
        return figures.lag(self._month_rows("actions"), self.month, self._params)

    def naming_funnel(self) -> blocks.Figure:
        """How far the month's proposals to name a street have come, and how long they stayed."""
        window = self._snapshot.records("naming", self._number)
        return figures.naming(self._month_rows("naming"), window, self.month, self._params)

    def spread(self) -> blocks.Figure | blocks.Note:
        """How the district's most copied action went to other districts, over the window."""
        origin = measures.most_copied(self._copies, self._snapshot.records("actions", self._number))
        if origin is None:
            return blocks.Note(self._words["no_copies"])
        return figures.spread(self._copies, origin, self._params)

    def content_bars(self) -> blocks.Figure:
        """The month's content by kind and by outlet."""
        return figures.content(self._month_rows("content"), self.month, self._params)

    def indicators(self, *keys: str) -> blocks.Table:
        """Indicators beside the month before, target and city: those named, or all that weigh."""
        shown = [self._measure(key) for key in keys or self._weighed]
        return tables.indicators(shown, self.month.title, self._words)

    def actions(self, most: int | None = None) -> blocks.Table:
        """The month's actions, newest first: what was done, and how soon it was told."""
        rows, limit = self._month_rows("actions"), self._params.indicators.publish_within_hours
        return tables.actions(rows, self.month.title, self._words, limit, most)

    def untold(self) -> blocks.Table:
        """The month's actions of which nothing has been published."""
        return tables.untold(self._untold, self._as_of, self._words)

    def patterns(self, most: int | None = None) -> blocks.Table:
        """Other districts' actions, over the window, that took one of ours as their pattern."""
        return tables.patterns(self._copies, self._words, most)

    def experts(self) -> blocks.Table:
        """The month's tasks by the role of the expert: due, done in time, late, overdue."""
        return listing.experts(self._month_rows("tasks"), self._as_of, self._words)

    def attach(self, what: str) -> blocks.Attachment:
        """Data as a file inside the PDF: `"indicators"` of the window, or a kind's rows."""
        if what not in ("indicators", *kinds()):
            raise UnknownNameError.among("data", what, ("indicators", *kinds()))
        words = self._words["attachments"]
        filled = {"district": self.district.name, "month": self.month.title}
        if what == "indicators":
            return attachments.indicators(self._own_table, words, **filled)
        return attachments.records(what, self._month_rows(what), words, **filled)

    def corrections(self) -> blocks.Table:
        """The cells of the district's data that the centre corrected, over the window."""
        return tables.corrections(self._corrections, self._words)

    def content_kinds(self) -> blocks.Table:
        """The month's content by kind, beside the month before."""
        before = self._snapshot.records("content", self._number, self.month - 1)
        return tables.content_kinds(self._month_rows("content"), before, self._words)

    def most_seen(self, count: int = _MOST_SEEN) -> blocks.Table:
        """The month's content with the most views."""
        return tables.most_seen(self._month_rows("content"), count, self._words)

    def list(
        self,
        kind: str,
        columns: Sequence[str],
        caption: str,
        *,
        where: str | None = None,
        sort: str | None = None,
        descending: bool = False,
        most: int | None = None,
    ) -> blocks.Table:
        """The month's rows of any kind, as a table of the columns named.

        `where` is a pandas query, as in `"closed_on.isna()"`, in which `@as_of` is the time of
        the data. `state` may be named as a column of what had to be done by a date. Raises
        `UnknownNameError` for a kind or column that does not exist, `CallError` for a bad query.
        """
        rows = listing.picked(kind, self._month_rows(kind), where, self._as_of)
        rows = listing.ordered(kind, rows, sort, descending=descending)
        return listing.listing(
            kind, rows, columns, self._words, caption=caption, as_of=self._as_of, most=most
        )

    def submissions(self, months: int | None = None) -> blocks.Table:
        """The workbooks that the report rests on, newest first: of all months, or of the last."""
        return tables.submissions(self._submissions, self._words, months)
