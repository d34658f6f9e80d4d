"""docs/extending.md, followed word for word in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import pytest

from gozaresh.params import find_root

ROOT = find_root()
PAGE = ROOT / "docs/extending.md"
STEP = re.compile(
    r"`(?P<path>(?:src|params)/[\w./]+)`"
    r"(?P<method>[^`\n]*`Report`)?(?:, under `(?P<line>[^`]+)`)?:?\n\n"
    r"```\w+\n(?P<block>.*?)```",
    flags=re.S,
)
USED = """
from datetime import date, datetime
from pathlib import Path

from gozaresh.calendar import Month
from gozaresh.forms import write_form
from gozaresh.freezing import freeze
from gozaresh.intake import read_workbook
from gozaresh.params import find_root, load_params
from gozaresh.report import Report
from gozaresh.store import Store

root, month = find_root(), Month(1401, 10)
params = load_params(root)
tour = {"title": "بازار تهران", "held_on": date(2022, 12, 25), "outlets": 8, "stories": 6}
write_form(root / "form.xlsx", params.district(12), month, {"tours": [tour, tour | {"stories": 2}]})
received = datetime(2023, 1, 22, 9)
sent = read_workbook(root / "form.xlsx", params.districts, params.messages["intake"], received)
store = Store(f"duckdb:///{root / 'store.duckdb'}")
store.add([sent])
report = Report(12, "1401-10", str(freeze(store, month, params, root / "snapshots").path))
print(len(report.records("tours")), report.measures["tours_told"].value)
print(report.tours().alt)
print(report.list("tours", ["title", "outlets"], "تورها").rows)
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("src", "params", "templates", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "docs").mkdir()
    for step in STEP.finditer(PAGE.read_text(encoding="utf-8")):
        block = "\n" + indent(step["block"], "    ") if step["method"] else step["block"]
        follow(tmp_path / step["path"], step["line"], block)
    return tmp_path


def follow(path: Path, line: str | None, block: str) -> None:
    """Put the block under the line, or at the end of the file, which may be new."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if line:
        assert text.count(f"\n{line}\n") == 1, line
        text = text.replace(f"\n{line}\n", f"\n{line}\n{block}")
    else:
        text += ("\n\n" if path.suffix == ".py" and text and block[0] not in " \n" else "") + block
    path.write_text(text, encoding="utf-8")


def run(copy: Path, *arguments: str) -> str:
    place = {"PYTHONPATH": str(copy / "src"), "GOZARESH_HOME": str(copy), "PYTHONUTF8": "1"}
    command = [sys.executable, "-W", "error", *arguments]
    done = subprocess.run(
        command, env=os.environ | place, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_page_has_a_step_for_each_file():
    steps = [step["path"] for step in STEP.finditer(PAGE.read_text(encoding="utf-8"))]
    blocks = re.findall(r"```(?:yaml|python|text)\n", PAGE.read_text(encoding="utf-8"))
    assert len(steps) == len(blocks) == 10


def test_kind_indicator_and_chart_come_of_following_the_page(copy):
    counted, alt, listed = run(copy, "-c", USED).splitlines()
    assert counted == "2 0.5"
    assert "۴ ۲" in alt
    assert "بازار تهران" in listed
    run(copy, "-m", "gozaresh.dictionary")
    run(copy, "-m", "gozaresh.indicators.document")
    assert "تورهای رسانه‌ای" in (copy / "docs/records.md").read_text(encoding="utf-8")
    assert "`tours_told`" in (copy / "docs/indicators.md").read_text(encoding="utf-8")


def test_what_the_page_says_passes_lint(copy):
    ruff = Path(sys.executable).with_name("ruff")
    settings = ["--config", ROOT / "pyproject.toml", copy / "src"]
    for check in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [ruff, *check, *settings], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout
