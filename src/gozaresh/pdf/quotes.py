"""Quotation marks in Persian prose: «…» for what was typed with straight or English marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gozaresh.pdf.plain import has_persian

Token = dict[str, Any]
# An opening mark follows no letter, and a closing one precedes none: 5" is neither.
_QUOTED = re.compile(r'(?<![\w"])["“”„](?=\S)([^"“”„]+)(?<=\S)["“”](?!\w)')
_SEAM = "\x00"


def guillemets(line: list[Token]) -> list[Token]:
    """A line's tokens, each pair of marks around Persian words written «…».

    A pair may begin in one token and end in another. Code, formulas and links are left alone.
    """
    whole = _SEAM.join(_texts(line))
    written = _QUOTED.sub(_written, whole)
    if written == whole:
        return line
    new = iter(written.split(_SEAM))
    return [_with_texts(token, new) for token in line]


def _written(quoted: re.Match[str]) -> str:
    return f"«{quoted[1]}»" if has_persian(quoted[1]) else quoted[0]


def _texts(line: list[Token]) -> Iterator[str]:
    for token in line:
        if token["type"] == "text":
            yield token["raw"].replace(_SEAM, "\ufffd")
        elif token["type"] != "link":
            yield from _texts(token.get("children", []))


def _with_texts(token: Token, new: Iterator[str]) -> Token:
    if token["type"] == "text":
        return {**token, "raw": next(new)}
    if token["type"] == "link" or "children" not in token:
        return token
    return {**token, "children": [_with_texts(child, new) for child in token["children"]]}
