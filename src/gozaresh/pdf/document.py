"""An executed notebook as one plain document: what is said and shown, nothing of how it looks.

The document is JSON: `meta` (title, running line, sample mark …), `blocks` in reading order, and
`files` (name → SVG source) that blocks refer to by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gozaresh.calendar import Month
from gozaresh.pdf import attachments, cells, references
from gozaresh.pdf.beside import Beside, nothing_beside
from gozaresh.pdf.files import Files
from gozaresh.pdf.origin import for_readers, origin
from gozaresh.pdf.plain import has_persian, plain_text

Block = dict[str, Any]
Node = cells.Node


class NotebookRefusedError(ValueError):
    """A notebook that must not become a report; the message is one sentence that says why."""


def build(notebook: Node, beside: Beside = nothing_beside, commit: str = "") -> dict[str, Any]:
    """The document of an executed notebook; refuse one in which a cell failed that may not.

    `beside` reads the pictures that lie beside the notebook, `commit` is what the program is of.
    Raises `NotebookRefusedError`.
    """
    refuse_errors(notebook)
    files = Files(beside)
    blocks = list(_blocks(notebook, files))
    meta, blocks = _take_head(blocks, notebook)
    meta["latin"] = _is_latin(meta, blocks)
    meta["origin"] = origin(meta, notebook, commit)
    meta["origin_shown"] = for_readers(meta["origin"])
    references.settle(blocks)
    attachments.settle_names(blocks)
    return {"meta": plain_text(meta), "blocks": plain_text(blocks), "files": files.contents}


def _blocks(notebook: Node, files: Files) -> Iterator[Block]:
    """The blocks of all cells, each with the number of its cell."""
    how = {"coded": cells.shows_code(notebook), "language": cells.language(notebook)}
    for place, cell in enumerate(notebook["cells"], start=1):
        yield from ({**block, "cell": place} for block in cells.blocks(cell, files, **how))


def refuse_errors(notebook: Node) -> None:
    """Raise `NotebookRefusedError`, naming the cell and the error, if the notebook holds one."""
    failed = [_failure(place, cell) for place, cell in enumerate(notebook["cells"], start=1)]
    if sentences := sorted(filter(None, failed), key=lambda failure: failure[0]):
        raise NotebookRefusedError(sentences[0][1])


def _failure(place: int, cell: Node) -> tuple[int, str] | None:
    lines = [line for line in cell["source"].splitlines() if line.strip()] or ["(empty)"]
    where = f"Cell {place} («{lines[0].strip()[:80]}»)"
    tags = cells.tags(cell)
    for output in cell.get("outputs", []):
        if output["output_type"] == "error" and cells.MAY_FAIL not in tags:
            error = f"{output['ename']}: {output['evalue']}".splitlines()[0].rstrip(": ")
            return 0, f"{where} ended in {error}. Mend it and run the notebook again."
    if "papermill_error_cell_tag" in tags:
        return 1, f"{where} was left by a run that failed. Run the notebook again to its end."
    return None


def _take_head(blocks: list[Block], notebook: Node) -> tuple[Block, list[Block]]:
    """Move what stands over the whole document out of the blocks into the document's `meta`."""
    meta: Block = {"lang": "fa", "title": notebook["metadata"].get("title"), "head": None}
    for place, block in enumerate(blocks):
        if block["type"] == "head":
            rest = blocks[:place] + blocks[place + 1 :]
            return {**meta, **block, "head": True, "time": _time(block)}, rest
    return {**meta, **references.take_title(blocks)}, blocks


def _is_latin(meta: Block, blocks: list[Block]) -> bool:
    """Whether a notebook's prose is not Persian: what has no letters runs as its prose does."""
    prose = (references.words(token) for block in blocks for token in block.get("tokens", []))
    said = [meta["title"] or "", *prose]
    letters = any(letter.isalpha() for each in said for letter in each)
    return letters and meta["head"] is None and not any(map(has_persian, said))


def _time(head: Block) -> str | None:
    """What the data speak for: the moment that a report dates from, whenever it is printed."""
    if head.get("as_of") or not head.get("month"):
        return head.get("as_of")
    return Month.parse(head["month"]).end.isoformat()
