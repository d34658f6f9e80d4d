"""IPython's shell as a batch needs it: nearly all cells are Python, run once, and not debugged.

What a notebook can see of it is as ever. Under ipykernel each cell is taken apart into tokens three
times, to find magics and a semicolon at its end, and compiled twice more to know whether it awaits
something. Here that is done where there may be such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ipykernel.displayhook import ZMQShellDisplayHook
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.inputtransformer2 import TransformerManager
from traitlets import Instance, Type

if TYPE_CHECKING:
    from ipykernel.ipkernel import IPythonKernel

# Without these there is no magic, no command, no question and no call that IPython would complete.
_MAYBE_IPYTHON = re.compile(r"[%!?]|^\s*[,;/]")
_MAYBE_AWAITING = re.compile(r"await|async")


class Transformers(TransformerManager):
    """Looks for magics where they may be."""

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        """The lines as Python; they mostly are."""
        maybe = any(map(_MAYBE_IPYTHON.search, lines))
        return super().do_token_transforms(lines) if maybe else lines


class DisplayHook(ZMQShellDisplayHook):
    """Shows what a cell ends with."""

    @staticmethod
    def semicolon_at_end_of_expression(expression: str) -> bool:
        """Whether it ends with a semicolon, and so shows nothing."""
        return ";" in expression and ZMQShellDisplayHook.semicolon_at_end_of_expression(expression)


class Shell(ZMQInteractiveShell):
    """Runs cells."""

    displayhook_class = Type(DisplayHook)
    input_transformer_manager = Instance(Transformers, ())

    def init_environment(self) -> None:
        """Leave the process that prepares it as it is: see `enter`."""

    def init_sys_modules(self) -> None:
        """The same."""

    def enter(self, kernel: IPythonKernel) -> None:
        """Be the shell of this kernel, and of its process."""
        self.parent = self.kernel = kernel
        self.update_config(kernel.config)
        super().init_environment()
        super().init_sys_modules()

    def ask_exit(self) -> None:
        """End the kernel, which takes it a tenth of a second, and run nothing meanwhile."""
        super().ask_exit()
        if self.exit_now:
            self.kernel.run_nothing_more()

    def should_run_async(self, raw_cell: str, **told: Any) -> bool:
        """Whether the cell awaits something."""
        awaits = _MAYBE_AWAITING.search(told.get("transformed_cell") or "")
        return bool(awaits) and super().should_run_async(raw_cell, **told)
