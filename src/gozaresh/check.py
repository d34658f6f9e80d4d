"""Whether a month's PDFs are what was promised: each by itself, and as what its name says it is."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import statistics
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gozaresh.calendar import Month
from gozaresh.params import Params
from gozaresh.pdf.inspection import CHECKS, inspect
from gozaresh.persian import latin_digits, normalise
from gozaresh.privacy import leaks

NAMES = ("readable", "current", *CHECKS, "text", "districts", "privacy", "pages")
"""Every check, in the order in which it is made and shown."""

_KINDS = {"mobile": "a mobile number", "national_id": "a national id"}
_AROUND = 30
# What looks like a number of somebody's and is none: «۱٬۹۲۴» of a table (nine digits at the most,
# so that no mobile number passes for it), and a file's fingerprint that no mobile number begins.
_COUNT = r"(?<![\d٬])\d{1,3}(?:٬\d{3}){1,2}(?![\d٬])"
_FINGERPRINT = r"\b(?=\d*[a-f])(?!0?9\d{9})[\da-f]{12}\b"
_COUNTED = re.compile(f"{_COUNT}|{_FINGERPRINT}")
_NUMBER = re.compile(r"-?\d{1,9}(\.\d+)?|-?\d+\.\d+([eE][-+]?\d+)?")


@dataclass(frozen=True)
class Fault:
    """What is wrong, by the check that found it; `page` counts from 1, 0 is the whole file."""

    check: str
    text: str
    page: int = 0


_ABSENT = Fault("readable", "The last run did not make it; its log says why.")
_OLD = Fault(
    "current", "The last run could not make it, and this is an older one; its log says why."
)
_ALTERED = Fault("current", "It is not the file that the last run made; make it again.")
_STALE = Fault("current", "Its reports have been made again since; bind it again with --book.")
_BOOK = "book"


@dataclass(frozen=True)
class Expected:
    """What a report must be by its name: of which kind, and whose (None: the whole city's)."""

    kind: str
    district: int | None


@dataclass(frozen=True)
class Checked:
    """A report's name, its pages, and its faults; no fault is a good report."""

    name: str
    pages: int
    faults: tuple[Fault, ...]


def check_month(
    folder: Path,
    month: Month,
    params: Params,
    expected: Mapping[str, Expected],
    titles: Collection[str],
) -> list[Checked]:
    """Check every PDF in a folder, and what its `run.json` lists and is not there; by name.

    `expected` is what each report must be by its name, and `titles` are words that may stand
    before a number without naming a district.
    """
    listed = _listed(folder)
    read = {path.stem: _Report.read(path) for path in sorted(folder.glob("*.pdf"))}
    usual = _usual_counts(read, expected)
    usual |= {_BOOK: sum(len(read[name].texts) for name in _bound(listed) & read.keys())}
    reading = _Reading(month, params, titles)
    checked = []
    for name, report in read.items():
        said = reading.faults(report, expected.get(name))
        current = _current(name, folder, listed)
        faults = (*report.faults, *current, *said, *_pages(report, usual.get(name)))
        checked.append(Checked(name, len(report.texts), faults))
    absent = [Checked(name, 0, (_ABSENT,)) for name in listed.keys() - read.keys()]
    return sorted(checked + absent, key=lambda each: each.name)


def _listed(folder: Path) -> dict[str, dict[str, Any]]:
    """What became of each report that the last run into the folder was to make, by name."""
    ledger = folder / "run.json"
    return json.loads(ledger.read_bytes())["reports"] if ledger.is_file() else {}


def _current(name: str, folder: Path, listed: Mapping[str, dict[str, Any]]) -> Iterator[Fault]:
    """Whether a PDF is the one that the last run made, and a book of the reports beside it."""
    entry = listed.get(name, {})
    made = entry.get("sha256")
    if entry.get("state") == "failed":
        yield _OLD
    elif made and made != hashlib.sha256((folder / f"{name}.pdf").read_bytes()).hexdigest():
        yield _ALTERED
    known = entry.get("fingerprint") or {}
    if name == _BOOK and any(known[each] != listed[each].get("sha256") for each in _bound(listed)):
        yield _STALE


def _bound(listed: Mapping[str, dict[str, Any]]) -> set[str]:
    """The reports that the book holds, of those that are listed."""
    known = listed.get(_BOOK, {}).get("fingerprint") or {}
    return known.keys() & listed.keys()


@dataclass(frozen=True)
class _Report:
    """A PDF as read: the text of its pages and of its attachments, and the faults of its making."""

    texts: tuple[str, ...]
    faults: tuple[Fault, ...]
    attached: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> _Report:
        import pikepdf
        import pypdfium2

        try:
            with pikepdf.open(path) as document:
                faults = tuple(Fault(name, text) for name, text in inspect(document))
                attached = {
                    name: tuple(_words(file.get_file().read_bytes()))
                    for name, file in document.attachments.items()
                }
            document = pypdfium2.PdfDocument(path)
        except (pikepdf.PdfError, pypdfium2.PdfiumError):
            return cls((), (Fault("readable", "It is no PDF, or a damaged one; make it again."),))
        try:
            texts = tuple(page.get_textpage().get_text_bounded() for page in document)
        finally:
            document.close()
        return cls(texts, faults, attached)


def _words(table: bytes) -> Iterator[str]:
    """The cells of an attached table but for numbers, whose decimals may look like anything."""
    for row in csv.reader(table.decode("utf-8", errors="replace").splitlines()):
        yield from (cell for cell in row if not _NUMBER.fullmatch(cell))


class _Reading:
    """Reads what the pages say."""

    def __init__(self, month: Month, params: Params, titles: Collection[str]) -> None:
        self._month = _plain(month.title)
        self._city = _plain(params.defaults.city)
        self._names = {number: _plain(each.name) for number, each in params.districts.items()}
        numberless = sorted({_plain(title) for title in titles}, key=len, reverse=True)
        self._titles = re.compile("|".join(map(re.escape, numberless)) or "(?!)")

    def faults(self, report: _Report, expected: Expected | None) -> Iterator[Fault]:
        if report.texts:
            yield from self._missing(_plain(" ".join(report.texts)), expected)
        for name, cells in report.attached.items():
            for kind in sorted({leak.kind for cell in cells for leak in leaks(cell)}):
                yield Fault("privacy", f"Its attachment {name} holds {_KINDS[kind]}.")
        for place, text in enumerate(report.texts, start=1):
            for leak in leaks(_COUNTED.sub("·", text)):
                yield Fault("privacy", f"It shows {_KINDS[leak.kind]}.", place)
            if expected and expected.district is not None:
                # A line at a time: one cell of a table may end in «منطقه», the next be a number.
                for line in text.splitlines():
                    yield from self._others(_plain(line), expected.district, place)

    def _missing(self, text: str, expected: Expected | None) -> Iterator[Fault]:
        wanted = [self._month]
        if expected:
            whole = expected.district is None
            wanted.append(self._city if whole else self._names[expected.district])
        for words in wanted:
            if not _named(words).search(text):
                yield Fault("text", f"«{words}» is nowhere in it.")

    def _others(self, text: str, own: int, place: int) -> Iterator[Fault]:
        text = self._titles.sub("…", text)
        for number, name in self._names.items():
            if number != own and (found := _named(name).search(text)):
                around = text[max(found.start() - _AROUND, 0) : found.end() + _AROUND]
                yield Fault("districts", f"It names another district: «{around}».", place)


def _plain(text: str) -> str:
    return " ".join(latin_digits(normalise(text)).replace("\u200c", " ").replace("هٔ", "ه").split())


def _named(words: str) -> re.Pattern[str]:
    """«منطقه 1» is not named by «منطقه 12», nor by «منطقه 1/5»."""
    return re.compile(rf"(?<!\w){re.escape(words)}(?![\w/٫])")


def _usual_counts(
    read: Mapping[str, _Report], expected: Mapping[str, Expected]
) -> dict[str, float]:
    """How many pages the reports of each one's kind have in this month: the median."""
    kinds = {name: expected[name].kind for name in read if name in expected}
    counts: dict[str, list[int]] = {}
    for name, kind in kinds.items():
        counts.setdefault(kind, []).append(len(read[name].texts))
    return {name: statistics.median(counts[kind]) for name, kind in kinds.items()}


def _pages(report: _Report, usual: float | None) -> Iterator[Fault]:
    count = len(report.texts)
    if usual is not None and count and not usual / 2 <= count <= usual * 2:
        yield Fault("pages", f"It has {count} pages where reports of its kind have {usual:.0f}.")
    for place, text in enumerate(report.texts, start=1):
        if not text.strip():
            yield Fault("pages", "It is empty.", place)


def as_plain(checked: list[Checked]) -> list[dict[str, Any]]:
    """The outcome as JSON can hold it."""
    return [
        {"report": each.name, "pages": each.pages, "faults": [vars(fault) for fault in each.faults]}
        for each in checked
    ]
