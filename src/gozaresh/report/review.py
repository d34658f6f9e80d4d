"""`Review`: a district's twelve months, for its supervision meeting."""

from __future__ import annotations

from collections.abc import Iterator

from gozaresh.errors import SnapshotError
from gozaresh.param_files import Meeting
from gozaresh.persian import number
from gozaresh.records import kinds
from gozaresh.report import blocks, listing, measures, questions
from gozaresh.report.first_page import Head
from gozaresh.report.formats import Measured, full_text
from gozaresh.report.head import review_head
from gozaresh.report.report import Report

_BLANK_LINES = 6


class Review(Report):
    """The review that a district's meeting works through; `params/meetings/` says which meeting."""

    @property
    def meeting(self) -> Meeting:
        """The meeting that looks back on the month; raise `SnapshotError` if there is none."""
        found = self._params.meeting(self.district.number, self.month)
        if found is None:
            raise SnapshotError(
                f"No meeting of district {self.district.number} looks back on {self.month}: "
                "write one into params/meetings/."
            )
        return found

    def head(self) -> Head:
        """The head of the meeting's paper."""
        behind = self._behind(self._as_of)
        return review_head(self.district, self.month, self._params, self.meeting, behind)

    def agenda(self) -> blocks.Table:
        """The points of the meeting, in their order."""
        words = self._words["review"]
        rows = tuple(
            (number(place), point) for place, point in enumerate(self.meeting.agenda, start=1)
        )
        columns = (
            blocks.TableColumn(words["place"], "center", 0.15),
            blocks.TableColumn(words["point"], weight=2),
        )
        return blocks.Table(words["agenda"], columns, rows, self._words["tables"]["empty"])

    def attendees(self) -> blocks.Definitions:
        """Where and with whom the meeting is held; roles and units only."""
        words = self._words["review"]
        return blocks.Definitions(
            (
                blocks.Definition(words["where"], self.meeting.place),
                blocks.Definition(words["who"], words["separator"].join(self.meeting.attendees)),
            )
        )

    def months(self, *keys: str) -> blocks.Table:
        """Each indicator's year: now, last month, a year ago, median, most, least."""
        shown = [self._measure(key) for key in keys or self._weighed]
        rows = tuple(self._year(each) for each in shown)
        titles = self._words["review"]["year"]
        name, *values = titles.values()
        columns = (
            blocks.TableColumn(name, weight=2.2),
            *(blocks.TableColumn(title, "end") for title in values),
        )
        caption = self._words["review"]["months"].format(district=self.district.name)
        return blocks.Table(caption, columns, rows, self._words["tables"]["empty"])

    def questions(self) -> blocks.Table:
        """The three to five questions that the data itself raises, each with the rows behind it."""
        words = self._words["review"]
        raised = questions.raised(
            self._weighed.values(),
            dict(self._overdue_titles()),
            self._untold["title"].tolist(),
            words=self._params.messages["questions"],
            units=self._words["units"],
        )
        rows = tuple(
            (number(place), each.question, each.evidence)
            for place, each in enumerate(raised, start=1)
        )
        columns = (
            blocks.TableColumn(words["place"], "center", 0.15),
            blocks.TableColumn(words["question"], weight=1.2),
            blocks.TableColumn(words["evidence"], weight=1.2),
        )
        return blocks.Table(words["questions"], columns, rows, self._words["tables"]["empty"])

    def new_decisions(self, lines: int = _BLANK_LINES) -> blocks.Table:
        """Blank lines to write the meeting's decisions on."""
        words, blank = self._words["review"], "\u00a0"
        columns = (
            blocks.TableColumn(words["place"], "center", 0.15),
            blocks.TableColumn(kinds()["decisions"].column("text").title, weight=3),
            blocks.TableColumn(kinds()["decisions"].column("owner").title, weight=1),
            blocks.TableColumn(kinds()["decisions"].column("due_on").title, weight=0.8),
        )
        rows = tuple((number(line), blank, blank, blank) for line in range(1, lines + 1))
        return blocks.Table(words["new"], columns, rows, self._words["tables"]["empty"])

    def _year(self, measured: Measured) -> tuple[str, ...]:
        key, indicator = measured.indicator.key, measured.indicator
        months = measures.series(self._table, key, self.district.number)["value"]
        year_ago = months.get(str(self.month - 12), float("nan"))
        shown = [measured.value, measured.previous, year_ago, months.median()]
        shown += [months.max(), months.min()]
        return (
            indicator.title,
            *(full_text(indicator, each, self._words["units"]) for each in shown),
        )

    def _overdue_titles(self) -> Iterator[tuple[str, list[str]]]:
        """The overdue rows of each kind, the longest overdue first."""
        for kind, column in (("decisions", "text"), ("meetings", "subject"), ("tasks", "task")):
            late = listing.overdue(kind, self._month_rows(kind), self._as_of)
            yield kind, late[column].tolist()
