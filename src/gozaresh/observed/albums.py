"""Posts of several pictures, which an export lists as several items: counted once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gozaresh.observed.faults import Fault
from gozaresh.observed.readers import Raw
from gozaresh.observed.sources import Album


def joined(raws: Iterable[Raw | Fault], album: Album, words: str) -> Iterator[Raw | Fault]:
    """Items with the pictures of one album as one item, which has the words of any of them.

    `words` is the path of their text. Two posts that both have words are two posts.
    """
    held: Raw | None = None
    for each in raws:
        if held is not None and isinstance(each, Raw) and _continues(held, each, album, words):
            if not held.find(words):
                held = replace(held, values={**held.values, words: each.find(words)})
            continue
        if held is not None:
            yield held
        held = each if isinstance(each, Raw) else None
        if held is None:
            yield each
    if held is not None:
        yield held


def _continues(held: Raw, each: Raw, album: Album, words: str) -> bool:
    alike = all(held.find(path) == each.find(path) for path in album.same)
    pictured = all(any(raw.find(path) for path in album.media) for raw in (held, each))
    return alike and pictured and not (held.find(words) and each.find(words))
