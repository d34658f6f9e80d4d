"""A notebook's cells as blocks: what each shows, and what its tags keep off the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from gozaresh.pdf import markdown, outputs
from gozaresh.pdf.files import Files

Block = dict[str, Any]
_HIDE_CELL = {"remove_cell", "remove-cell", "hide-cell", "hide_cell"}
_HIDE_CODE = {"remove_input", "remove-input", "hide-input", "hide_input"}
_HIDE_OUTPUT = {"remove_output", "remove-output", "hide-output", "hide_output"}
_SHOW_CODE = {"show-input", "show_input"}


def shows_code(notebook: NotebookNode) -> bool:
    """Whether cells show their code unless told otherwise: in any notebook but a report of ours."""
    shown = (
        output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])
    )
    ours = "gozaresh" in notebook.metadata or any(outputs.OUR_BLOCK in data for data in shown)
    return not (ours or notebook.metadata.get("hide_input"))


def tags(cell: NotebookNode) -> set[str]:
    """The tags of a cell, and what was hidden by hand in JupyterLab as if it were tagged so."""
    by_hand = cell.metadata.get("jupyter", {})
    hidden = {"hide_input"} if by_hand.get("source_hidden") else set()
    hidden |= {"hide_output"} if by_hand.get("outputs_hidden") else set()
    return set(cell.metadata.get("tags", [])) | hidden


def blocks(cell: NotebookNode, files: Files, *, coded: bool) -> Iterator[Block]:
    """The blocks of one cell; its code is among them if `coded`, or if a tag asks for it."""
    if tags(cell) & _HIDE_CELL:
        return
    if cell.cell_type == "markdown":
        yield from markdown.blocks(cell.source, files, cell.get("attachments", {}))
    elif cell.cell_type == "raw":
        yield from _raw(cell, files)
    elif cell.cell_type == "code":
        yield from _code(cell, files, coded=coded)


def _code(cell: NotebookNode, files: Files, *, coded: bool) -> Iterator[Block]:
    tagged = tags(cell)
    wanted = tagged & _SHOW_CODE or (coded and not tagged & _HIDE_CODE)
    if wanted and cell.source.strip():
        yield {"type": "code", "text": cell.source, "language": "python"}
    if not tagged & _HIDE_OUTPUT:
        for output in cell.outputs:
            yield from outputs.blocks(output, files)


def _raw(cell: NotebookNode, files: Files) -> Iterator[Block]:
    """What a raw cell says of its kind is what it is; one that says nothing is text."""
    kind = cell.metadata.get("raw_mimetype") or cell.metadata.get("format") or "text/plain"
    readable = kind in ("text/markdown", "text/html", "text/latex")
    data = {kind if readable else "text/plain": cell.source}
    if cell.source.strip():
        yield from outputs.written(data, files)
