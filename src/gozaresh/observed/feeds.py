"""RSS and Atom, by feedparser."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import struct_time
from typing import Any
from xml.sax import SAXException

import feedparser

from gozaresh.observed.faults import FileError, Found
from gozaresh.observed.sources import Source

LARGEST = 64 * 2**20
_ENTITY = re.compile(r"<!ENTITY", flags=re.IGNORECASE)
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.\-]+)")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_DATES = ("published", "updated")


def read_feed(path: Path, source: Source) -> Iterator[Found]:
    """The entries of a feed, dates in ISO form where feedparser reads them; `^title` is the feed's.

    A feed that declares entities is refused unread: they are how a small file becomes a huge one.
    """
    if path.stat().st_size > LARGEST:
        raise FileError("too_large", f"a feed of more than {LARGEST // 2**20} MB is not read.")
    text = _decoded(path.read_bytes(), source)
    if _ENTITY.search(text):
        raise FileError("entities", "the feed declares entities; it is not read, for safety.")
    # Bytes in a buffer: a plain string might be taken for an address and fetched.
    content = BytesIO(_DECLARATION.sub("", text).encode())
    parsed = feedparser.parse(content, resolve_relative_uris=False)
    around = {name: parsed.feed.get(name) for name in ("title", "link", "language")}
    for entry in parsed.entries:
        yield _plain(entry), around
    _check(parsed)


def _decoded(content: bytes, source: Source) -> str:
    """Decoded strictly: feedparser would guess, and numbers in a wrong guess look like none.

    A character that the end of the file cuts in two is left to the check of the XML.
    """
    declared = _DECLARED.match(content)
    encoding = declared[1].decode("ascii") if declared else source.encoding
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            encoding = name
    try:
        return codecs.getincrementaldecoder(encoding)(errors="strict").decode(content)
    except (UnicodeError, LookupError):
        raise FileError.of_encoding(source) from None


def _check(parsed: Any) -> None:
    if parsed.bozo and isinstance(parsed.bozo_exception, SAXException):
        line = getattr(parsed.bozo_exception, "getLineNumber", lambda: "?")()
        raise FileError("xml", f"the feed is damaged at line {line}; fetch it again.")
    if not parsed.version:
        raise FileError("no_feed", "this is neither RSS nor Atom.")


def _plain(entry: Any) -> dict[str, Any]:
    values = {key: value for key, value in entry.items() if not isinstance(value, struct_time)}
    for name in _DATES:
        if moment := dict.get(entry, f"{name}_parsed"):  # its own `get` would lend another's
            values[name] = datetime(*moment[:6], tzinfo=UTC).isoformat()
    values["content"] = "\n".join(each.get("value", "") for each in entry.get("content", ()))
    return values
