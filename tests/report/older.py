"""A Matplotlib that does not shape text, set up beside the environment's own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from gozaresh.params import find_root
from programs import lacking

RELEASE = "3.10.9"  # the last line without libraqm


def run_with_older_matplotlib(script: Path, *arguments: str, stdin: str = "") -> str:
    """What a script prints with the older Matplotlib, where a warning is an error too."""
    paths = [str(_folder()), str(find_root() / "src"), str(Path(__file__).parent)]
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script), *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _folder() -> Path:
    """Where that Matplotlib is: a folder put before the environment's packages, kept for later."""
    folder = find_root() / f".venv-matplotlib-{RELEASE}"
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".venv-") as scratch:
            _install(Path(scratch) / "packages")
            try:
                (Path(scratch) / "packages").rename(folder)
            except OSError:  # another test process was faster
                assert folder.is_dir()
    return folder


def _install(target: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    options = ["--no-deps", "--only-binary", ":all:", "--target", str(target)]
    done = subprocess.run(
        [*pip, *options, f"matplotlib=={RELEASE}"], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return
    last = (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
    lacking(f"matplotlib {RELEASE} could not be installed: {last}")
