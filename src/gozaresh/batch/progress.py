"""What a run shows while it works: a live bar on a terminal, plain lines anywhere else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # imported only when there is something to show
    from rich.console import Console

_SHOWN_AT_ONCE = 4


class Progress(Protocol):
    """Told what runs, and what became of each report."""

    def running(self, names: Sequence[str]) -> None:
        """These reports are being made at this moment."""

    def finished(self, name: str, text: str, *, failed: bool) -> None:
        """A report is made or has failed; `text` says how."""


@contextmanager
def watching(console: Console | None, total: int) -> Iterator[Progress]:
    """Show the progress of `total` reports, where errors go if no console is given."""
    console = console or _errors()
    if console.is_terminal and total:
        with _bar(console) as bar:
            yield _Live(bar, total)
    else:
        yield _Lines(console, total)


def _errors() -> Console:
    from rich.console import Console

    return Console(stderr=True)


def _bar(console: Console):
    from rich import progress

    return progress.Progress(
        progress.TextColumn("{task.completed}/{task.total}"),
        progress.BarColumn(),
        progress.TimeElapsedColumn(),
        progress.TextColumn("left"),
        progress.TimeRemainingColumn(),
        progress.TextColumn("{task.fields[failed]}", style="red"),
        progress.TextColumn("{task.fields[now]}", style="dim", markup=False),
        console=console,
        transient=True,
    )


class _Live:
    def __init__(self, bar, total: int) -> None:
        self._bar = bar
        self._failed = 0
        self._task = bar.add_task("", total=total, failed="", now="")

    def running(self, names: Sequence[str]) -> None:
        more = f" and {len(names) - _SHOWN_AT_ONCE} more" if len(names) > _SHOWN_AT_ONCE else ""
        self._bar.update(self._task, now=", ".join(names[:_SHOWN_AT_ONCE]) + more)

    def finished(self, name: str, text: str, *, failed: bool) -> None:
        self._failed += failed
        if failed:
            _say(self._bar.console, f"{name} failed: {text}")
            self._bar.update(self._task, failed=f"{self._failed} failed")
        self._bar.advance(self._task)


class _Lines:
    def __init__(self, console: Console, total: int) -> None:
        self._console = console
        self._total = total
        self._done = 0

    def running(self, names: Sequence[str]) -> None:
        """Nothing: a line each time would fill a log."""

    def finished(self, name: str, text: str, *, failed: bool) -> None:
        self._done += 1
        outcome = "failed" if failed else "made"
        _say(self._console, f"[{self._done}/{self._total}] {name} {outcome}: {text}")


def _say(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
