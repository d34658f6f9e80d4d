"""Which snapshot a month has, told without opening store or snapshot."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gozaresh.calendar import Month
from gozaresh.errors import ParamsError, SnapshotError
from gozaresh.params import find_root, load_params
from gozaresh.seal import sealed
from gozaresh.snapshot import Snapshot
from gozaresh.store import Store

MONTH = Month(1401, 10)
ROOT = find_root()


@pytest.fixture
def frozen(tmp_path, submit):
    """A store with one submission, and how to find its snapshot."""
    url = f"duckdb:///{tmp_path / 'store.duckdb'}"
    Store(url).add([submit(12, "1401-10")])
    return url, lambda root=ROOT: sealed(url, MONTH, root, tmp_path / "snapshots")


def test_a_seal_says_of_the_snapshot_what_the_snapshot_says(frozen):
    _, find = frozen
    first, snapshot = find(), Snapshot(find().path)
    assert (first.version, first.month) == (snapshot.version, snapshot.month)
    assert first.slice(12) == snapshot.slice(12)
    assert first.slice() == snapshot.slice()
    assert first.city == snapshot.params.defaults.city
    assert first.districts == {n: each.name for n, each in snapshot.params.districts.items()}


def test_a_seal_says_which_districts_have_a_meeting_that_looks_back_on_the_month(frozen):
    _, find = frozen
    assert list(find().meetings) == [12] == list(find().meetings)


def test_nothing_changed_nothing_opened(frozen):
    """The store's body is spoiled behind its headers: whoever read it would not come far."""
    url, find = frozen
    first, file = find(), Path(url.removeprefix("duckdb:///"))
    about = file.stat()
    with file.open("r+b") as store:
        store.seek(3 * 4096)
        store.write(b"\xff" * (about.st_size - 3 * 4096))
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert find() == first


def test_what_is_ingested_meanwhile_is_frozen_anew(frozen, submit):
    url, find = frozen
    first = find()
    Store(url).add([submit(13, "1401-10")])
    second = find()
    assert second.version != first.version
    assert second.slice(13) != first.slice(13)
    assert find() == second


@pytest.fixture
def project(tmp_path):
    """A project's folder, whose params may be changed."""
    shutil.copytree(ROOT / "params", tmp_path / "project" / "params")
    return tmp_path / "project"


def test_other_params_are_another_snapshot(frozen, project):
    _, find = frozen
    defaults = project / "params" / "defaults.yml"
    changed = re.sub(r"(submission_due_day): \d+", r"\1: 6", defaults.read_text(encoding="utf-8"))
    defaults.write_text(changed, encoding="utf-8")
    assert find(project).version != find().version


def test_the_same_params_in_other_words_are_the_same_snapshot(frozen, project):
    _, find = frozen
    first = find(project)
    with (project / "params" / "defaults.yml").open("a", encoding="utf-8") as defaults:
        defaults.write("# said once more\n")
    second = find(project)
    assert (second.version, second.path) == (first.version, first.path)


def test_params_at_fault_are_said_to_be_though_their_snapshot_is_there(frozen, project):
    _, find = frozen
    find(project)
    (project / "params" / "defaults.yml").write_text("city: [", encoding="utf-8")
    load_params.cache_clear()  # as the next run has not read them yet
    with pytest.raises(ParamsError, match=r"defaults\.yml"):
        find(project)


def test_a_snapshot_that_is_gone_is_frozen_again(frozen):
    _, find = frozen
    first = find()
    first.path.unlink()
    assert find() == first
    assert first.path.is_file()


def test_a_damaged_seal_is_none(frozen, tmp_path):
    _, find = frozen
    first = find()
    for damage in ("{", "[]", '{"slices": 1}'):
        (tmp_path / "snapshots" / "1401-10.json").write_text(damage, encoding="utf-8")
        assert find() == first


def test_a_month_that_nobody_submitted_leaves_no_seal(frozen, tmp_path):
    url, _ = frozen
    with pytest.raises(SnapshotError, match="1401-11"):
        sealed(url, MONTH + 1, ROOT, tmp_path / "snapshots")
    assert not (tmp_path / "snapshots" / "1401-11.json").exists()


# Of store and snapshot, of the params, of what makes reports and tells of it.
HEAVY = {
    *("duckdb", "numpy", "pandas", "sqlalchemy"),
    *("gozaresh.param_files", "pydantic", "yaml"),
    *("multiprocessing", "rich.console"),
}


def test_a_run_that_finds_nothing_to_do_imports_nothing_heavy(tmp_path, submit):
    root, store = find_root(), Store(f"duckdb:///{tmp_path / 'data' / 'gozaresh.duckdb'}")
    store.add([submit(12, "1401-10")])
    program = (
        "import sys; from gozaresh.cli import main\n"
        "try: main()\n"
        f"finally: print(*sorted({HEAVY} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, "run", "1401-10", "--district", "12"]
    command += ["--report", "district-report", "--out", str(tmp_path / "out")]
    environment = os.environ | {"GOZARESH_HOME": str(root), "GOZARESH_DATA": str(tmp_path / "data")}
    environment.pop("GOZARESH_STORE", None)

    def run() -> list[str]:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()

    assert "1 made" in run()[0]
    said, heavy = run()
    assert "1 kept" in said
    assert heavy == ""
