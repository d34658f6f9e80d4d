"""A forked kernel's first and last steps; imported by both sides, so it imports little itself."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path


def serve(arguments: Sequence[str], env: Mapping[str, str], cwd: str, scratch: Path | None) -> None:
    """Be an IPython kernel, as `python -m ipykernel_launcher ARGUMENTS` is, until it is shut down.

    The process has a session of its own, so that signals meant for it, or for its own children,
    reach nobody else.
    """
    from gozaresh.batch.kernel_app import KernelApp

    os.setsid()
    multiprocessing.set_start_method(None, force=True)  # a notebook may choose one of its own
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv = ["ipykernel_launcher", *arguments]
    _forget_shared_randomness()
    threading.Thread(target=_end_with_client, args=(scratch,), daemon=True).start()
    kernel = KernelApp.instance()
    kernel.initialize(list(arguments))
    kernel.start()


def _forget_shared_randomness() -> None:
    """NumPy's global generator was seeded in the warm process: every kernel would repeat it."""
    import numpy as np

    np.random.seed()


def _end_with_client(scratch: Path | None) -> None:
    """Leave nothing behind when the client is gone without a word, killed for instance."""
    multiprocessing.parent_process().join()
    if scratch:
        shutil.rmtree(scratch, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)
