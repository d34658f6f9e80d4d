"""What a code cell displayed, as blocks: the richest form of it that can be printed."""

from __future__ import annotations

import json
import re
from typing import Any

from nbformat import NotebookNode

from gozaresh.pdf import html, markdown
from gozaresh.pdf.files import Files

Block = dict[str, Any]
OUR_BLOCK = "application/vnd.gozaresh.block+json"
# «<IPython.core.display.HTML object>» says nothing to a reader.
_ONLY_A_NAME = re.compile(r"<[\w.]+(?: object)?(?: at 0x[0-9a-f]+)?>")
BITMAPS = ("image/png", "image/jpeg", "image/gif", "image/webp")


def blocks(output: NotebookNode, files: Files) -> list[Block]:
    """The blocks of one output, in the order they were shown."""
    if output.output_type == "stream":
        return _text(output.text)
    data, metadata = output.get("data", {}), output.get("metadata", {})
    if OUR_BLOCK in data:
        return [_own(data[OUR_BLOCK], files)]
    if "image/svg+xml" in data and (name := files.add_svg(_joined(data["image/svg+xml"]))):
        return [_picture(name, metadata.get("image/svg+xml", metadata), data)]
    for kind in filter(data.__contains__, BITMAPS):
        if name := files.add_bitmap(_joined(data[kind])):
            return [_picture(name, metadata.get(kind, metadata), data)]
    return written(data, files)


def written(data: dict[str, Any], files: Files) -> list[Block]:
    """The blocks of what is text in one form or another, by its kinds."""
    source = _joined(data.get("text/html", ""))
    if tables := html.tables(source):
        return tables
    for kind in filter(data.__contains__, ("text/markdown", "text/latex")):
        return markdown.blocks(_joined(data[kind]), files)
    plain = _joined(data.get("text/plain", ""))
    if (not plain or _ONLY_A_NAME.fullmatch(plain)) and (words := html.words(source)):
        return [{"type": "words", "lines": words}]
    if plain:
        return _text(plain, richer=len(data) > 1)
    return [{"type": "unprintable", "kinds": sorted(data)}]


def _text(text: str, *, richer: bool = False) -> list[Block]:
    return [{"type": "text", "text": text, "richer": richer}] if text.strip() else []


def _own(block: Block | str, files: Files) -> Block:
    """One of our blocks, its picture (if it has one) among the files."""
    block = dict(json.loads(block) if isinstance(block, str) else block)
    svg, png = block.pop("svg", None), block.pop("png", None)
    if block["type"] != "figure":
        return block
    file = files.add_svg(svg) if svg else files.add_bitmap(png or "")
    return block | {"file": file} if file else {"type": "unprintable", "kinds": [block["caption"]]}


def _picture(name: str, metadata: dict[str, Any], data: dict[str, Any]) -> Block:
    alt = metadata.get("alt") or _joined(data.get("text/plain", ""))
    return {"type": "image", "file": name, "alt": alt, "width": metadata.get("width")}


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
