"""ipykernel's application as a batch needs it: one client, one cell at a time, nobody watching.

Everything that a notebook can see of its kernel is as ever.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from threading import Lock, current_thread
from types import ModuleType
from typing import Any

import zmq
from ipykernel import ipkernel
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.compilerop import CachingCompiler
from traitlets import DottedObjectName, Type
from traitlets.config import Config
from traitlets.config.loader import DeferredConfigString
from zmq.eventloop.zmqstream import ZMQStream

from gozaresh.batch.session import Session
from gozaresh.batch.shell import Shell

_TRAIT = re.compile(r"--(\w+)\.(\w+)=(.*)", re.DOTALL)


class KernelStream(OutStream):
    """Flushed only where something was printed.

    ipykernel flushes both streams before and after whatever a cell shows, six times a cell, and
    waits each time until its sending thread says that it has nothing to send.
    """

    _taken = False  # whether the sending thread, which sends by its own clock too, is at work on it

    def flush(self) -> None:
        """Return once what was printed is sent: what a cell shows is to come after it."""
        if self._buffers or self._taken:
            super().flush()

    def _flush(self) -> None:
        self._taken = True
        try:
            super()._flush()
        finally:
            self._taken = False


class Publisher(IOPubThread):
    """Sends from whatever thread has something to say.

    ipykernel's own wakes itself for each message. It still takes what child processes print.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sending = Lock()

    def send_multipart(self, *args: Any, **kwargs: Any) -> None:
        """Send a message, one at a time."""
        if self.thread.is_alive():
            with self._sending:
                self._really_send(*args, **kwargs)
        else:  # at the end, or in a child process, which may have been made while the lock was held
            super().send_multipart(*args, **kwargs)


class _Sys(ModuleType):
    """`sys` for ipykernel, without modules.

    It makes a debugger, which a batch has none of, a list of them all. To touch a thousand objects
    is to copy their pages: a forked kernel shares them.
    """

    modules: Mapping[str, ModuleType] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


ipkernel.sys = _Sys("sys")

# ipykernel asks for each cell, which takes longer than to receive it.
_ACCEPTED = ipkernel._accepts_parameters(Shell.run_cell_async, ["cell_meta", "cell_id"])
ipkernel._accepts_parameters = lambda *_: _ACCEPTED


class Kernel(IPythonKernel):
    """Tells its client what that does not know: not what it was asked, nor that it is busy now."""

    shell_class = Type(Shell)
    compiler_class = Type(CachingCompiler)  # ipykernel's own names cells for a debugger
    _execute_sleep = 0.0  # what a cell printed is sent by then
    _supports_kernel_subshells = False

    def __init__(self, **kwargs: Any) -> None:
        """Take the shell that has been prepared."""
        super().__init__(**kwargs)
        self.shell.enter(self)

    async def execute_request(
        self, stream: ZMQStream, ident: list[bytes], parent: Mapping[str, Any]
    ) -> None:
        """Run a cell and say so at once: a stream would have the event loop come back for it."""
        self.shell.expect(parent["content"]["code"])
        await super().execute_request(stream.socket, ident, parent)
        stream.flush(zmq.POLLIN)  # what has come meanwhile, of which the loop now learns nothing

    def run_nothing_more(self, *_: Any) -> None:
        """Refuse all cells from now on, whenever they were asked for."""
        self._aborting = True

    _abort_queues = run_nothing_more  # as ipykernel does once a cell has raised that may not

    def _publish_execute_input(self, *_: Any) -> None:
        pass

    def _publish_status(self, status: str, *args: Any, **kwargs: Any) -> None:
        if status != "busy":
            super()._publish_status(status, *args, **kwargs)


class _NoThread:
    """In place of the thread that receives requests while a cell runs: they wait in the socket."""

    def __init__(self) -> None:
        self.parent_thread = current_thread()

    def __bool__(self) -> bool:
        return False


class KernelApp(IPKernelApp):
    """Starts sooner, and has fewer threads to hand its messages to."""

    _is_prepared = False
    kernel_class = Type(Kernel, klass=IPythonKernel).tag(config=True)
    outstream_class = DottedObjectName(f"{__name__}.{KernelStream.__name__}").tag(config=True)

    def _session_default(self) -> Session:
        return Session(parent=self)

    def prepare(self) -> None:
        """What needs no client and no process of its own: the profile, its settings, the shell.

        The warm process does so once, and so nothing here may touch what a kernel cannot share.
        """
        self.init_profile_dir()
        self.init_config_files()
        self.load_config_file()
        self.update_config(Config(HistoryManager={"enabled": False}))  # a file, and a thread
        Shell.instance(parent=self, profile_dir=self.profile_dir)
        self._is_prepared = True

    def init_config_files(self) -> None:
        """Find the settings, unless that has been done."""
        if not self._is_prepared:
            super().init_config_files()

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:
        """Read the settings, unless that has been done."""
        if not self._is_prepared:
            super().load_config_file(*args, **kwargs)

    def init_poller(self) -> None:
        """Nothing: a forked kernel ends with its client (`forked`), not with the warm process."""

    def _configure_logging(self) -> None:
        """Nobody reads what a kernel logs; ten times it would be made ready for that."""
        self.log.disabled = True

    def init_control(self, context: zmq.Context) -> None:
        """The control channel; requests of the shell channel come to the main thread."""
        super().init_control(context)
        self.shell_channel_thread.io_loop.close()
        self.shell_channel_thread = _NoThread()

    def init_iopub(self, context: zmq.Context) -> None:
        """The channel on which the kernel publishes."""
        socket = context.socket(zmq.PUB)
        socket.linger = 1000
        self.iopub_port = self._bind_socket(socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = Publisher(socket, pipe=True, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def parse_command_line(self, argv: Sequence[str] | None = None) -> None:
        """Take a connection file and traits as they are; any other argument as ever.

        Otherwise a parser is made of all that a kernel could be told, which takes as long as to
        make its shell.
        """
        match argv:
            case ["-f", file, *traits] if all(found := [_TRAIT.fullmatch(each) for each in traits]):
                self.cli_config = Config(IPKernelApp={"connection_file": file})
                for section, name, value in (each.groups() for each in found):
                    self.cli_config[section][name] = DeferredConfigString(value)
                self.update_config(self.cli_config)
            case _:
                super().parse_command_line(argv)
