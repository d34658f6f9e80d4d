"""A run that binds a book: what is in it, when it is bound again, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from rich.console import Console

from frames import frame
from gozaresh.batch import Expectations, Job, RunResult, run_jobs
from gozaresh.batch.book import Book, is_current
from gozaresh.batch.ledger import Ledger
from gozaresh.batch.reports import Listed
from gozaresh.calendar import Month
from gozaresh.check import Expected, check_month
from gozaresh.cli import app
from gozaresh.intake import Submission
from gozaresh.params import find_root
from gozaresh.records import kinds
from gozaresh.seal import sealed
from gozaresh.store import Store

MONTH = Month(1401, 10)
SOURCES = (
    "district = 0\nnote = ''",
    "assert district != 14, 'no rows'",
    "from gozaresh.report.first_page import Head",
    "Head(f'گزارش منطقه {district} تهران', '1401-10', f'دی ۱۴۰۱ {note}', as_of='2023-01-22T12:49')",
)
NAMES = {"city-overview": 0, "district-12": 12, "district-13": 13, "district-14": 14}


@dataclass
class Desk:
    """A folder to print in, and the notebooks that are printed."""

    out: Path
    jobs: dict[str, Job]
    book: Book

    def run(self, *, book: bool = True, **notes: str) -> RunResult:
        jobs = [
            replace(job, parameters={**job.parameters, "note": notes.get(name, "")})
            for name, job in self.jobs.items()
        ]
        console = Console(file=StringIO())
        return run_jobs(jobs, out=self.out, book=self.book if book else None, console=console)

    def texts(self) -> list[str]:
        document = pypdfium2.PdfDocument((self.out / "book.pdf").read_bytes())
        return [page.get_textpage().get_text_bounded() for page in document]

    @property
    def why(self) -> dict[str, str]:
        return {name: entry.why for name, entry in Ledger(self.out).reports.items()}


def submission(district: int) -> Submission:
    return Submission(
        district=district,
        month=MONTH,
        file=f"district-{district}.xlsx",
        sha256=f"{district:064x}",
        size=1000,
        received_at=MONTH.end,
        sample=False,
        frames={key: frame(key, []) for key in kinds()},
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory, notebook_at, params) -> Desk:
    folder = tmp_path_factory.mktemp("book")
    url = f"duckdb:///{folder / 'store.duckdb'}"
    Store(url).add([submission(12), submission(13)])
    notebook = notebook_at(folder / "report.ipynb", *SOURCES)
    jobs = {
        name: Job(name, notebook, {"district": n}, expects=Expectations((f"منطقه {n}",)))
        for name, n in NAMES.items()
    }
    listed = [Listed(name, "گزارش", n or None) for name, n in NAMES.items()]
    snapshot = sealed(url, MONTH, find_root(), folder / "snapshots")
    out = folder / "1401-10"
    made = Desk(out, jobs, Book(out, find_root(), params, snapshot, listed))
    made.run()
    return made


def faults_of_book(desk: Desk, params) -> list[str]:
    expected = {"book": Expected("book", None)}
    found = check_month(desk.out, MONTH, params, expected, [])
    return [fault.check for each in found if each.name == "book" for fault in each.faults]


def test_it_holds_what_was_made_and_names_what_was_not(desk, params):
    cover, contents, *pages = desk.texts()
    assert "منطقه ۱۴" in cover and "منطقه ۱۲،" not in cover.split("نفرستاده")[0]
    assert [place for place, text in enumerate(pages) if "منطقه 12" in text] == [1]
    assert len(pages) == 3 and "منطقه 14" not in contents
    assert faults_of_book(desk, params) == []


def test_it_follows_its_reports(desk, params):
    assert "book" in desk.run().kept  # what failed is tried again, and the book is as it was
    desk.run(book=False, **{"district-12": "otherwise"})
    assert not is_current(Ledger(desk.out).reports, list(NAMES))
    assert faults_of_book(desk, params) == ["current"]

    again = desk.run(**{"district-12": "otherwise"})
    assert set(again.made) == {"district-12", "book"}
    assert desk.why["district-12"] == "the book needs its notebook"
    assert desk.why["book"] == "changed: district-12"
    assert "otherwise" in desk.texts()[3]
    assert is_current(Ledger(desk.out).reports, list(NAMES))


def test_a_book_that_cannot_be_bound_is_one_failure_and_the_last_good_one_stays(desk, tmp_path):
    before = (desk.out / "book.pdf").read_bytes()
    broken = tmp_path / "templates"
    broken.mkdir()
    (broken / "main.typ").write_text("#no-such-thing")
    (tmp_path / "params").symlink_to(find_root() / "params")
    result = replace(desk, book=replace(desk.book, root=tmp_path)).run(
        **{"district-12": "otherwise"}
    )
    assert "no-such-thing" in result.failed["book"]
    assert result.exit_code == 1
    assert (desk.out / "book.pdf").read_bytes() == before


def test_where_nothing_was_made_there_is_no_book(desk, tmp_path):
    alone = {"district-14": desk.jobs["district-14"]}
    book = replace(desk.book, out=tmp_path, reports=desk.book.reports[-1:])
    assert Desk(tmp_path, alone, book).run().failed["book"] == "there is no report to bind"
    assert not (tmp_path / "book.pdf").exists()


def test_a_book_of_some_districts_only_is_refused():
    ran = CliRunner().invoke(app, ["run", "1401-10", "--book", "--district", "12"])
    assert ran.exit_code != 0
    assert "whole month" in str(ran.exception)
