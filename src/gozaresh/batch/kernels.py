"""Kernels forked from a warm process, through jupyter_client's own extension point.

Each is a real ipykernel in a process of its own. What an ordinary start spends its seconds on,
importing, is done once, in the process of `warm`. Where that cannot be forked (Windows), and for
kernels that are not this Python's ipykernel, the start is the ordinary one.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Any
from weakref import WeakSet, finalize

from jupyter_client import AsyncKernelManager
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning import LocalProvisioner
from jupyter_core.utils import ensure_event_loop

from gozaresh.batch.forked import serve
from gozaresh.batch.session import Session
from gozaresh.batch.warm import CAN_FORK, one_at_a_time, starting
from gozaresh.report.block import WITHOUT_HTML

_open: WeakSet[LocalProvisioner] = WeakSet()


def kill_all() -> None:
    """Kill every kernel of this process; whoever waits for one is told that it died."""
    for provisioner in list(_open):
        if process := provisioner.process:
            process.kill()


@contextmanager
def own_event_loop() -> Iterator[None]:
    """Close the loop that nbclient makes for a thread, and would leave open with its files."""
    loop = ensure_event_loop()
    try:
        yield
    finally:
        loop.close()


class ColdKernelManager(AsyncKernelManager):
    """The ordinary manager, but with every file of a kernel in a folder that goes with it.

    Kernels are reached by socket files where there are such, because parallel ones over TCP meet
    each other's ports.
    """

    provisioner_name = "local-provisioner"

    def __init__(self, **kwargs: Any) -> None:
        # Short and in the system's own place: a socket's path has at most about a hundred bytes.
        self.scratch = Path(tempfile.mkdtemp(prefix="gozaresh-"))
        self._remove = finalize(self, shutil.rmtree, self.scratch, ignore_errors=True)
        super().__init__(
            connection_file=str(self.scratch / "kernel.json"),
            transport="ipc" if os.name == "posix" else "tcp",
            **kwargs,
        )

    def _session_default(self) -> Session:
        return Session(parent=self)

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """The spec as installed, with our choice of how to start it."""
        spec = super().kernel_spec
        if spec is not None:
            spec.metadata["kernel_provisioner"] = {"provisioner_name": self.provisioner_name}
        return spec

    async def start_kernel(self, **kwargs: Any) -> None:
        """As ever, for a notebook that is printed and not looked at."""
        env = {**os.environ, **kwargs.pop("env", {}), WITHOUT_HTML: "1"}
        await super().start_kernel(env=env, **kwargs)

    async def cleanup_resources(self, restart: bool = False) -> None:
        """As ever, and the folder is removed."""
        await super().cleanup_resources(restart=restart)
        if not restart:
            self._remove()


class WarmKernelManager(ColdKernelManager):
    """Its kernels are warm ones. Give it to nbclient, or to papermill, as kernel_manager_class."""

    provisioner_name = "gozaresh-warm"

    @property
    def runs_ahead(self) -> bool:
        """Whether it may be asked for cells before others have ended, as a forked one may.

        An ordinary kernel may run those that come after one that raises, if they come late enough.
        """
        return self.provisioner is not None and isinstance(self.provisioner.process, _Forked)

    async def shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:
        """At once where it was forked: such a process does nothing at its end."""
        await super().shutdown_kernel(now=now or self.runs_ahead, restart=restart)


class WarmProvisioner(LocalProvisioner):
    """Provides a kernel by forking the warm process; the module says when it does not."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel that `cmd` would have started, with the `cwd` and `env` given."""
        _open.add(self)
        if not _can_fork() or cmd[0] != sys.executable or "ipykernel_launcher" not in cmd:
            return await super().launch_kernel(cmd, **kwargs)
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        self.cwd = kwargs.get("cwd") or os.getcwd()  # noqa: PTH109
        scratch = getattr(self.parent, "scratch", None)
        self.process = _Forked(arguments, kwargs["env"], str(self.cwd), scratch)
        self.pid = self.pgid = self.process.pid
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """Kill it and see it end: jupyter_client looks for that only ten times a second."""
        await super().kill(restart=restart)
        if isinstance(self.process, _Forked):
            multiprocessing.connection.wait([self.process.sentinel], timeout=1)


def _can_fork() -> bool:
    """A daemon of multiprocessing's, as a Dask worker under a nanny is, may have no children."""
    return CAN_FORK and not multiprocessing.current_process().daemon


class _Forked:
    """A forked kernel with the methods of `subprocess.Popen` that `LocalProvisioner` calls."""

    stdin = stdout = stderr = None

    def __init__(self, *arguments: Any) -> None:
        context = multiprocessing.get_context("forkserver")
        self._process = context.Process(target=serve, args=arguments)
        with starting():
            self._process.start()
        self.pid = self._process.pid
        self.sentinel = self._process.sentinel

    def poll(self) -> int | None:
        with one_at_a_time:
            return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        multiprocessing.connection.wait([self.sentinel], timeout)
        code = self.poll()
        if code is None:
            raise TimeoutExpired("kernel", timeout or 0)
        return code

    def send_signal(self, signum: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()
