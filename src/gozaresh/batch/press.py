"""Typesetting in processes of its own, as many as there are processors to keep busy.

Here it would hold up every other report: Python runs one thread at a time. What ends such a
process (want of memory, most likely) ends no other report.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Self

import orjson

from gozaresh.batch import warm
from gozaresh.batch.printing import Notebook, Printed, Prints, print_notebook
from gozaresh.code import commit
from gozaresh.params import find_root

_METHOD = "forkserver" if warm.CAN_FORK else "spawn"


class Press:
    """Prints notebooks for any number of threads, in `workers` processes; close it.

    `prints` can be pickled; without it it is `print_notebook` for the project we are in.
    """

    def __init__(self, workers: int, prints: Prints | None = None) -> None:
        self._prints = prints or partial(print_notebook, root=find_root(), commit=commit() or "")
        self._workers = workers
        self._pool = _pool(workers)

    def __call__(self, notebook: Notebook) -> Printed:
        """The PDF. Raises what `prints` does, `BrokenProcessPool` if that ends its process."""
        pool = self._pool
        try:
            return _run(pool, self._prints, notebook)
        except BrokenProcessPool:
            self._replace(pool)
        return self._alone(notebook)

    def _alone(self, notebook: Notebook) -> Printed:
        """Once more, where it cannot end the work of others: it may be the one that did."""
        with _pool(1) as pool:
            return _run(pool, self._prints, notebook)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        with warm.one_at_a_time:
            if self._pool is not broken:
                return  # another thread has been here
            self._pool = _pool(self._workers)
        broken.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context(_METHOD)
    return ProcessPoolExecutor(workers, context, initializer=_begin)


def _run(pool: ProcessPoolExecutor, prints: Prints, notebook: Notebook) -> Printed:
    with warm.starting():  # the pool starts its processes when it is given work
        future = pool.submit(_printed, prints, _packed(notebook))
    return future.result()


def _printed(prints: Prints, notebook: bytes) -> Printed:
    """Here a notebook is plain JSON: nbformat, whose own it was, takes a while to import."""
    return prints(_unpacked(notebook))


def _packed(notebook: Notebook) -> bytes:
    """As JSON; half of a letter of UTF-16 only Python's own writes, and reads."""
    try:
        return orjson.dumps(notebook)
    except TypeError:
        return json.dumps(notebook).encode()


def _unpacked(packed: bytes) -> Notebook:
    try:
        return orjson.loads(packed)
    except orjson.JSONDecodeError:
        return json.loads(packed)


def _begin() -> None:
    """Leave the keyboard and other processors to the run, and end with it, even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Typst reads it at its first page. A report is one run of pages, which threads cannot share:
    # they wait for one another, for a tenth of the processor's time. A book is many.
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    threading.Thread(target=_end_with_run, daemon=True).start()


def _end_with_run() -> None:
    multiprocessing.parent_process().join()
    os._exit(1)
