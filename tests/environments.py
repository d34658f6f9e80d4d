"""Environments for tests' tools that must not be in ours: their licence, or what they depend on."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import venv
from functools import cache
from pathlib import Path

from gozaresh.params import find_root
from programs import lacking

BIN = Path("Scripts" if sys.platform == "win32" else "bin")


@cache
def environment(name: str, *requirements: str) -> Path:
    """The folder of the programs of an environment; built the first time, and kept."""
    folder = find_root() / f".venv-{name}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".venv-") as scratch:
            built = Path(scratch) / "built"
            venv.create(built, with_pip=True)
            command = [built / BIN / "python", "-m", "pip", "install", "--quiet", *requirements]
            if subprocess.run(command, capture_output=True, check=False).returncode:
                lacking(f"{' '.join(requirements)} cannot be installed here")
            with contextlib.suppress(OSError):  # another worker was first
                built.rename(folder)
    return folder / BIN
