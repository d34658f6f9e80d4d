"""An observed item: something that was really published, sent or answered, and who saw it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

LONGEST_TITLE = 300
LONGEST_LEAD = 300


class About(StrEnum):
    """What one item of a source is."""

    CONTENT = "content"
    MESSAGE = "message"
    ANSWER = "answer"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A district that an item belongs to, and the words that say so."""

    district: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Item:
    """One observed item. `title` is a post's title, a campaign's, a survey's or a list's name.

    `text` is the beginning of a post, empty for everything else. `details` holds what may still
    change after a first export: views, a message's status, an answer. `key` is the same in every
    export of the same item.
    """

    key: str
    about: About
    published_at: datetime
    title: str
    text: str = ""
    url: str | None = None
    kind: str | None = None
    outlet: str | None = None
    platform: str | None = None
    channel: str | None = None
    details: str = "{}"
    districts: tuple[Attribution, ...] = ()


def key_of(parts: Iterable[object]) -> str:
    """Thirty-two hexadecimal digits that stand for an item and do not show what they stand for."""
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode(errors="replace")).hexdigest()[:32]


def packed(details: Mapping[str, Any]) -> str:
    """Details as text that is the same whenever they are."""
    return json.dumps(dict(details), ensure_ascii=False, sort_keys=True)
