"""The executed notebooks that a run keeps: a book is bound of them, without running them again."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

from gozaresh.batch.files import write_whole

if TYPE_CHECKING:
    from nbformat import NotebookNode


def keep_executed(out: Path, name: str, notebook: str | None) -> None:
    """Keep a report's notebook; without one, drop the one that an earlier run has kept."""
    place = executed(out, name)
    if notebook is None:
        place.unlink(missing_ok=True)
    else:
        write_whole(place, gzip.compress(notebook.encode(), compresslevel=1, mtime=0))


def executed(out: Path, name: str) -> Path:
    """Where the notebook of a report is kept."""
    return out / "executed" / f"{name}.ipynb.gz"


def read_executed(out: Path, name: str) -> NotebookNode:
    """The kept notebook of a report."""
    import nbformat

    text = gzip.decompress(executed(out, name).read_bytes()).decode()
    return nbformat.reads(text, as_version=4)
