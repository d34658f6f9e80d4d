"""A notebook printed, and how long each of the two steps took: its export and its PDF."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# As JSON has it; nbformat's own notebooks are dicts too.
Notebook = Mapping[str, Any]


@dataclass(frozen=True)
class Printed:
    """A PDF; `phases` are the seconds of each step."""

    pdf: bytes
    phases: Mapping[str, float]


Prints = Callable[[Notebook], Printed]
Render = Callable[[Notebook], bytes]


@dataclass
class Stopwatch:
    """Seconds by phase, each counted from the end of the one before."""

    phases: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=time.monotonic)

    def lap(self, phase: str) -> None:
        """End a phase."""
        now = time.monotonic()
        self.phases[phase] = round(self.phases.get(phase, 0) + now - self._since, 3)
        self._since = now

    def share(self, phase: str, parts: Mapping[str, float]) -> None:
        """Count these as phases of their own, which were counted with that one."""
        self.phases[phase] = round(max(self.phases[phase] - sum(parts.values()), 0), 3)
        self.phases |= parts


def print_notebook(notebook: Notebook, *, root: Path, commit: str) -> Printed:
    """What `gozaresh.pdf.render` does, timed: export is to a document, pdf is all that follows."""
    from gozaresh.pdf import print_document
    from gozaresh.pdf.document import build

    watch = Stopwatch()
    document = build(notebook, commit=commit)
    watch.lap("export")
    pdf = print_document(document, root)
    watch.lap("pdf")
    return Printed(pdf, watch.phases)


def print_through(render: Render, notebook: Notebook) -> Printed:
    """The same through any function from a notebook to a PDF."""
    watch = Stopwatch()
    pdf = render(notebook)
    watch.lap("pdf")
    return Printed(pdf, watch.phases)
