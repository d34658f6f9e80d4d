"""ipykernel's application as a batch needs it: one client, one cell at a time, nobody watching.

Everything that a notebook can see of its kernel is as ever.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ipykernel.iostream import OutStream
from ipykernel.kernelapp import IPKernelApp
from traitlets import DottedObjectName
from traitlets.config import Config
from traitlets.config.loader import DeferredConfigString

_TRAIT = re.compile(r"--(\w+)\.(\w+)=(.*)", re.DOTALL)


class KernelStream(OutStream):
    """Flushed only where something was printed.

    ipykernel flushes both streams before and after whatever a cell shows, six times a cell, and
    waits each time until its sending thread says that it has nothing to send.
    """

    def flush(self) -> None:
        """Send what was printed; what came before it is with the sending thread, in order."""
        if self._buffers:
            super().flush()


class KernelApp(IPKernelApp):
    """Starts sooner."""

    outstream_class = DottedObjectName(f"{__name__}.{KernelStream.__name__}").tag(config=True)

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
