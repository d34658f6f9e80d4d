"""A run: what must be made is made, in parallel, each report for itself; the rest is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gozaresh.batch.executed import keep_executed, legible
from gozaresh.batch.files import hold, write_whole
from gozaresh.batch.fingerprint import Fingerprint, fingerprints
from gozaresh.batch.ledger import Ledger
from gozaresh.batch.log import Log, open_log
from gozaresh.batch.plan import Job, check
from gozaresh.batch.progress import Progress, watching
from gozaresh.batch.result import RunResult, failed_notebook

if TYPE_CHECKING:  # imported only when there is something to make: a run that keeps all is instant
    from rich.console import Console

    from gozaresh.batch.book import Book
    from gozaresh.batch.index import Index
    from gozaresh.batch.make import Outcome
    from gozaresh.batch.printing import Prints, Render

_CELL_TIMEOUT = 600
_GLANCE = 0.25


def run_jobs(
    jobs: Sequence[Job],
    *,
    out: Path,
    workers: int | None = None,
    force: bool = False,
    console: Console | None = None,
    render: Render | None = None,
    executor: Executor | None = None,
    cell_timeout: int = _CELL_TIMEOUT,
    book: Book | None = None,
    index: Index | None = None,
) -> RunResult:
    """Make the reports that `jobs` describe in the folder `out`, where they are not up to date.

    `workers` is how many processors to keep busy (all of them, if not said); `executor` makes the
    reports elsewhere than in threads here. `render` is `gozaresh.pdf.render` if not given; a cell
    may take `cell_timeout` seconds. `book` is bound of the reports that are there in the end.
    `index` is kept current last, while the folder is still held.
    Raise `PlanError` before anything has started, `RunLockedError` when another run is at work.
    """
    began = time.monotonic()
    check(jobs)
    with hold(out), open_log(out) as log:
        run = _Run(out, fingerprints(jobs), Ledger(out), log, book, index)
        todo = run.decide(jobs, force=force)
        if todo:
            from gozaresh.batch.workshop import workshop

            show = watching(console, len(todo))
            with show as progress, workshop(workers, executor, render) as (makers, prints):
                run.make(todo, makers, prints, cell_timeout, progress)
        if book and not run.left and run.must_bind(book, force=force):
            with watching(console, 1) as progress:
                run.bind(book, progress)
        result = run.close(began)
        if index and not result.left:
            index.keep_current(run.ledger.reports)
        return result


@dataclass
class _Run:
    """The one place where a run's state changes, in the one thread that writes."""

    out: Path
    fingerprints: dict[str, Fingerprint]
    ledger: Ledger
    log: Log
    book: Book | None = None
    index: Index | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)

    def decide(self, jobs: Sequence[Job], *, force: bool) -> list[Job]:
        """The jobs that must be made; `reasons` then says why."""
        for job in jobs:
            why = self.ledger.why_make(job.name, self.fingerprints[job.name])
            if self.book and self.book.lacks(job.name):
                why = why or "the book needs its notebook"
            if force or why:
                self.reasons[job.name] = why or "forced"
        kept = [job.name for job in jobs if job.name not in self.reasons]
        self.ledger.keep(kept)
        self.log("decided", make=self.reasons, keep=kept)
        return [job for job in jobs if job.name in self.reasons]

    def make(
        self,
        todo: Sequence[Job],
        executor: Executor,
        prints: Prints | None,
        cell_timeout: int,
        progress: Progress,
    ) -> None:
        """Make these; an interruption from the keyboard ends it early and cleanly."""
        from gozaresh.batch.make import make
        from gozaresh.batch.workshop import tasks_of

        submitted = time.time()
        keeps = self.book.binds if self.book else (lambda _: False)
        tasks = tasks_of(todo, prints, cell_timeout, keeps)
        running = {executor.submit(make, task): task.name for task in tasks}
        try:
            if self.index:
                self.index.get_ready()
            for name, future in _as_they_end(running, progress):
                self._settle(name, _outcome(name, future), submitted, progress)
        except KeyboardInterrupt:
            _abandon(running)

    def _settle(self, name: str, outcome: Outcome, submitted: float, progress: Progress) -> None:
        """Put a report in its place, or note its failure and leave the last good one there."""
        began = time.monotonic()
        outcome = self._put(name, outcome)
        failed = outcome.pdf is None
        seconds = round(sum(outcome.phases.values()), 3)
        if failed:
            self._keep_evidence(name, outcome)
            self.failures[name] = outcome.problem
            self.ledger.failed(name, outcome.problem, seconds)
        else:
            failed_notebook(self.out, name).unlink(missing_ok=True)
            self.made.append(name)
            self.ledger.made(name, self.reasons[name], seconds, self.fingerprints[name])
            if self.index:
                self.index.add(name)
        text = outcome.problem if failed else f"{seconds:.1f} s, because {self.reasons[name]}"
        progress.finished(name, text, failed=failed)
        phases = {"queue": round(max(outcome.started - submitted, 0), 3), **outcome.phases}
        phases["write"] = round(time.monotonic() - began, 3)
        self.log("failed" if failed else "made", report=name, text=text, seconds=phases)

    def _put(self, name: str, outcome: Outcome) -> Outcome:
        """Write a report's PDF; it has failed where that cannot be, as in a full folder.

        On Windows nobody can replace a file that another program, such as a reader, has open.
        """
        path = self.out / f"{name}.pdf"
        try:
            if outcome.pdf is not None:
                keep_executed(self.out, name, outcome.notebook)
                write_whole(path, outcome.pdf)
        except OSError as error:
            problem = f"{path} could not be written ({error.strerror}). Is it open in a reader?"
            return replace(outcome, pdf=None, problem=problem)
        return outcome

    def _keep_evidence(self, name: str, outcome: Outcome) -> None:
        notebook = failed_notebook(self.out, name)
        notebook.unlink(missing_ok=True)
        if outcome.notebook:
            write_whole(notebook, legible(outcome.notebook).encode())

    @property
    def left(self) -> tuple[str, ...]:
        """What is still to be made."""
        done = {*self.made, *self.failures}
        return tuple(name for name in self.reasons if name not in done)

    def must_bind(self, book: Book, *, force: bool) -> bool:
        """Whether the book is to be bound; `reasons` then says why."""
        own = self.fingerprints[book.name] = book.fingerprint(self.ledger.reports)
        why = self.ledger.why_make(book.name, own)
        if force or why:
            self.reasons[book.name] = why or "forced"
            return True
        self.ledger.keep([book.name])
        return False

    def bind(self, book: Book, progress: Progress) -> None:
        """Bind the reports that are there into the book; an interruption leaves it as it was."""
        began = time.time()
        progress.running([book.name])
        try:
            self._settle(book.name, book.bound(self.ledger.reports), began, progress)
        except KeyboardInterrupt:
            return

    def close(self, began: float) -> RunResult:
        """Write down that the run has ended, and say how."""
        kept = tuple(name for name in self.fingerprints if name not in self.reasons)
        self.ledger.write(finished=not self.left)
        seconds = time.monotonic() - began
        result = RunResult(self.out, tuple(self.made), kept, self.failures, self.left, seconds)
        self.log("ended", text=result.sentence)
        return result


def _as_they_end(
    running: dict[Future, str], progress: Progress
) -> Iterator[tuple[str, Future[Outcome]]]:
    """Each future when it has ended, and no longer held on to: it carries a whole PDF."""
    while running:
        done, _ = wait(running, timeout=_GLANCE, return_when=FIRST_COMPLETED)
        for future in done:
            yield running.pop(future), future
        progress.running([name for future, name in running.items() if future.running()])


def _outcome(name: str, future: Future[Outcome]) -> Outcome:
    """What a worker says, or what befell the worker itself: that is one report's failure too."""
    from gozaresh.batch.make import Outcome

    if error := future.exception():
        return Outcome(name, problem=f"its worker failed: {type(error).__name__}: {error}")
    return future.result()


def _abandon(running: Mapping[Future, str]) -> None:
    """Stop what has begun and start nothing more."""
    from gozaresh.batch import kernels

    begun = [future for future in running if not future.cancel()]
    while any(not future.done() for future in begun):
        kernels.kill_all()
        wait(begun, timeout=_GLANCE)
