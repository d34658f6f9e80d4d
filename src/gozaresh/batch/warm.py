"""The warm process: it imports once what kernels and typesetters need, and is forked for each.

It is the server process of `multiprocessing`'s forkserver, and ends with the run. Where there is
none (Windows), or Apple's libraries may end a forked process, processes start in the ordinary way.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from types import ModuleType

CAN_FORK = sys.platform != "darwin" and "forkserver" in multiprocessing.get_all_start_methods()
_PRELOADED = ["gozaresh.batch.preloaded"]
one_at_a_time = Lock()


def import_without(wanted: str, *unwanted: str) -> None:
    """Import a module as if others, which it can do without, were not installed."""
    left_out = [each for each in unwanted if each not in sys.modules]
    sys.modules.update(dict.fromkeys(left_out))
    import_module(wanted)
    for each in left_out:
        del sys.modules[each]


def import_jsonschema() -> None:
    """Import what nbformat needs of jsonschema, without what checks addresses and durations.

    There are none in a notebook, and one of these compiles a grammar of addresses whenever it is
    imported, which takes a second.
    """
    import_without("jsonschema", "isoduration", "rfc3986_validator", "rfc3987_syntax")


def collect_less(after: int) -> None:
    """Let Python look for garbage once there are so many more objects: most go by themselves."""
    gc.set_threshold(after, 20, 20)


def warm_up() -> None:
    """Start the warm process and return while it imports."""
    if CAN_FORK:
        from multiprocessing import forkserver

        forkserver.set_forkserver_preload(_PRELOADED)
        forkserver.ensure_running()
    import_jsonschema()


def cool_down() -> None:
    """End the warm process, so that the next one imports what the code is by then."""
    if CAN_FORK:
        from multiprocessing.forkserver import _forkserver as server  # it has no public end

        if server._forkserver_pid is not None:
            os.kill(server._forkserver_pid, signal.SIGTERM)
            server._stop()


@contextmanager
def starting() -> Iterator[None]:
    """Start a process in here: one at a time, and without the program that runs the batch.

    Starting one polls the others, and two threads must not read the same exit status; and each
    new process would import the program first, once more.
    """
    with one_at_a_time:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
