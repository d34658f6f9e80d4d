"""IPython's shell as a batch needs it: nearly all cells are Python, run once, and not debugged.

What a notebook can see of it is as ever. Under ipykernel each cell is taken apart into tokens three
times, to find magics and a semicolon at its end, and compiled twice more to know whether it awaits
something. Here that is done where there may be such. And whatever is shown is looked up in eleven
formatters; a block of ours says all of itself to the first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from ipykernel.displayhook import ZMQShellDisplayHook
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.formatters import BaseFormatter, DisplayFormatter
from IPython.core.inputtransformer2 import TransformerManager
from traitlets import Instance, Type

from gozaresh.report.block import Block

if TYPE_CHECKING:
    from ipykernel.ipkernel import IPythonKernel

# Without these there is no magic, no command, no question and no call that IPython would complete.
_MAYBE_IPYTHON = re.compile(r"[%!?]|^\s*[,;/]")
_MAYBE_AWAITING = re.compile(r"await|async")

_PLAIN = "text/plain"
_OTHER_FORM = re.compile(r"_ipython_display_|_repr_(?!mimebundle)\w+_")


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


class Formatter(DisplayFormatter):
    """Shows objects in all forms that they have."""

    def format(self, obj: object, *only: Any, **chosen: Any) -> tuple[dict, dict]:
        """The forms by their MIME types; a block of ours is asked for its bundle alone."""
        if only or chosen or not _has_only_a_bundle(type(obj)) or self._is_told_of(type(obj)):
            return super().format(obj, *only, **chosen)
        forms, metadata = self.mimebundle_formatter(obj)
        if _PLAIN not in forms and (plain := self.formatters[_PLAIN](obj)) is not None:
            forms = {**forms, _PLAIN: plain}
        return forms, metadata

    def _is_told_of(self, kind: type) -> bool:
        """Whether a notebook has said how such objects are shown."""
        first = (self.ipython_display_formatter, self.mimebundle_formatter)
        return any(_is_told(each, kind) for each in (*first, *self.formatters.values()))


@cache
def _has_only_a_bundle(kind: type) -> bool:
    return issubclass(kind, Block) and not any(map(_OTHER_FORM.fullmatch, dir(kind)))


def _is_told(formatter: BaseFormatter, kind: type) -> bool:
    by_type, by_name = formatter.type_printers, formatter.deferred_printers
    kinds = kind.__mro__[:-1]  # all objects are shown somehow
    return any(k in by_type or (k.__module__, k.__name__) in by_name for k in kinds)


class Shell(ZMQInteractiveShell):
    """Runs cells."""

    displayhook_class = Type(DisplayHook)
    input_transformer_manager = Instance(Transformers, ())
    _expected = _transformed = None

    def init_environment(self) -> None:
        """Leave the process that prepares it as it is: see `enter`."""

    def init_sys_modules(self) -> None:
        """The same."""

    def init_display_formatter(self) -> None:
        """Set up how objects are shown."""
        self.display_formatter = Formatter(parent=self)
        self.configurables.append(self.display_formatter)

    def enter(self, kernel: IPythonKernel) -> None:
        """Be the shell of this kernel, and of its process."""
        self.parent = self.kernel = kernel
        self.update_config(kernel.config)
        super().init_environment()
        super().init_sys_modules()

    def expect(self, cell: str) -> None:
        """Be asked twice how a cell reads as Python: by the kernel, and when it is run."""
        self._expected, self._transformed = cell, None

    def transform_cell(self, raw_cell: str) -> str:
        """A cell as Python, its magics as calls."""
        if raw_cell is not self._expected:
            return super().transform_cell(raw_cell)
        if self._transformed is None:
            self._transformed = super().transform_cell(raw_cell)
        else:
            self._expected = None
        return self._transformed

    def ask_exit(self) -> None:
        """End the kernel, which takes it a tenth of a second, and run nothing meanwhile."""
        super().ask_exit()
        if self.exit_now:
            self.kernel.run_nothing_more()

    def should_run_async(self, raw_cell: str, **told: Any) -> bool:
        """Whether the cell awaits something."""
        awaits = _MAYBE_AWAITING.search(told.get("transformed_cell") or "")
        return bool(awaits) and super().should_run_async(raw_cell, **told)
