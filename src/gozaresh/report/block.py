"""What all blocks share: how they show themselves in a notebook's cell."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from numbers import Integral, Real
from typing import Any, ClassVar, Literal, get_args

State = Literal["good", "watch", "bad", "none"]
BLOCK_MIME = "application/vnd.gozaresh.block+json"
# Set for kernels whose notebooks nobody looks at: a PDF is made of the data alone.
WITHOUT_HTML = "GOZARESH_WITHOUT_HTML"


class Block:
    """One part of a report. Display it in a cell, or take its `data()`."""

    type: ClassVar[str]

    def data(self) -> dict:
        """The block as JSON: its `type` and its fields; an undefined number is null."""
        return {"type": self.type} | _plain(self)

    def _lines(self) -> Iterator[str]:
        raise NotImplementedError

    def __str__(self) -> str:
        """The block as lines of text, for a terminal or a log."""
        return "\n".join(line for line in self._lines() if line)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:  # noqa: ARG002
        shown = {BLOCK_MIME: self.data(), "text/plain": str(self)}
        return shown if os.environ.get(WITHOUT_HTML) else with_html(shown)


def with_html(shown: dict[str, Any]) -> dict[str, Any]:
    """What a cell shows, a block of ours as HTML too; that is for JupyterLab."""
    if BLOCK_MIME not in shown:
        return shown
    from gozaresh.report.html import render

    return {**shown, "text/html": render(shown[BLOCK_MIME])}


def one_of(name: str, value: str, allowed: object) -> None:
    """Raise `ValueError` where a value is none of a `Literal`'s."""
    if value not in get_args(allowed):
        raise ValueError(f"{name} is one of {', '.join(get_args(allowed))}, not {value!r}")


def _plain(value: object) -> object:
    """The value as JSON can hold it, NumPy's too; the picture that a figure lacks is left out."""
    if isinstance(value, str):  # nearly all of them; to ask for abstract types takes longer
        return value
    if hasattr(value, "__dataclass_fields__"):
        items = {key: _plain(item) for key, item in vars(value).items()}
        return {key: item for key, item in items.items() if key not in ("svg", "png") or item}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, Integral):
        return value if isinstance(value, bool) else int(value)
    if isinstance(value, Real):
        return float(value) if math.isfinite(value) else None
    return value
