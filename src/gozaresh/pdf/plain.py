"""Text made harmless for one line of print: no control characters, no reordering of the page."""

from __future__ import annotations

import re
from typing import Any

REPLACEMENT = "\ufffd"
_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\r(?=\n)")
# PDF/A has no place for private letters, and nobody else knows what they mean.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\uf8ff\ufffe\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
# Embeddings and overrides reach beyond the word they stand in; isolates are kept where closed.
_REORDERING = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("([\u2066-\u2069])")
_OPEN, _CLOSE = {"\u2066", "\u2067", "\u2068"}, "\u2069"
_HARMFUL = re.compile(f"{_CONTROL.pattern}|{_REORDERING.pattern}")
_PERSIAN = re.compile("[\u0620-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]")


def has_persian(text: str) -> bool:
    """Whether a text has a Persian letter in it."""
    return bool(_PERSIAN.search(text))


def plain_text(value: Any) -> Any:
    """The same JSON value with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [plain_text(item) for item in value]
    if isinstance(value, dict):
        return {key: plain_text(item) for key, item in value.items()}
    return value


def clean(text: str) -> str:
    """The text without terminal colours and reordering marks; controls become «\ufffd»."""
    if _HARMFUL.search(text):
        text = _CONTROL.sub(REPLACEMENT, _REORDERING.sub("", _ANSI.sub("", text)))
    return _balanced(text)


def _balanced(text: str) -> str:
    """Close every isolate where its line ends, drop every closing mark that closes nothing."""
    if not _ISOLATES.search(text):
        return text
    return "\n".join(map(_balanced_line, text.split("\n")))


def _balanced_line(line: str) -> str:
    kept, depth = [], 0
    for part in _ISOLATES.split(line):
        if part == _CLOSE:
            if depth == 0:
                continue
            depth -= 1
        elif part in _OPEN:
            depth += 1
        kept.append(part)
    return "".join(kept) + _CLOSE * depth
