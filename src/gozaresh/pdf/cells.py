"""A notebook's cells as blocks: what each shows, and what its tags keep off the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gozaresh.pdf import markdown, outputs
from gozaresh.pdf.files import Files

Block = dict[str, Any]
Node = outputs.Node
# Jupyter Book writes them with a hyphen, nbconvert with either.
_HIDE_CELL = {"remove_cell", "hide_cell"}
_HIDE_CODE = {"remove_input", "hide_input"}
_HIDE_OUTPUT = {"remove_output", "hide_output"}
_HIDE_STREAM = {"stdout": {"remove_stdout"}, "stderr": {"remove_stderr"}}
_SHOW_CODE = {"show_input"}
MAY_FAIL = "raises_exception"


def shows_code(notebook: Node) -> bool:
    """Whether cells show their code unless told otherwise: in any notebook but a report of ours."""
    shown = (
        output.get("data", {}) for cell in notebook["cells"] for output in cell.get("outputs", [])
    )
    ours = "gozaresh" in notebook["metadata"] or any(outputs.OUR_BLOCK in data for data in shown)
    return not (ours or notebook["metadata"].get("hide_input"))


def language(notebook: Node) -> str | None:
    """The language of a notebook's code, None if it does not say."""
    about, kernel = (notebook["metadata"].get(key, {}) for key in ("language_info", "kernelspec"))
    return (about.get("name") or kernel.get("language") or "").lower() or None


def tags(cell: Node) -> set[str]:
    """The tags of a cell, spelled with `_`; what was hidden by hand is as if it were tagged so."""
    by_hand = cell["metadata"].get("jupyter", {})
    hidden = by_hand.get("source_hidden") or cell["metadata"].get("hide_input")
    found = {tag.replace("-", "_") for tag in cell["metadata"].get("tags", [])}
    found |= {"hide_input"} if hidden else set()
    return found | ({"hide_output"} if by_hand.get("outputs_hidden") else set())


def blocks(
    cell: Node, files: Files, *, coded: bool, language: str | None = None
) -> Iterator[Block]:
    """The blocks of one cell; its code is among them if `coded`, or if a tag asks for it."""
    tagged = tags(cell)
    if tagged & _HIDE_CELL:
        return
    if cell["cell_type"] == "markdown":
        yield from markdown.blocks(cell["source"], files, cell.get("attachments", {}))
    elif cell["cell_type"] == "raw":
        yield from _raw(cell, files)
    elif cell["cell_type"] == "code":
        wanted = tagged & _SHOW_CODE or (coded and not tagged & _HIDE_CODE)
        if wanted and cell["source"].strip():
            yield {"type": "code", "text": cell["source"], "language": language}
        if not tagged & _HIDE_OUTPUT:
            yield from _shown(cell, files, tagged)


def _shown(cell: Node, files: Files, tagged: set[str]) -> Iterator[Block]:
    """What the outputs of a cell show; several that cannot be printed leave one note."""
    unprinted: dict[str, None] = {}
    for output in outputs.together(cell["outputs"]):
        if tagged & _HIDE_STREAM.get(output.get("name"), set()):
            continue
        for block in outputs.blocks(output, files):
            if block["type"] == "unprintable":
                unprinted |= dict.fromkeys(block["kinds"])
            else:
                yield block
    if unprinted:
        yield {"type": "unprintable", "kinds": list(unprinted)}


def _raw(cell: Node, files: Files) -> Iterator[Block]:
    """What a raw cell says of its kind is what it is; one that says nothing is text."""
    kind = cell["metadata"].get("raw_mimetype") or cell["metadata"].get("format") or "text/plain"
    readable = kind in ("text/markdown", "text/html", "text/latex")
    data = {kind if readable else "text/plain": cell["source"]}
    if cell["source"].strip():
        yield from outputs.written(data, files)
