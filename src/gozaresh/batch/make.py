"""One report, from a notebook's text to a PDF's bytes: what a worker does, wherever it is.

A task and an outcome are plain data, so that they can travel; nothing here touches the folder
of reports.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors
from papermill.parameterize import parameterize_notebook

from gozaresh.batch import engine
from gozaresh.batch.judge import shortcomings
from gozaresh.batch.kernels import ColdKernelManager, WarmKernelManager, own_event_loop
from gozaresh.batch.plan import Expectations
from gozaresh.batch.printing import Prints, Stopwatch

# What papermill has to say reaches the reader as an outcome.
logging.getLogger("papermill").addHandler(logging.NullHandler())

# Nor does a kernel write to our terminal (what a cell prints is in the notebook), or what it ran
# into the history of whoever runs the batch.
_QUIET = ["--IPKernelApp.log_level=CRITICAL", "--HistoryManager.enabled=False"]

_one_prepares = Lock()


@dataclass(frozen=True)
class Task:
    """What it takes to make a report; `folder` is where its kernel works.

    `files` are paths, and parameters of the notebook too. `keep` asks for the executed notebook.
    """

    name: str
    notebook: str
    parameters: Mapping[str, Any]
    files: Mapping[str, str]
    folder: str
    expects: Expectations
    cell_timeout: int
    prints: Prints | None
    keep: bool = False


@dataclass(frozen=True)
class Outcome:
    """A PDF, or a `problem` in plain words; `notebook` as far as it was executed.

    A good report's notebook only if the task asked for it. `phases` are the seconds of each phase:
    kernel, cells, press (waiting for one, and the way there and back), export, pdf.
    """

    name: str
    pdf: bytes | None = None
    problem: str = ""
    notebook: str | None = None
    started: float = 0.0
    phases: Mapping[str, float] = field(default_factory=dict)


class _FailedError(Exception):
    def __init__(self, problem: str, notebook: NotebookNode | None = None) -> None:
        super().__init__(problem)
        self.notebook = notebook


class _NotStartedError(Exception):
    """No kernel answered, so no cell can have had an effect."""


def make(task: Task) -> Outcome:
    """Execute, judge and typeset one report; a failure is an outcome too."""
    started, watch = time.time(), Stopwatch()
    try:
        notebook = _execute_twice(task, watch)
        _judge(notebook, task.expects)
        outcome = Outcome(task.name, pdf=_print(notebook, task.prints, watch))
        if task.keep:
            outcome = replace(outcome, notebook=nbformat.writes(notebook))
    except _FailedError as failure:
        kept = nbformat.writes(failure.notebook) if failure.notebook else None
        outcome = Outcome(task.name, problem=str(failure), notebook=kept)
    return replace(outcome, started=started, phases=watch.phases)


def _execute_twice(task: Task, watch: Stopwatch) -> NotebookNode:
    """Once more, in the ordinary way, when the kernel did not start."""
    try:
        return _execute(task, WarmKernelManager, watch)
    except _NotStartedError:
        watch.lap("kernel")
    try:
        return _execute(task, ColdKernelManager, watch)
    except _NotStartedError as error:
        raise _FailedError(f"its kernel did not start, twice: {error}") from error


def _execute(task: Task, manager: type[ColdKernelManager], watch: Stopwatch) -> NotebookNode:
    running: list[NotebookNode] = []

    def begin(notebook: NotebookNode) -> None:
        watch.lap("kernel")
        running.append(notebook)

    try:
        with own_event_loop():
            return _through_papermill(
                task,
                timeout=task.cell_timeout,
                kernel_manager_class=manager,
                resources={"metadata": {"path": task.folder}},
                extra_arguments=_QUIET,
                on_notebook_start=begin,
            )
    except Exception as error:
        if not running:
            raise _NotStartedError(f"{type(error).__name__}: {error}") from error
        raise _failure(error, running[0], task) from error
    finally:
        if running:
            watch.lap("cells")


def _through_papermill(task: Task, **options: Any) -> NotebookNode:
    """What `papermill.execute_notebook` does, but for its last step.

    That writes the executed notebook as text even where there is no file to write it to, which
    takes as long as a dozen cells.
    """
    given = {**task.parameters, **task.files}
    notebook = parameterize_notebook(nbformat.from_dict(_prepared(task.notebook)), given)
    kernel = papermill_engines.nb_kernel_name(None, notebook)
    executed = papermill_engines.execute_notebook_with_engine(
        engine.NAME, notebook, kernel_name=kernel, progress_bar=False, **options
    )
    raise_for_execution_errors(executed, None)
    return executed


def _prepared(text: str) -> NotebookNode:
    """A notebook ready for its parameters: read and checked once for all its reports.

    Copy it; `nbformat.from_dict` does. All that begin at once wait for the first of them.
    """
    with _one_prepares:
        return _ready(text)


@lru_cache
def _ready(text: str) -> NotebookNode:
    return papermill.execute_notebook(nbformat.reads(text, as_version=4), None, prepare_only=True)


def _failure(error: Exception, notebook: NotebookNode, task: Task) -> _FailedError:
    """Why a started notebook did not reach its end; its last cell then says so too."""
    if isinstance(error, PapermillExecutionError):
        where = f"cell [{error.exec_count}] «{_first_line(error.source)}»"
        return _FailedError(f"{where} raised {error.ename}: {error.evalue}", notebook)
    cell = [cell for cell in notebook.cells if cell.metadata.papermill.start_time][-1]
    reason = f"{type(error).__name__}: {error}"
    if isinstance(error, CellTimeoutError):
        reason = f"took longer than its limit of {task.cell_timeout} s"
    elif isinstance(error, DeadKernelError):
        reason = "ended its kernel, most likely for want of memory"
    cell.setdefault("outputs", []).append(
        nbformat.v4.new_output("error", ename=type(error).__name__, evalue=reason, traceback=[])
    )
    return _FailedError(f"cell «{_first_line(cell.source)}» {reason}", notebook)


def _first_line(source: str) -> str:
    lines = [line for line in source.splitlines() if line.strip()]
    return lines[0][:80] if lines else ""


def _judge(notebook: NotebookNode, expects: Expectations) -> None:
    if faults := shortcomings(notebook, expects):
        raise _FailedError(f"it is not the report expected: {'; '.join(faults)}", notebook)


def _print(notebook: NotebookNode, prints: Prints, watch: Stopwatch) -> bytes:
    try:
        printed = prints(notebook)
    except Exception as error:
        raise _FailedError(
            f"it could not be typeset: {type(error).__name__}: {error}", notebook
        ) from error
    watch.lap("press")
    watch.share("press", printed.phases)
    return printed.pdf
