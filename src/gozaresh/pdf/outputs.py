"""What a code cell displayed, as blocks: the richest form of it that can be printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from gozaresh.pdf import html, markdown
from gozaresh.pdf.files import Files

Block = dict[str, Any]
# A notebook, a cell or an output, as JSON has it; nbformat's own are dicts too.
Node = Mapping[str, Any]
OUR_BLOCK = "application/vnd.gozaresh.block+json"
# «<IPython.core.display.HTML object>» says nothing to a reader.
_ONLY_A_NAME = re.compile(r"<[\w.]+(?: object)?(?: at 0x[0-9a-f]+)?>")
_BACK = re.compile(r"[^\x08\n]\x08")
_ALONE = re.compile(r"\s*\$\$?(?:\s*\\displaystyle)?([^$]+?)\$\$?\s*")
_SEEN = {"grid", "image", "svg"}


def blocks(output: Node, files: Files) -> list[Block]:
    """The blocks of one output, in the order they were shown."""
    if output["output_type"] == "stream":
        return _text(_joined(output["text"]))
    if output["output_type"] == "error":
        return _text("\n".join(output["traceback"]) or f"{output['ename']}: {output['evalue']}")
    data, metadata = output.get("data", {}), output.get("metadata", {})
    if OUR_BLOCK in data:
        return [_own(data[OUR_BLOCK], files)]
    if formula := _formula(data, files):
        return formula
    for kind in sorted(filter(_is_picture, data), key=lambda kind: kind != "image/svg+xml"):
        if name := files.add(kind, _joined(data[kind])):
            return [_picture(name, metadata.get(kind, metadata), data)]
    return written(data, files)


def together(outputs: list[Node]) -> Iterator[Node]:
    """The outputs, what a stream wrote piece by piece as one: a progress bar is one line."""
    last: Node | None = None
    for output in outputs:
        stream = output.get("name") if output["output_type"] == "stream" else None
        if last is not None and stream and stream == last.get("name"):
            text = _joined(last["text"]) + _joined(output["text"])
            last = {**last, "text": text}
            continue
        if last is not None:
            yield last
        last = output
    if last is not None:
        yield last


def written(data: dict[str, Any], files: Files) -> list[Block]:
    """The blocks of what is text in one form or another, by its kinds."""
    page = html.tokens(_joined(data.get("text/html", "")))
    if any(token["type"] in _SEEN for token in _all(page)):
        return markdown.settled(page, files)
    if "text/markdown" in data:
        return markdown.blocks(_joined(data["text/markdown"]), files)
    if formula := _formula(data, files):
        return formula
    plain = _joined(data.get("text/plain", ""))
    if plain and not _ONLY_A_NAME.fullmatch(plain):
        return _text(plain, richer=len(data) > 1)
    if page:
        return markdown.settled(page, files)
    for kind in filter(_is_json, data):
        return _text(json.dumps(data[kind], ensure_ascii=False, indent=2))
    if "text/latex" in data:
        return markdown.blocks(_joined(data["text/latex"]), files)
    return [{"type": "unprintable", "kinds": _kinds(data)}] if data else []


def _formula(data: dict[str, Any], files: Files) -> list[Block]:
    """LaTeX that is one formula, on a line of its own; nothing if it is more or not understood."""
    alone = _ALONE.fullmatch(_joined(data.get("text/latex", "")))
    made = markdown.blocks(f"$$\n{alone[1]}\n$$", files) if alone else []
    return [block for block in made if block["tokens"][0].get("tree")]


def _kinds(data: dict[str, Any]) -> list[str]:
    return [kind for kind in sorted(data) if kind != "text/plain"] or ["text/plain"]


def _all(tokens: list[Block]) -> Iterator[Block]:
    for token in tokens:
        yield token
        yield from _all(token.get("children", []))


def _is_picture(kind: str) -> bool:
    return kind.startswith("image/")


def _is_json(kind: str) -> bool:
    return kind in ("application/json", "application/geo+json")


def _text(text: str, *, richer: bool = False) -> list[Block]:
    text = _as_a_terminal_shows(text)
    return [{"type": "text", "text": text, "richer": richer}] if text.strip() else []


def _as_a_terminal_shows(text: str) -> str:
    """What stays of each line that was written over again, as progress bars do."""
    while _BACK.search(text):
        text = _BACK.sub("", text)
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)


def _own(block: Block | str, files: Files) -> Block:
    """One of our blocks, its picture (if it has one) among the files."""
    block = dict(json.loads(block) if isinstance(block, str) else block)
    svg, png = block.pop("svg", None), block.pop("png", None)
    if block["type"] != "figure":
        return block
    file = files.add_svg(svg) if svg else files.add_bitmap(png or "")
    return block | {"file": file} if file else {"type": "unprintable", "kinds": [block["caption"]]}


def _picture(name: str, metadata: dict[str, Any], data: dict[str, Any]) -> Block:
    said = _joined(data.get("text/plain", ""))
    alt = metadata.get("alt") or ("" if _ONLY_A_NAME.match(said) else said)
    return {"type": "image", "file": name, "alt": alt, "width": metadata.get("width")}


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
