"""What one part of a document says of another: levels of headings, numbers, notes, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from gozaresh.pdf.markdown import words

Token = dict[str, Any]


def settle(blocks: list[Token]) -> None:
    """Settle headings, notes, links and captions where they stand, over the whole document."""
    tokens = [token for block in blocks for token in _all(block.get("tokens", []))]
    settle_headings([token for token in tokens if token["type"] == "heading"])
    _settle_links(tokens)
    for place, block in enumerate(blocks):
        _settle_notes(_all(block.get("tokens", [])), place)
    _number(blocks, ("figure",))
    _number(blocks, ("table", "grid"))


def settle_headings(headings: list[Token]) -> None:
    """Let heading levels begin at one and never skip one, as PDF/UA asks."""
    highest = min((token["attrs"]["level"] for token in headings), default=1)
    before = 0
    for token in headings:
        before = min(token["attrs"]["level"] - highest + 1, before + 1)
        token["attrs"] = {**token["attrs"], "level": before}


def _settle_links(tokens: list[Token]) -> None:
    """Give each place that a link leads to a name, and the link that name; others lead nowhere."""
    links = [token for token in tokens if token["type"] == "link"]
    wanted = {_slug(token["attrs"]["url"][1:]) for token in links if _is_inside(token)}
    places: dict[str, str] = {}
    for token in tokens:
        if token["type"] not in ("heading", "anchor"):
            continue
        slug = _slug(words(token) or token["attrs"].get("name", ""))
        if slug in wanted and slug not in places:
            places[slug] = f"place-{len(places) + 1}"
            token["place"] = places[slug]
    for token in filter(_is_inside, links):
        token["to"] = places.get(_slug(token["attrs"]["url"][1:]))


def _is_inside(link: Token) -> bool:
    return link["attrs"]["url"].startswith("#")


def _slug(name: str) -> str:
    """What the usual ways to make an address of a heading have in common."""
    return re.sub(r"[\W_]+", "", unquote(name)).casefold()


def _settle_notes(tokens: Iterator[Token], place: int) -> None:
    """A note that a text refers to again is the same note, with the same number."""
    known: dict[str, str] = {}
    for token in tokens:
        if token["type"] == "footnote":
            key = token["attrs"]["key"]
            token["again"] = key in known
            token["name"] = known.setdefault(key, f"note-{place}-{len(known) + 1}")


def _number(blocks: list[Token], types: tuple[str, ...]) -> None:
    """Number what has a caption, in reading order: tables for themselves, figures too."""
    found = (part for block in blocks for part in (block, *_all(block.get("tokens", []))))
    captioned = (part for part in found if part["type"] in types and part.get("caption"))
    for number, part in enumerate(captioned, start=1):
        part["number"] = number


def take_title(blocks: list[Token]) -> dict[str, str]:
    """Take a notebook's first heading of the first level off the blocks, as its title."""
    for block in blocks:
        tokens = block.get("tokens", [])
        for place, token in enumerate(tokens):
            if token["type"] == "heading" and token["attrs"]["level"] == 1:
                block["tokens"] = tokens[:place] + tokens[place + 1 :]
                return {"title": words(token).strip(), "cell": block["cell"]}
            return {}
    return {}


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.get("children", []))
