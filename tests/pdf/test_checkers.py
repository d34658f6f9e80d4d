"""What independent checkers find in our PDFs; `docs/pdf.md` says what they do not look at."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pdf_samples as samples
import pikepdf
import pytest
import typography

from environments import environment
from gozaresh.pdf import render
from gozaresh.pdf.exporter import GozareshPDFExporter

# `outloud` brings PyMuPDF with it, whose licence is the AGPL.
CHECKERS = ("checkers-1", "outloud==0.2.1", "pdfua==0.1.3")
# A table of no rows is a header over one cell that says so; outloud takes that for a broken one.
_EMPTY_TABLE = "TBL-010"


def run(program: str, *arguments: str) -> str:
    call = f"import sys; from {program} import main; sys.exit(main())"
    command = [environment(*CHECKERS) / "python", "-c", call, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return ran.stdout


def by_outloud(path: Path) -> list[dict[str, Any]]:
    """The errors that `outloud` finds; it also has remarks that are a matter of opinion."""
    ran = run("outloud.cli", "--json", "-", "--quiet", "--skip", _EMPTY_TABLE, str(path))
    (found,) = json.loads(ran)["results"]
    assert found["error"] is None
    return [finding for finding in found["findings"] if finding["severity"] == "error"]


def by_pdfua(path: Path) -> list[dict[str, Any]]:
    """All that `pdfua` finds."""
    ran = run("pdfua.cli", "check", "--format", "json", str(path))
    return json.loads(ran)["findings"]


each_checker = pytest.mark.parametrize(
    "check", [by_outloud, by_pdfua], ids=lambda check: check.__name__
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("checked") / "report.pdf"
    path.write_bytes(render(samples.report()))
    return path


@each_checker
def test_a_report_with_everything_in_it_has_no_error(check, report: Path) -> None:
    assert check(report) == []


@each_checker
def test_the_checkers_miss_what_is_taken_away(check, report: Path, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(report.read_bytes())) as document:
        del document.Root["/StructTreeRoot"], document.Root["/Lang"]
        document.save(tmp_path / "damaged.pdf")
    assert check(tmp_path / "damaged.pdf") != []


def test_the_page_with_every_habit_has_no_error(tmp_path: Path) -> None:
    path = tmp_path / "typography.pdf"
    path.write_bytes(typography.pdf())
    assert by_outloud(path) == []


@pytest.mark.parametrize("name", ["interactive", "science", "old", "r", "julia"])
def test_a_notebook_of_others_has_no_error(name: str, tmp_path: Path) -> None:
    notebook = Path(__file__).parent / "notebooks" / f"{name}.ipynb"
    pdf, _ = GozareshPDFExporter().from_filename(str(notebook))
    path = tmp_path / "others.pdf"
    path.write_bytes(pdf)
    assert by_outloud(path) == []
