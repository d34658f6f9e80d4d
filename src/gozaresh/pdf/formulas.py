"""LaTeX formulas as trees that the templates set: data all the way, never code."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

Node = dict[str, Any]
_DEEPEST = 24
_LONGEST = 4000
# Lines that are aligned with one another are the rows of a matrix without brackets.
_LINES = re.compile(r"\\(begin|end)\{(?:aligned|align\*?|split|gathered|gather\*?|eqnarray\*?)\}")
_PARTS = dict.fromkeys(("mfrac", "mroot", "msup", "msub", "munder", "mover"), 2)
_PARTS |= dict.fromkeys(("msubsup", "munderover"), 3)
_NUMBERED = re.compile(r"\\(?:begin|end)\{equation\*?\}|\\(?:label|tag)\{[^{}]*\}")


def tree(latex: str) -> Node | None:
    """The formula as nodes `{kind, text, accent, children}` named as MathML names them.

    None for what is no formula or has a command that is not known: its source is shown then.
    """
    from latex2mathml.converter import convert

    source = _NUMBERED.sub("", _LINES.sub(r"\\\1{matrix}", latex))
    if len(source) > _LONGEST:
        return None
    try:
        root = ElementTree.fromstring(convert(source))
    except (Exception, RecursionError):  # latex2mathml has an error of its own for each fault
        return None
    return _node(root) if _is_sound(root) else None


def _is_sound(root: ElementTree.Element, depth: int = 0) -> bool:
    if depth > _DEEPEST or (root.text or "").startswith(("\\", "&")):
        return False
    if len(root) != _PARTS.get(_kind(root), len(root)):
        return False
    return all(_is_sound(child, depth + 1) for child in root)


def _node(element: ElementTree.Element) -> Node:
    return {
        "kind": _kind(element),
        "text": element.text or "",
        "accent": element.get("accent") == "true",
        "children": [_node(child) for child in element],
    }


def _kind(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
