"""What the documents tell a reader to type does what they say."""

import importlib.util
import json
import re
import shlex
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from gozaresh.calendar import Month
from gozaresh.cli import app
from gozaresh.freezing import freeze
from gozaresh.indicators import catalogue
from gozaresh.intake import cells, workbook
from gozaresh.params import find_root
from gozaresh.persian import ISOLATE_END, ISOLATE_LEFT_TO_RIGHT, persian_digits
from gozaresh.records import kinds
from gozaresh.report import Report
from gozaresh.store import Store

ROOT = find_root()
OWN = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "reports/README.md")
DOCUMENTS = sorted([*(ROOT / name for name in OWN), *(ROOT / "docs").rglob("*.md")])
ANALYSTS, OFFICES = ROOT / "docs/fa/analysts.md", ROOT / "docs/fa/offices.md"
DONE = datetime(2022, 12, 25, 8)

each_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def code(path: Path, language: str, section: str = "") -> list[str]:
    """The blocks of code in a document, or in one section of it."""
    text = path.read_text(encoding="utf-8")
    if section:
        text = re.search(rf"^## {section}$(.*?)(?=^## |\Z)", text, flags=re.M | re.S)[1]
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.S)


def calls(path: Path, program: str) -> list[list[str]]:
    """What follows `program` in each command of a document, in words."""
    lines = "".join(code(path, "sh")).replace("\\\n", " ").splitlines()
    lines += re.findall(rf"`({program} [^`…]+)`", path.read_text(encoding="utf-8"))
    found = re.findall(rf"^{program}(?: .*)?$", "\n".join(lines), flags=re.M)
    return [shlex.split(line, comments=True)[1:] for line in found]


@pytest.fixture
def store(tmp_path, submit):
    told = {"completed_at": DONE, "published_at": DONE + timedelta(hours=3), "outlet": "شهر"}
    action = {"id": "a", "title": "کار", "category": "green"} | told
    inquiry = {"source": "citizen", "subject": "پ", "received_at": DONE}
    meeting = {"held_on": date(2022, 12, 25), "subject": "م", "due_on": date(2023, 1, 1)}
    rows = {"actions": [action] * 6, "inquiries": [inquiry] * 6, "meetings": [meeting]}
    store = Store(f"duckdb:///{tmp_path / 'gozaresh.duckdb'}")
    store.add([submit(12, "1401-10", **rows)])
    return store


@pytest.fixture
def report(tmp_path, store, params):
    snapshot = freeze(store, Month(1401, 10), params, tmp_path / "snapshots")
    return Report(12, "1401-10", snapshot=str(snapshot.path))


def test_the_analysts_guide_runs_as_written(report):
    names = {"report": report}
    for block in code(ANALYSTS, "python"):
        exec(compile(block, "analysts.md", "exec"), names)
    assert (names["district"], names["month"]) == (12, "1401-10")
    assert len(names["actions"]) == 6


