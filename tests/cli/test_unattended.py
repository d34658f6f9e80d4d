"""A run as a scheduler starts it: nobody at a terminal, no environment to speak of, no home."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gozaresh.calendar import Month, tehran_now
from gozaresh.params import find_root
from gozaresh.store import Store

SOURCE = find_root() / "src"


@pytest.fixture
def project(tmp_path: Path, submit) -> Path:
    """A project of its own, with one submission of last month."""
    for folder in ("params", "templates", "notebooks"):
        shutil.copytree(find_root() / folder, tmp_path / folder)
    (tmp_path / "data").mkdir()
    month = Month.of(tehran_now().date()) - 1
    action = {"id": "a", "title": "کار", "category": "green", "completed_at": (month - 1).end}
    store = Store(f"duckdb:///{tmp_path / 'data' / 'gozaresh.duckdb'}")
    store.add([submit(12, str(month), actions=[action])])
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    call = "from gozaresh.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", call, "run", "last-month", *arguments],
        cwd=project,
        env={"HOME": "/nonexistent", "PYTHONPATH": str(SOURCE)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_it_needs_no_environment_no_home_and_says_only_what_it_made(project: Path) -> None:
    ran = run(project, "--report", "district-report", "--district", "12")
    assert ran.returncode == 0, ran.stderr
    (line,) = ran.stderr.splitlines()
    assert re.fullmatch(r"\[1/1\] district-12 made: .* s, because it was never made", line)
    (pdf,) = (project / "reports").glob("*/district-12.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    again = run(project, "--report", "district-report", "--district", "12")
    assert (again.returncode, again.stderr) == (0, "")


def test_a_fault_is_one_line_and_an_exit_status(project: Path) -> None:
    (project / "data" / "gozaresh.duckdb").unlink()
    ran = run(project)
    assert (ran.returncode, ran.stderr.count("\n"), ran.stdout) == (1, 1, "")
    assert "ingest" in ran.stderr
