"""What the documents tell a reader to type does what they say."""

import re
from datetime import date, datetime, timedelta

import pytest
from typer.testing import CliRunner

from gozaresh.calendar import Month
from gozaresh.cli import app
from gozaresh.freezing import freeze
from gozaresh.params import find_root
from gozaresh.report import Report
from gozaresh.store import Store

ROOT = find_root()
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
DONE = datetime(2022, 12, 25, 8)


def code(path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", path.read_text(encoding="utf-8"), flags=re.S)


@pytest.fixture
def report(tmp_path, submit, params):
    told = {"completed_at": DONE, "published_at": DONE + timedelta(hours=3), "outlet": "شهر"}
    action = {"id": "a", "title": "کار", "category": "green"} | told
    inquiry = {"source": "citizen", "subject": "پ", "received_at": DONE}
    meeting = {"held_on": date(2022, 12, 25), "subject": "م", "due_on": date(2023, 1, 1)}
    store = Store(f"duckdb:///{tmp_path / 'store.duckdb'}")
    rows = {"actions": [action] * 6, "inquiries": [inquiry] * 6, "meetings": [meeting]}
    store.add([submit(12, "1401-10", **rows)])
    snapshot = freeze(store, Month(1401, 10), params, tmp_path / "snapshots")
    return Report(12, "1401-10", snapshot=str(snapshot.path))


def test_the_analysts_guide_runs_as_written(report):
    names = {"report": report}
    for block in code(ROOT / "docs/fa/analysts.md", "python"):
        exec(compile(block, "analysts.md", "exec"), names)
    assert (names["district"], names["month"]) == (12, "1401-10")
    assert len(names["actions"]) == 6


def test_every_command_that_a_document_names_exists():
    known = CliRunner().invoke(app, ["--help"]).output
    named = set()
    for path in DOCUMENTS:
        for block in code(path, "sh"):
            named |= set(re.findall(r"^gozaresh ([a-z]+)", block, flags=re.M))
    assert {"forms", "ingest", "run", "lab", "export"} <= named
    assert all(re.search(rf"\b{command}\b", known) for command in named)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_of_the_project_leads_somewhere(path):
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text) + re.findall(r'src="([^"]+)"', text)
    for target in targets:
        if "://" not in target:
            assert (path.parent / target).exists(), target


def test_the_indicators_of_the_sample_are_documented():
    documented = (ROOT / "docs/indicators.md").read_text(encoding="utf-8")
    for block in code(ROOT / "docs/fa/analysts.md", "python"):
        for key in re.findall(r'report\.(?:cards|trend|districts)\("(\w+)"', block):
            assert key in documented
