"""The habits of the repository: what lint, the hooks and git do with code and notebooks."""

import re
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import yaml

from gozaresh.params import find_root
from programs import find_program

ROOT = find_root()
TOOLS = Path(sys.executable).parent
STEPS = re.search(r"^lint: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)[1].split()
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def make(target: str, *options: str) -> subprocess.CompletedProcess:
    """Run a target of the Makefile with the tools of this interpreter's environment."""
    command = [find_program("make"), "--no-print-directory", "--directory", ROOT]
    command += ["--assume-old", ".venv/ready", f"BIN={TOOLS}", *options, target]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def hooks() -> list[dict]:
    written = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    return [hook for repository in written["repos"] for hook in repository["hooks"]]


def run_and_save_as_jupyter_does(path: Path, saved: Path) -> None:
    """Run each cell of `path`, made harmless, and save with what Jupyter and papermill add."""
    notebook = nbformat.read(path, as_version=4)
    sources = [cell.source for cell in notebook.cells]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = "print(1); 2"
        cell.metadata.update(editable=True, slideshow={"slide_type": ""}, papermill={"duration": 1})
    nbclient.NotebookClient(notebook, kernel_name="python3").execute()
    for cell, source in zip(notebook.cells, sources, strict=True):
        cell.source = source
    notebook.metadata["papermill"] = {"parameters": {"district": 12}}
    nbformat.write(notebook, saved)


def test_each_step_of_lint_is_a_hook_that_says_what_it_does():
    assert [hook["id"] for hook in hooks()] == STEPS
    assert [hook["entry"] for hook in hooks()] == [
        f"make --no-print-directory {step}" for step in STEPS
    ]
    assert all(len(hook["name"].split()) > 5 for hook in hooks())


def test_a_commit_and_ci_do_what_a_person_does():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert re.findall(r"^make .*$", script, flags=re.M) == ["make lint", "make test"]


def test_ruff_reads_the_notebooks():
    shown = make("lint-code", "--dry-run").stdout.split()
    assert shown[:2] == [str(TOOLS / "ruff"), "check"]
    listed = subprocess.run(
        [*shown, "--show-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(map(str, NOTEBOOKS)) <= set(listed.stdout.splitlines())


def test_a_notebook_run_and_saved_is_stripped_to_the_very_bytes_in_git(tmp_path):
    path = ROOT / "notebooks/city_overview.ipynb"
    saved = tmp_path / path.name
    run_and_save_as_jupyter_does(path, saved)
    judged = make("lint-notebooks", f"NOTEBOOKS={saved}")
    assert judged.returncode and "make strip" in judged.stdout
    assert make("strip", f"NOTEBOOKS={saved}").returncode == 0
    assert saved.read_bytes() == path.read_bytes()
    assert make("lint-notebooks", f"NOTEBOOKS={saved}").returncode == 0
