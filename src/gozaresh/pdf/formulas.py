"""LaTeX formulas as trees that the templates set: data all the way, never code."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

Node = dict[str, Any]
_DEEPEST = 24
_LONGEST = 4000
# What latex2mathml does not know is written as what it knows: lines aligned at one sign as `split`,
# lines that are not aligned as a matrix without brackets.
_ALIGNED = re.compile(
    r"\\(begin|end)\{(?:align|aligned|flalign|alignat|split|eqnarray|multline)\*?\}"
)
_GATHERED = re.compile(r"\\(begin|end)\{(?:gather|gathered)\*?\}")
_AROUND = re.compile(r"&\s*([^&\\]{1,3}|\\[a-z]+)\s*&")
_PARTS = dict.fromkeys(("mfrac", "mroot", "msup", "msub", "munder", "mover"), 2)
_PARTS |= dict.fromkeys(("msubsup", "munderover"), 3)
_UNSEEN = re.compile(
    r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}|\\label\{[^{}]*\}"
    r"|\\(?:nonumber|notag|limits|displaystyle)(?![a-zA-Z])"
)


def tree(latex: str) -> Node | None:
    """The formula as nodes `{kind, text, attrs, children}` named as MathML names them.

    None for what is no formula or has a command that is not known: its source is shown then.
    """
    from latex2mathml.converter import convert

    source = _known(latex)
    if len(source) > _LONGEST:
        return None
    try:
        root = ElementTree.fromstring(convert(source))
    except (Exception, RecursionError):  # latex2mathml has an error of its own for each fault
        return None
    return _node(root) if _is_sound(root) else None


def _known(latex: str) -> str:
    """The formula in words that latex2mathml knows."""
    source = _UNSEEN.sub("", latex)
    if "eqnarray" in source:
        source = _AROUND.sub(r"&\1 ", source)
    return _GATHERED.sub(r"\\\1{matrix}", _ALIGNED.sub(r"\\\1{split}", source))


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
        "attrs": dict(element.attrib),
        "children": [_node(child) for child in element],
    }


def _kind(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
