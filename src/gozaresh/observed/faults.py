"""What can be wrong with an observed export: a sentence, with the number of the item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gozaresh.privacy import without_numbers

if TYPE_CHECKING:
    from gozaresh.observed.sources import Source

Found = tuple[Mapping[str, Any], Mapping[str, Any]]
"""What a reader gives: an item's values, and those of what encloses it."""

_LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `item` counts from 1 in the order of the file; None is the file as a whole."""

    item: int | None
    reason: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence if self.item is None else f"item {self.item}: {self.sentence}"


class ItemError(Exception):
    """The item cannot be taken; `reason` is a short name to count by."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


class FileError(ItemError):
    """The file cannot be read any further than the items it gave so far."""

    @classmethod
    def of_encoding(cls, source: Source) -> FileError:
        """The bytes are not in the encoding that the mapping names."""
        return cls(
            "encoding",
            f"from here on the file is not {source.encoding}; save it as UTF-8, or name its "
            f"encoding in params/sources/{source.name}.yml.",
        )


def quote(value: object) -> str:
    """What stands in the file, short and without anybody's number, for a sentence."""
    text = without_numbers(" ".join(str(value).split()))
    return f"«{text[:_LONGEST_QUOTE]}…»" if len(text) > _LONGEST_QUOTE else f"«{text}»"
