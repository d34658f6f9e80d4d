"""Markdown as the tokens that the templates set, with notes and pictures in their places."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote

from gozaresh.pdf import formulas, html, quotes
from gozaresh.pdf.files import Files

Token = dict[str, Any]
_PLUGINS = ["table", "strikethrough", "footnotes", "math", "task_lists", "def_list", "url"]
_DATA_ADDRESS = re.compile(r"data:(image/[\w.+-]+)(?:;[\w=-]+)*?(;base64)?,(.+)", re.DOTALL)
_ENVIRONMENT = r"^ {0,3}(?P<lines>\\begin\{(?P<kind>[a-z]+\*?)\}[\s\S]*?\\end\{(?P=kind)\})"
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)")
_EMPTY = {"br", "img", "hr", "wbr", "input"}
_DEEPEST = 18  # tokens in one another: Typst goes little further
_CONTENTS = {"[TOC]", "[[TOC]]", "[[_TOC_]]"}


def blocks(source: str, files: Files, attachments: dict[str, Any] | None = None) -> list[Token]:
    """The Markdown text as blocks `{type: "markdown", tokens}`, and the tables of its HTML."""
    return settled(_parser()(source), files, attachments)


def settled(
    tokens: list[Token], files: Files, attachments: dict[str, Any] | None = None
) -> list[Token]:
    """Tokens as blocks, with what they refer to put into them; tables are blocks of their own."""
    notes = {
        item["attrs"]["key"]: item["children"]
        for token in tokens
        if token["type"] == "footnotes"
        for item in token["children"]
    }
    return list(_grouped(_Settling(files, attachments or {}, notes).all(tokens)))


def _grouped(tokens: Iterable[Token]) -> Iterator[Token]:
    together: list[Token] = []
    for token in tokens:
        if token["type"] != "grid":
            together.append(token)
            continue
        if together:
            yield {"type": "markdown", "tokens": together}
        together = []
        yield token
    if together:
        yield {"type": "markdown", "tokens": together}


class _Settling:
    """Puts into tokens what they refer to: pictures, notes, formulas, the meaning of HTML."""

    def __init__(self, files: Files, attachments: dict, notes: dict[str, list[Token]]) -> None:
        self._files, self._attachments, self._notes = files, attachments, notes

    def all(self, tokens: list[Token], depth: int = 0) -> Iterator[Token]:
        """Each token of a row of them, settled."""
        for token in _paired(tokens):
            if token["type"] == "block_html":
                yield from self.all(html.tokens(token["raw"]), depth)
            elif token["type"] not in ("blank_line", "footnotes"):
                yield self._one(token, depth + 1)

    def _one(self, token: Token, depth: int) -> Token:
        kind = token["type"]
        if depth > _DEEPEST:
            return {"type": "text", "raw": words(token)}
        if kind == "footnote_ref":
            return self._note(token["raw"])
        if kind in ("inline_math", "block_math"):
            return {**token, "tree": formulas.tree(token["raw"])}
        if kind == "svg":
            return {**token, "type": "image", "file": self._files.add_svg(token["raw"])}
        if kind == "image":
            token = {**token, "file": self._picture(token["attrs"]["url"])}
        if kind == "paragraph" and words(token).strip() in _CONTENTS:
            return {"type": "contents"}
        if "children" in token:
            line = quotes.guillemets if _is_line(token) else list
            token = {**token, "children": list(self.all(line(token["children"]), depth))}
        return token

    def _note(self, key: str) -> Token:
        inside = _Settling(self._files, self._attachments, {})  # a note in a note would never end
        children = list(inside.all(self._notes.get(key, [])))
        return {"type": "footnote", "attrs": {"key": key}, "children": children}

    def _picture(self, address: str) -> str | None:
        """The name of a picture that came with the notebook; None for one that lies elsewhere."""
        if address.startswith("attachment:"):
            bundle = self._attachments.get(unquote(address.removeprefix("attachment:")), {})
            kind, encoded = next(iter(bundle.items()), ("", ""))
            return self._files.add(kind, "".join(encoded))
        if not (match := _DATA_ADDRESS.fullmatch(address)):
            return self._files.add_beside(address)
        kind, is_encoded, data = match.groups()
        if kind == "image/svg+xml":
            return self._files.add_svg(_decoded(data) if is_encoded else unquote(data))
        return self._files.add_bitmap(data)


def _decoded(data: str) -> str:
    try:
        return base64.b64decode(data).decode(errors="replace")
    except binascii.Error:
        return ""


def _is_line(token: Token) -> bool:
    """Whether a token is a whole line of text, in which quotation marks come in pairs."""
    return token["type"] in ("paragraph", "block_text", "heading", "table_cell", "def_list_head")


def _paired(tokens: list[Token]) -> list[Token]:
    """The row of tokens with each pair of HTML tags in it as what it means."""
    if not any(token["type"] == "inline_html" for token in tokens):
        return tokens
    opened: list[tuple[str, str, list[Token]]] = [("", "", [])]
    for token in tokens:
        tag = _TAG.match(token["raw"]) if token["type"] == "inline_html" else None
        if token["type"] != "inline_html":
            opened[-1][2].append(token)
        elif tag and tag["end"]:
            _close(opened, tag["name"].lower())
        elif tag and tag["name"].lower() in _EMPTY:
            opened[-1][2].extend(_meant(token["raw"], []))
        elif tag and len(opened) < _DEEPEST:
            opened.append((tag["name"].lower(), token["raw"], []))
    while len(opened) > 1:
        _close(opened, opened[-1][0])
    return opened[0][2]


def _close(opened: list[tuple[str, str, list[Token]]], name: str) -> None:
    """Fold the elements that an end tag ends; one that ends nothing is nothing."""
    if name not in [each[0] for each in opened[1:]]:
        return
    while len(opened) > 1:
        ended, start, children = opened.pop()
        opened[-1][2].extend(_meant(start, children))
        if ended == name:
            return


def _meant(start: str, children: list[Token]) -> list[Token]:
    from lxml import etree
    from lxml import html as parser

    try:
        element = parser.fragment_fromstring(start)
    except (etree.ParserError, ValueError):
        return children
    if element.tag in html.PLAYED:
        return [{"type": "unprintable", "kinds": [html.address(element)]}]
    return html.inline(element.tag, dict(element.attrib), children)


@cache
def _parser() -> Any:
    import mistune

    markdown = mistune.create_markdown(renderer=None, plugins=_PLUGINS)
    markdown.block.register("display", _ENVIRONMENT, _display, before="list")
    return markdown


def _display(_: Any, match: re.Match[str], state: Any) -> int:
    """A LaTeX environment without dollars is a formula on its own, as in Jupyter."""
    state.append_token({"type": "block_math", "raw": match["lines"]})
    return match.end()


def words(token: Token) -> str:
    """The words of a token without its marks."""
    if token["type"] in ("softbreak", "linebreak"):
        return " "
    if token["type"] in ("footnote", "footnote_ref"):
        return ""
    return token.get("raw", "") or "".join(map(words, token.get("children", [])))
