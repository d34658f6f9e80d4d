"""System programs that some tests need: found, or the test skips, or fails where `CI` is set."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

# Debian keeps PostgreSQL's server programs off the PATH, a folder a version.
SYSTEM_FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def find_program(program: str) -> Path:
    """Where a system program is; without it skip, or fail where `CI` is set."""
    folders = [*map(str, SYSTEM_FOLDERS), os.environ.get("PATH", "")]
    if found := shutil.which(program, path=os.pathsep.join(folders)):
        return Path(found)
    lacking(f"{program} is not installed")
    raise AssertionError("unreachable")


def lacking(reason: str) -> None:
    """Skip a test for want of something; fail where `CI` is set, for nothing is skipped there."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and CI is set: nothing may be skipped there")
    pytest.skip(reason)
