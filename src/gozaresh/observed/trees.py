"""Objects inside objects: JSON, read as a stream, and JSON lines."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ijson

from gozaresh.observed.faults import FileError, Found, ItemError
from gozaresh.observed.sources import Source

LONGEST_LINE = 16 * 2**20
_SCALARS = frozenset(("string", "number", "boolean"))
_OPENING = frozenset(("start_map", "start_array"))
_CLOSING = frozenset(("end_map", "end_array"))
_Events = Iterator[tuple[str, str, Any]]


def read_json(path: Path, source: Source) -> Iterator[Found]:
    """The objects at the source's `items`, each with the plain values of what encloses it."""
    with path.open("rb") as file:
        events = ijson.parse(_as_utf8(file, source.encoding), use_float=True)
        try:
            yield from _objects(events, frozenset(source.items))
        except (ijson.JSONError, UnicodeError) as error:
            raise _broken(error, source) from None


def _as_utf8(file: Any, encoding: str) -> Any:
    if encoding != "utf-8":
        return codecs.EncodedFile(file, "utf-8", encoding)
    if file.read(3) != codecs.BOM_UTF8:
        file.seek(0)
    return file


def _objects(events: _Events, wanted: frozenset[str]) -> Iterator[Found]:
    around: dict[str, dict[str, Any]] = {}
    for prefix, event, value in events:
        listed = prefix.rpartition(".")[2] == "item"
        if listed and event not in _CLOSING and _place(prefix) in wanted:
            yield _built(events, event, value), _enclosing(around, prefix)
        elif event == "start_map":
            around[prefix] = {}
        elif event in _SCALARS:
            parent, _, name = prefix.rpartition(".")
            around.setdefault(parent, {})[name] = value


def _place(prefix: str) -> str:
    """`chats.list.item.messages.item` as a mapping writes it: `chats.list.messages`."""
    return ".".join(part for part in prefix.split(".") if part != "item")


def _built(events: _Events, event: str, value: Any) -> dict[str, Any]:
    """The whole object that begins here; what is no object has no values."""
    builder, depth = ijson.ObjectBuilder(), 0
    while True:
        builder.event(event, value)
        depth += (event in _OPENING) - (event in _CLOSING)
        if depth == 0:
            return builder.value if isinstance(builder.value, dict) else {}
        _, event, value = next(events)


def _enclosing(around: dict[str, dict[str, Any]], prefix: str) -> dict[str, Any]:
    """The nearest enclosing object's values win over those of objects further out."""
    found: dict[str, Any] = {}
    for where, values in around.items():
        if where == "" or prefix.startswith(f"{where}."):
            found |= values
    return found


def _broken(error: Exception, source: Source) -> FileError:
    if isinstance(error, UnicodeError) or "UTF" in str(error):
        return FileError.of_encoding(source)
    if isinstance(error, ijson.IncompleteJSONError) and "lexical" not in str(error):
        return FileError("truncated", "the file ends in the middle; export or copy it again.")
    return FileError("json", "from here on the file is no JSON; export it again.")


def read_json_lines(path: Path, source: Source) -> Iterator[Found | ItemError]:
    """One object a line; empty lines are passed over."""
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise FileError("too_long", "the line is too long to be one item.")
            if line.strip():
                yield _line(line, source)


def _line(line: bytes, source: Source) -> Found | ItemError:
    try:
        value = json.loads(line.decode(source.encoding).lstrip("\ufeff"))
    except UnicodeError:
        raise FileError.of_encoding(source) from None
    except (ValueError, RecursionError):
        if not line.endswith(b"\n"):
            return ItemError("truncated", "the file ends in the middle; export or copy it again.")
        return ItemError("json", "the line is no JSON.")
    return (value, {}) if isinstance(value, dict) else ({}, {})
