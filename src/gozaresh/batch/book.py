"""The book of a month: overview and districts in one PDF, bound of what the run has made."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gozaresh.batch.executed import executed, read_executed
from gozaresh.batch.fingerprint import Fingerprint, program, templates
from gozaresh.params import Params, template_files
from gozaresh.seal import Sealed

if TYPE_CHECKING:
    from gozaresh.batch.ledger import Entry
    from gozaresh.batch.make import Outcome
    from gozaresh.batch.reports import Listed

NAME = "book"
_GOOD = ("made", "kept")


@dataclass(frozen=True)
class Book:
    """The reports of the folder `out` as one PDF; `reports` are those it binds, in their order."""

    out: Path
    root: Path
    params: Params
    snapshot: Sealed
    reports: Sequence[Listed]

    name = NAME

    def binds(self, name: str) -> bool:
        """Whether a report is one of the book's."""
        return any(each.name == name for each in self.reports)

    def lacks(self, name: str) -> bool:
        """Whether a report of the book is there without the notebook that the book is bound of."""
        return self.binds(name) and not executed(self.out, name).is_file()

    def fingerprint(self, entries: Mapping[str, Entry]) -> Fingerprint:
        """What the book depends on: each of its reports as it now is, and what it looks like."""
        own = bound_of(entries, [each.name for each in self.reports])
        look = templates(template_files(self.root))
        return own | program() | {"templates": look, "data": self.snapshot.version}

    def bound(self, entries: Mapping[str, Entry]) -> Outcome:
        """The book as PDF; that it could not be made is an outcome too."""
        from gozaresh.batch.make import Outcome

        began, started, pdf, problem = time.monotonic(), time.time(), None, ""
        there = [each.name for each in self.reports if _state(entries, each.name) in _GOOD]
        try:
            if there:
                pdf = self._pdf(there, entries)
            else:
                problem = "there is no report to bind"
        except Exception as error:
            problem = f"it could not be bound: {type(error).__name__}: {error}"
        seconds = round(time.monotonic() - began, 3)
        return Outcome(NAME, pdf=pdf, problem=problem, started=started, phases={"pdf": seconds})

    def _pdf(self, there: Sequence[str], entries: Mapping[str, Entry]) -> bytes:
        from gozaresh.pdf import print_document
        from gozaresh.pdf.book import bind
        from gozaresh.pdf.document import build

        documents = {name: build(read_executed(self.out, name)) for name in there}
        return print_document(bind(documents, self._about(entries, documents)), self.root)

    def _about(
        self, entries: Mapping[str, Entry], documents: Mapping[str, dict[str, Any]]
    ) -> dict[str, Any]:
        """What cover and metadata say."""
        from gozaresh.code import commit
        from gozaresh.pdf.origin import bound, for_readers

        words, month = self.params.messages["book"], self.snapshot.month.title
        filled = {"city": self.params.defaults.city, "month": month}
        origin = bound(
            [each["meta"] for each in documents.values()],
            version=self.snapshot.version,
            parameters={"month": str(self.snapshot.month)},
            commit=commit() or "",
        )
        return {
            "lang": "fa",
            "title": words["title"].format(**filled),
            "subtitle": month,
            "running": words["running"].format(**filled),
            "version": self.snapshot.version,
            "keywords": [self.params.defaults.city, month],
            "time": origin.get("data_time"),
            "origin": origin,
            "origin_shown": for_readers(origin),
            "missing": list(self._missing(entries)),
            "silent": self._silent(),
        }

    def _missing(self, entries: Mapping[str, Entry]) -> Iterator[dict[str, str]]:
        """The reports that the book should have and has not, with the state that they are in."""
        for each in self.reports:
            state = _state(entries, each.name)
            if state not in _GOOD:
                city = self.params.defaults.city
                whose = self.params.district(each.district).name if each.district else city
                yield {"title": whose, "state": state}

    def _silent(self) -> list[str]:
        """The districts that have not submitted the month."""
        from gozaresh.snapshot import Snapshot

        rows = Snapshot(self.snapshot.path).submissions
        heard = set(rows[rows["month"] == str(self.snapshot.month)]["district"])
        return [each.name for number, each in self.params.districts.items() if number not in heard]


def bindable(reports: Iterable[Listed]) -> list[Listed]:
    """Those of a month's reports that its book binds: a meeting's paper is the meeting's."""
    return [each for each in reports if each.scope != "meeting"]


def bound_of(entries: Mapping[str, Entry], names: Sequence[str]) -> dict[str, str]:
    """Each report by the digest of its PDF; empty for one that a book has to leave out."""
    return {name: entries[name].sha256 if name in entries else "" for name in names}


def is_current(entries: Mapping[str, Entry], names: Sequence[str]) -> bool:
    """Whether the book was bound of the reports as they now are."""
    book = entries.get(NAME)
    known = (book.fingerprint or {}) if book else {}
    return all(known.get(name) == digest for name, digest in bound_of(entries, names).items())


def _state(entries: Mapping[str, Entry], name: str) -> str:
    return entries[name].state if name in entries else "absent"
