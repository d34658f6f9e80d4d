"""What a warm kernel prints through: flushed only where something was printed.

ipykernel flushes both streams before and after whatever a cell shows, six times a cell, and waits
each time until its sending thread says that it has nothing to send.
"""

from __future__ import annotations

from ipykernel.iostream import OutStream


class KernelStream(OutStream):
    """ipykernel's own stream; the kernel's application is told of it by `CLASS`."""

    def flush(self) -> None:
        """Send what was printed; what came before it is with the sending thread, in order."""
        if self._buffers:
            super().flush()


CLASS = f"--IPKernelApp.outstream_class={__name__}.{KernelStream.__name__}"
