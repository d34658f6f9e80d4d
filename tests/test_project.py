"""The promises that the project makes about itself."""

import ast
import re
import tomllib
from itertools import chain
from pathlib import Path

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from gozaresh import __version__
from gozaresh.params import find_root

ROOT = find_root()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def named() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    return [Requirement(line) for line in chain(PROJECT["dependencies"], *extras)]


def locked() -> dict[str, list[Version]]:
    pins: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([\w.\-]+)(?:\[.*?\])?==([^\s;\\]+)", LOCK, flags=re.M):
        pins.setdefault(canonicalize_name(name), []).append(Version(version))
    return pins


@pytest.mark.parametrize("requirement", named(), ids=str)
def test_every_dependency_has_a_lower_bound_that_its_pin_meets(requirement):
    assert any(bound.operator in (">=", "~=") for bound in requirement.specifier)
    pins = locked()[canonicalize_name(requirement.name)]
    assert all(requirement.specifier.contains(pin) for pin in pins)


def test_every_pin_has_hashes_and_no_address_is_written_down():
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK)
    pins = [block for block in blocks if "==" in block.split("\n")[0]]
    assert len(pins) > 100
    assert all("--hash=sha256:" in block for block in pins)
    assert not re.search(r"https?://|--(?:extra-)?index-url|--find-links", LOCK)


def test_conda_installs_the_same_pinned_set():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, _, pip = environment["dependencies"]
    assert python.replace("python ", "") == PROJECT["requires-python"]
    assert pip == {"pip": ["--require-hashes -r requirements.lock"]}


def test_the_version_is_said_once():
    said = [path for path in (ROOT / "src").rglob("*.py") if __version__ in path.read_text("utf-8")]
    assert said == [ROOT / "src/gozaresh/__init__.py"]
    assert "version" in PROJECT["dynamic"]


def test_the_licence_is_the_one_that_is_named():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith(f"{PROJECT['license']} License")
    assert PROJECT["license-files"] == ["LICENSE"]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestNotebook:
    def test_is_valid_and_without_outputs(self, path: Path):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        for cell in notebook.cells:
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None
        assert "papermill" not in notebook.metadata

    def test_has_one_parameters_cell_of_literals(self, path: Path):
        cells = [c for c in cells_of(path) if "parameters" in c.metadata.get("tags", [])]
        assert len(cells) == 1
        for statement in ast.parse(cells[0].source).body:
            assert isinstance(statement, ast.Assign)
            ast.literal_eval(statement.value)

    def test_is_thin_one_call_a_cell_and_no_logic(self, path: Path):
        for cell in cells_of(path):
            if "parameters" in cell.metadata.get("tags", []):
                continue
            body = [
                each
                for each in ast.parse(cell.source).body
                if not isinstance(each, ast.Import | ast.ImportFrom)
            ]
            assert len(body) == 1, cell.source
            assert isinstance(body[0], ast.Expr | ast.Assign), cell.source
            assert isinstance(body[0].value, ast.Call), cell.source
            for node in ast.walk(body[0]):
                assert not isinstance(node, ast.Lambda | ast.comprehension), cell.source


def cells_of(path: Path) -> list:
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]
