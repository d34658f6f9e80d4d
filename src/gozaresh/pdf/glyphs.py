"""Letters that none of the fonts has: a mark stands in their place, and they are named."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from gozaresh.pdf.plain import REPLACEMENT

# They are told apart from letters by what they do to their neighbours; nothing is drawn for them.
_UNSEEN = {"Cf", "Cc", "Cs", "Zl", "Zp"}
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MOST = 20

Cells = dict[str, list[int]]


def mark_missing(document: dict[str, Any], fonts: Iterable[Path]) -> tuple[dict[str, Any], Cells]:
    """The document with «�» for each letter that no font has, and in which cells those were.

    `fonts` are asked in their order, and only as long as a letter is not found in any.
    """
    missing = _missing(set(json.dumps(document, ensure_ascii=False)), fonts)
    if not missing:
        return document, {}
    table = {ord(letter): REPLACEMENT for letter in missing}
    marked = {key: _translated(value, table) for key, value in document.items()}
    return marked, _cells(missing, document)


def sentences(cells: Cells) -> list[str]:
    """One line for each missing letter: «U+1F600 GRINNING FACE, in cell 7»."""
    lines = [f"{_name(letter)}, in {_places(found)}" for letter, found in cells.items()]
    more = len(lines) - _MOST
    return [*lines[:_MOST], f"and {more} other letters"] if more > 0 else lines


def _cells(missing: set[str], document: dict[str, Any]) -> Cells:
    """In which cells each letter stands; of a book each of its reports has said it already."""
    cells: dict[str, set[int]] = {letter: set() for letter in sorted(missing)}
    if "blocks" not in document:
        return {}
    for block in [document["meta"], *document["blocks"]]:
        for letter in missing & _said(block, document["files"]):
            cells[letter].add(block.get("cell", 0))
    return {letter: sorted(found) for letter, found in cells.items()}


def _name(letter: str) -> str:
    return f"U+{ord(letter):04X} {unicodedata.name(letter, 'without a name')}"


def _places(cells: list[int]) -> str:
    known = [str(cell) for cell in cells if cell]
    if not known:
        return "the head"
    return ("cell " if len(known) == 1 else "cells ") + ", ".join(known)


def _missing(letters: set[str], fonts: Iterable[Path]) -> set[str]:
    letters = {letter for letter in letters if unicodedata.category(letter) not in _UNSEEN}
    letters = {letter for letter in letters if not _VARIATION.match(letter)}
    for font in fonts:
        if not letters:
            break
        letters = letters - _covered(font)
    return letters


@cache
def _covered(font: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True, fontNumber=0) as opened:
        return frozenset(map(chr, opened.getBestCmap() or ()))


def _said(value: Any, files: dict[str, str]) -> set[str]:
    """The letters of a block and of the pictures that it calls by name."""
    if isinstance(value, str):
        return set(files.get(value, value))
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set().union(*(_said(part, files) for part in parts))


def _translated(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, list):
        return [_translated(item, table) for item in value]
    if isinstance(value, dict):
        return {key: _translated(item, table) for key, item in value.items()}
    return value