@pytest.mark.usefixtures("store")
def test_a_new_report_is_made_by_following_the_analysts_guide(tmp_path, monkeypatch):
    for folder in ("params", "templates", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.setenv("GOZARESH_HOME", str(tmp_path))
    monkeypatch.setenv("GOZARESH_DATA", str(tmp_path))
    section = "گزارش تازه"
    notebook = nbformat.read(tmp_path / "notebooks/district_report.ipynb", as_version=4)
    added = map(nbformat.v4.new_code_cell, code(ANALYSTS, "python", section))
    notebook.cells = [*notebook.cells[:3], *added]
    notebook.metadata |= json.loads(f"{{{code(ANALYSTS, 'json', section)[0]}}}")
    nbformat.write(notebook, tmp_path / "notebooks/answers.ipynb")
    (call,) = [shlex.split(each)[1:] for each in code(ANALYSTS, "sh", section)]
    done = CliRunner().invoke(app, [*call, "--district", "12"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "reports/1401-10/answers-12.pdf").read_bytes().startswith(b"%PDF")


@each_document
def test_every_command_and_option_that_a_document_names_exists(path):
    for name, *words in filter(None, calls(path, "gozaresh")):
        if name == "--version":
            continue
        command = app.get_command(None, name)
        assert command, name
        known = {option for each in command.params for option in each.opts}
        options = {word.split("=")[0] for word in words if word.startswith("--")}
        assert options <= known, name


@each_document
def test_every_target_of_make_that_a_document_names_exists(path):
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    for words in calls(path, "make"):
        assert set(words) - {word for word in words if "=" in word} <= set(targets)


def test_a_reader_of_the_readme_is_told_every_command():
    assert {words[0] for words in calls(ROOT / "README.md", "gozaresh") if words} >= {
        name for name in app.list_commands(None) if name != "demo"
    }


def test_the_list_of_commands_is_current():
    commands = load(ROOT / "docs/commands.py")
    assert commands.PATH.read_text(encoding="utf-8") == commands.document(), "run `make docs`"


@each_document
def test_every_link_to_a_file_of_the_project_leads_somewhere(path):
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text) + re.findall(r'src="([^"]+)"', text)
    for target in targets:
        if "://" not in target:
            assert (path.parent / target).exists(), target


@each_document
def test_every_path_of_the_project_that_a_document_names_is_there(path):
    named = r"`((?:src|params|docs|tests|templates|notebooks)/[\w./-]+\.\w+)`"
    made = {"src/gozaresh/report/charts/days.py"}  # by who follows docs/extending.md
    for target in set(re.findall(named, path.read_text(encoding="utf-8"))) - made:
        assert (ROOT / target).exists(), target


def test_every_module_that_the_architecture_names_is_there():
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "src").rglob("*.py")}
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    for name in re.findall(r"`([\w/]+\.py)`", text):
        assert any(module.endswith(f"/{name}") for module in modules), name


def test_the_indicators_that_a_document_shows_exist():
    for path in DOCUMENTS:
        for block in code(path, "python"):
            for keys in re.findall(r"report\.(?:cards|trend|districts)\(([^)]*)\)", block):
                assert set(re.findall(r'"(\w+)"', keys)) <= set(catalogue())


def test_the_offices_guide_names_every_sheet_and_the_day_forms_are_due(params):
    text = OFFICES.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \|", text, flags=re.M)
    assert set(rows) >= {kind.title for kind in kinds().values()}
    assert f"روز {persian_digits(params.defaults.submission_due_day)} ماه بعد" in text
    assert f"کمتر از {persian_digits(params.indicators.low_data)} مورد" in text


def test_code_in_a_persian_sentence_keeps_its_signs_on_their_side():
    for path in (ROOT / "docs/fa").glob("*.md"):
        prose = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
        for found in re.finditer(r"(.)`[^`\n]+`(.)", prose, flags=re.S):
            assert found.groups() == (ISOLATE_LEFT_TO_RIGHT, ISOLATE_END), found[0]


def test_the_list_of_errors_is_current():
    errors = load(ROOT / "docs/errors.py")
    text = errors.document()
    assert (ROOT / "docs/fa/errors.md").read_text(encoding="utf-8") == text, "run `make docs`"
    limits = workbook.LARGEST_FILE // workbook.MEGABYTE, workbook.MOST_ROWS
    for limit in (*limits, cells.LONGEST_TEXT, cells.LARGEST_NUMBER):
        assert re.search(rf"(?<!\d){persian_digits(limit)}(?!\d)", text)


def load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pictures_are_small_and_all_shown():
    shown = {
        (path.parent / target).resolve()
        for path in DOCUMENTS
        for target in re.findall(r'(?:\]\(|src=")([^)"]+\.png)', path.read_text(encoding="utf-8"))
    }
    for picture in (ROOT / "docs/images").glob("*.png"):
        assert picture.stat().st_size < 120_000
        assert picture in shown, picture.name


def test_there_is_a_small_sample_of_each_report():
    samples = ROOT / "docs/samples"
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        sample = samples / f"{notebook.stem.replace('_', '-')}.pdf"
        assert sample.stat().st_size < 600_000
