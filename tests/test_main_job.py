"""The main job, as `make reports` does it but for two months: workbooks in, 22 PDFs out."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pikepdf
import pypdfium2
import pytest

from extractors import EXTRACTORS
from gozaresh.calendar import Month
from gozaresh.params import find_root
from gozaresh.persian import latin_digits, matching_key, normalise, persian_digits
from gozaresh.snapshot import Snapshot

ROOT = find_root()
MONTH = Month(1401, 10)


class Project:
    """The program run from outside, with a store and folders of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "reports"
        self.environment = os.environ | {
            "GOZARESH_DATA": str(folder / "data"),
            "GOZARESH_HOME": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
        }

    def call(self, *arguments: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        """Call `gozaresh` and hold it to its exit status."""
        command = [sys.executable, "-c", "from gozaresh.cli import main; main()", *arguments]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done

    def run(self, *arguments: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        """Call `gozaresh run` for the month into this project's folder."""
        return self.call("run", str(MONTH), "--out", str(self.out), *arguments, status=status)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    project = Project(tmp_path_factory.mktemp("project"))
    project.call("demo", "--months", "2")
    project.call("ingest", str(project.folder / "data" / "demo"))
    project.run("--report", "district-report")
    return project


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.fixture(scope="module")
def texts(project) -> dict[int, str]:
    files = sorted(project.out.glob("district-*.pdf"))
    return {int(path.stem.partition("-")[2]): text_of(path) for path in files}


def test_every_district_has_its_report(texts):
    assert list(texts) == list(range(1, 23))


def test_each_report_names_its_own_district_and_month_and_no_other_district(texts):
    for number, text in texts.items():
        plain = latin_digits(normalise(text))
        assert latin_digits(MONTH.title) in plain
        # «الگوبرداری از منطقه» is the title of an indicator; the number after it is its value
        named = {int(found) for found in re.findall(r"(?<!از )منطقهٔ?[ \u200c](\d+)(?!\d|/)", plain)}
        assert named == {number}, f"district {number} names {named}"


def test_each_report_shows_the_figures_of_its_own_snapshot(project, texts):
    ledger = json.loads((project.out / "run.json").read_text(encoding="utf-8"))
    assert len(ledger["reports"]) == 22
    (frozen,) = (project.folder / "data" / "snapshots").glob("1401-10-*")
    table = Snapshot(frozen).indicators.set_index(["indicator", "district", "month"])
    for number, text in texts.items():
        plain = matching_key(text)
        counted = table.loc[("coverage", number, str(MONTH))]
        told = f"{counted['denominator']:.0f} اقدام پایان‌یافته"
        assert matching_key(told) in plain, f"district {number}: {told}"
        items = table.loc[("output", number, str(MONTH)), "value"]
        assert persian_digits(f"{items:.0f}") in text


def test_a_second_run_makes_nothing_again(project):
    before = {path: path.stat().st_mtime_ns for path in project.out.glob("*.pdf")}
    assert "22 kept" in project.run("--report", "district-report").stdout
    assert before == {path: path.stat().st_mtime_ns for path in project.out.glob("*.pdf")}


def test_ingesting_the_same_files_again_changes_nothing(project):
    said = project.call("ingest", str(project.folder / "data" / "demo")).stdout
    assert said.startswith("0 workbooks taken")


def test_every_page_of_sample_data_says_that_it_is_sample_data(project):
    with_mark = matching_key("دادهٔ نمونه")
    document = pypdfium2.PdfDocument(project.out / "district-12.pdf")
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    assert len(pages) > 4
    assert all(with_mark in matching_key(page) for page in pages)


@pytest.mark.parametrize("read", EXTRACTORS, ids=lambda read: read.__name__)
def test_every_reader_finds_the_headings_and_the_district_of_each_report(project, params, read):
    missed = {}
    for number, district in params.districts.items():
        path = project.out / f"district-{number:02d}.pdf"
        said = read(path)
        sought = [district.facts.name, *headings(path)]
        assert len(sought) > 10
        missed[number] = [words for words in sought if words not in said]
    assert not any(missed.values()), missed


def headings(path: Path) -> list[str]:
    with pikepdf.open(path) as document, document.open_outline() as outline:
        items = list(outline.root)
        for item in items:
            items += item.children
        return [item.title for item in items]


def test_plain_papermill_runs_the_notebook_with_a_districts_file(project):
    command = [sys.executable, "-m", "papermill", str(ROOT / "notebooks/district_report.ipynb")]
    command += [
        str(project.folder / "out.ipynb"),
        "-f",
        str(ROOT / "params/districts/district-05.yml"),
    ]
    done = subprocess.run(
        command,
        env=project.environment,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "unknown parameter" not in done.stderr
    notebook = nbformat.read(project.folder / "out.ipynb", as_version=4)
    shown = json.dumps([cell.get("outputs") for cell in notebook.cells], ensure_ascii=False)
    assert "گزارش عملکرد روابط عمومی منطقه ۵" in shown


def test_a_month_without_data_is_one_sentence_and_no_traceback(project):
    said = project.call("run", "1402-01", status=1).stderr
    assert said.strip() == (
        "No district has submitted 1402-01; the newest month in the store is 1401-10."
    )


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["run", "1401-13"], "1401-10"),
        (["run", "1401-10", "--district", "23"], "1 to 22"),
        (["run", "1401-10", "--report", "distric-report"], "district-report"),
        (["ingest", "nowhere"], "nowhere"),
        (["export", "nowhere.ipynb"], "nowhere.ipynb"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_is_right(project, arguments, what):
    said = project.call(*arguments, status=2).stderr
    assert what in said
    assert "Traceback" not in said


def test_a_refused_workbook_is_explained_in_persian_and_leaves_nothing(project, tmp_path):
    bad = tmp_path / "bad.xlsx"
    bad.write_text("not a workbook", encoding="utf-8")
    done = project.call("ingest", str(bad), status=1)
    assert "این پرونده کارپوشهٔ اکسل نیست" in done.stderr
    assert "1 refused" in done.stdout
