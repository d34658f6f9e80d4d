"""Many documents bound into one: data as before, for the same templates to set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Document = dict[str, Any]
# What the heads of all reports have in common; a book of reports without a head has this.
_SHARED = {"organisation": [], "invocation": "", "author": "", "sample_note": ""}


def bind(documents: Mapping[str, Document], about: Mapping[str, Any]) -> Document:
    """One document of several, in their order, by the names of their reports.

    It has `parts` where another has `blocks`. `about` is its `meta`: title, subtitle, running,
    origin, and what the cover says. What all heads have in common is taken from the first one.
    """
    metas = [each["meta"] for each in documents.values()]
    head = next((each for each in metas if each["head"]), {})
    shared = {key: head.get(key, none) for key, none in _SHARED.items()}
    sample = any(each.get("sample") for each in metas)
    parts = [
        {"meta": each["meta"], "blocks": _own(each["blocks"], name, each["files"])}
        for name, each in documents.items()
    ]
    files = {
        f"{name}/{file}": svg
        for name, each in documents.items()
        for file, svg in each["files"].items()
    }
    return {"meta": {**shared, "sample": sample, **about}, "parts": parts, "files": files}


def _own(value: Any, name: str, files: Mapping[str, str]) -> Any:
    """The blocks of a report, with names for what they hold and point to that no other has."""
    if isinstance(value, list):
        return [_own(each, name, files) for each in value]
    if not isinstance(value, dict):
        return value
    made = {key: _own(each, name, files) for key, each in value.items()}
    if made.get("file") in files:
        made["file"] = f"{name}/{made['file']}"
    named = ["name"] if made.get("type") in ("attachment", "footnote") else ["place", "to"]
    made |= {key: f"{name}-{made[key]}" for key in named if made.get(key)}
    return made
