"""The executed notebooks that a run keeps: a book is bound of them, without running them again."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

from gozaresh.batch.files import write_whole
from gozaresh.report.block import with_html

if TYPE_CHECKING:
    from nbformat import NotebookNode


def keep_executed(out: Path, name: str, notebook: str | None) -> None:
    """Keep a report's notebook; without one, drop the one that an earlier run has kept."""
    place = executed(out, name)
    if notebook is None:
        place.unlink(missing_ok=True)
    else:
        write_whole(place, gzip.compress(notebook.encode(), compresslevel=1, mtime=0))


def legible(notebook: str) -> str:
    """The notebook of a report that failed, with what its cells show as JupyterLab shows it.

    The kernels of a batch leave that out. A template at fault leaves it out here too.
    """
    from jinja2 import TemplateError

    opened = json.loads(notebook)
    outputs = [each for cell in opened["cells"] for each in cell.get("outputs", ())]
    try:
        for output in outputs:
            if "data" in output:
                output["data"] = with_html(output["data"])
    except TemplateError:
        return notebook
    return json.dumps(opened, ensure_ascii=False, indent=1)


def executed(out: Path, name: str) -> Path:
    """Where the notebook of a report is kept."""
    return out / "executed" / f"{name}.ipynb.gz"


def read_executed(out: Path, name: str) -> NotebookNode:
    """The kept notebook of a report."""
    import nbformat

    text = gzip.decompress(executed(out, name).read_bytes()).decode()
    return nbformat.reads(text, as_version=4)
