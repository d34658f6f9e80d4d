"""Where reports are made, and the tasks that are done there."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING

from gozaresh.batch import warm
from gozaresh.batch.plan import Job

if TYPE_CHECKING:
    from gozaresh.batch.make import Task
    from gozaresh.batch.printing import Prints, Render

# A kernel's start and end are mostly waiting: this many for each processor keep it busy.
_KERNELS_PER_WORKER = 2


@contextmanager
def workshop(
    workers: int | None, executor: Executor | None, render: Render | None
) -> Iterator[tuple[Executor, Prints | None]]:
    """Where reports are made, and what prints them there: an executor knows for itself.

    Here it is threads beside a warm process that ends with them, and a press.
    """
    if not executor:
        warm.warm_up()  # it imports what it needs while we do the same
    from gozaresh.batch.press import Press
    from gozaresh.batch.printing import print_through

    prints = partial(print_through, render) if render else None
    if executor:
        yield executor, prints
        return
    usual = gc.get_threshold()
    warm.collect_less(after=50_000)  # and yet hold no more memory for many reports
    workers = workers or os.cpu_count() or 1
    try:
        with (
            Press(workers) as press,
            ThreadPoolExecutor(_KERNELS_PER_WORKER * workers, "report") as pool,
        ):
            yield pool, prints or press
    finally:
        gc.set_threshold(*usual)
        warm.cool_down()


def tasks_of(
    jobs: Sequence[Job], prints: Prints | None, cell_timeout: int, keeps: Callable[[str], bool]
) -> list[Task]:
    """What it takes to make each report; those of one notebook share its text."""
    from gozaresh.batch.make import Task

    text = cache(lambda path: path.read_text(encoding="utf-8"))
    notebooks = {job.notebook: job.notebook.resolve() for job in jobs}
    return [
        Task(
            job.name,
            text(notebooks[job.notebook]),
            job.parameters,
            {name: str(path) for name, path in job.files.items()},
            str(notebooks[job.notebook].parent),
            job.expects,
            cell_timeout,
            prints,
            keeps(job.name),
        )
        for job in jobs
    ]
