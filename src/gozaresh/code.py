"""The program itself: a digest of its code, and the commit that it is of."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PROGRAM = ("src", "templates", "notebooks")
_DIGITS = 12


def digest_folder(folder: Path) -> str:
    """Of all files in a folder with their places, but hidden and byte-compiled ones."""
    digest = hashlib.sha256()
    for path in sorted(_files(folder)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{content}\n".encode())
    return digest.hexdigest()[:16]


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = filter(_counts, folders)
        yield from (Path(place, name) for name in names if _counts(name))


@cache
def code_digest() -> str:
    """Of this package as this process has imported it."""
    return digest_folder(Path(__file__).parent)


@cache
def commit() -> str | None:
    """The last commit that changed program, templates or notebooks; «+» after it: changed since.

    None where the package is in no checkout of its own, or git is not there or says nothing. A
    commit that changes something else is not told, so that the same code has the same name.
    """
    return commit_of(Path(__file__).parents[2])


def commit_of(checkout: Path) -> str | None:
    """As `commit`, of the checkout in a folder."""
    if not (checkout / ".git").exists():
        return None
    last = _git(checkout, "log", "-1", "--format=%H")
    changed = _git(checkout, "status", "--porcelain")
    return f"{last[:_DIGITS]}{'+' if changed else ''}" if last and changed is not None else None


def _git(checkout: Path, *command: str) -> str | None:
    """What git says of the program in a checkout, without touching it; None if it says nothing."""
    # A hook that we may run under names another repository; nor is the index ours to refresh.
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        ran = subprocess.run(
            ["git", "-C", checkout, "--no-optional-locks", *command, "--", *_PROGRAM],
            capture_output=True,
            check=True,
            env=own,
            encoding="utf-8",
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return ran.stdout.strip()


def _counts(name: str) -> bool:
    return not name.startswith(".") and name != "__pycache__"
