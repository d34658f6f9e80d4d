"""Markdown as the tokens that the templates set, with footnotes and pictures in their places."""

from __future__ import annotations

import base64
import re
from functools import cache
from typing import Any
from urllib.parse import unquote

from gozaresh.pdf import formulas
from gozaresh.pdf.files import Files

Token = dict[str, Any]
_PLUGINS = ["table", "strikethrough", "footnotes", "math", "task_lists", "url"]
_DATA_ADDRESS = re.compile(r"data:(image/[\w.+-]+);base64,(.+)", re.DOTALL)


def blocks(source: str, files: Files, attachments: dict[str, Any] | None = None) -> list[Token]:
    """The Markdown text as one block `{type: "markdown", tokens}`, none if it says nothing."""
    tokens = _parser()(source)
    notes = {
        item["attrs"]["key"]: item["children"]
        for token in tokens
        if token["type"] == "footnotes"
        for item in token["children"]
    }
    resolved = [
        _resolve(token, notes, files, attachments or {})
        for token in tokens
        if token["type"] not in ("blank_line", "footnotes")
    ]
    return [{"type": "markdown", "tokens": resolved}] if resolved else []


def _resolve(token: Token, notes: dict, files: Files, attachments: dict) -> Token:
    """The token with what it refers to (a footnote, a picture) put into it."""
    if token["type"] == "footnote_ref":
        token = {"type": "footnote", "children": notes.get(token["raw"], [])}
        notes = {}  # a note inside a note would never end
    if token["type"] in ("inline_math", "block_math"):
        token = {**token, "tree": formulas.tree(token["raw"])}
    if token["type"] == "image":
        token = {**token, "file": _picture(token["attrs"]["url"], files, attachments)}
    if children := token.get("children"):
        resolved = [_resolve(child, notes, files, attachments) for child in children]
        token = {**token, "children": resolved}
    return token


def _picture(address: str, files: Files, attachments: dict) -> str | None:
    """The name of a picture that came with the notebook; None for one that lies elsewhere."""
    if address.startswith("attachment:"):
        bundle = attachments.get(unquote(address.removeprefix("attachment:")), {})
        kind, encoded = next(iter(bundle.items()), ("", ""))
    else:
        match = _DATA_ADDRESS.fullmatch(address)
        if not match:
            return files.add_beside(address)
        kind, encoded = match[1], match[2]
    if kind == "image/svg+xml":
        return files.add_svg(base64.b64decode(encoded).decode())
    return files.add_bitmap(encoded) if kind else None


@cache
def _parser() -> Any:
    import mistune

    return mistune.create_markdown(renderer=None, plugins=_PLUGINS)


def settle_headings(document: list[Token]) -> None:
    """Let heading levels begin at one and never skip one, as PDF/UA asks."""
    headings = [
        token
        for block in document
        if block["type"] == "markdown"
        for token in block["tokens"]
        if token["type"] == "heading"
    ]
    highest = min((token["attrs"]["level"] for token in headings), default=1)
    before = 0
    for token in headings:
        before = min(token["attrs"]["level"] - highest + 1, before + 1)
        token["attrs"] = {**token["attrs"], "level": before}


def take_title(document: list[Token]) -> dict[str, str]:
    """Take a notebook's first heading of the first level off the blocks, as its title."""
    for block in document:
        tokens = block.get("tokens", [])
        for place, token in enumerate(tokens):
            if token["type"] == "heading" and token["attrs"]["level"] == 1:
                block["tokens"] = tokens[:place] + tokens[place + 1 :]
                return {"title": words(token)}
            return {}
    return {}


def words(token: Token) -> str:
    """The words of a token without its marks."""
    if token["type"] in ("softbreak", "linebreak"):
        return " "
    return token.get("raw", "") or "".join(map(words, token.get("children", [])))
