"""The commit that a report says it was made by."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gozaresh.code import commit_of

Git = Callable[..., str]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for place in ("src/gozaresh/code.py", "templates/main.typ", "docs/pdf.md"):
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).write_text("as it was")
    return tmp_path


@pytest.fixture
def git(checkout: Path, needs: Callable[[str], Path]) -> Git:
    """Git in the checkout; every change there is before each `git("commit", …)`."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")

    def run(*command: str) -> str:
        call = [needs("git"), "-C", checkout, *who, *command]
        return subprocess.run(call, check=True, capture_output=True, text=True).stdout.strip()

    run("init", "--quiet")
    run("add", ".")
    run("commit", "--quiet", "--message", "first")
    return run


def test_it_is_the_last_one_that_changed_the_program(checkout: Path, git: Git) -> None:
    first = git("rev-parse", "HEAD")
    (checkout / "docs/pdf.md").write_text("other words")
    git("commit", "--quiet", "--all", "--message", "words")
    assert commit_of(checkout) == first[:12]
    (checkout / "templates/main.typ").write_text("another look")
    git("commit", "--quiet", "--all", "--message", "look")
    assert commit_of(checkout) == git("rev-parse", "HEAD")[:12]


@pytest.mark.parametrize("place", ["src/gozaresh/code.py", "src/gozaresh/new.py"])
def test_a_program_changed_since_is_marked(place: str, checkout: Path, git: Git) -> None:
    (checkout / place).write_text("changed")
    assert commit_of(checkout) == git("rev-parse", "HEAD")[:12] + "+"


def test_an_open_change_elsewhere_is_no_change(checkout: Path, git: Git) -> None:
    (checkout / "docs/pdf.md").write_text("other words")
    assert commit_of(checkout) == git("rev-parse", "HEAD")[:12]


@pytest.mark.usefixtures("git")
def test_without_a_checkout_there_is_none(checkout: Path) -> None:
    # A virtual environment in somebody's repository is not a checkout of ours.
    assert commit_of(checkout / "src") is None
    (checkout / ".git").rename(checkout / "no-git")
    assert commit_of(checkout) is None


@pytest.mark.usefixtures("git")
def test_without_git_there_is_none(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(checkout))
    assert commit_of(checkout) is None
