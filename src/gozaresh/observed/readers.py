"""An export's items as they stand in it, one at a time, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gozaresh.observed import feeds, tables, trees
from gozaresh.observed.faults import Fault, FileError, ItemError
from gozaresh.observed.sources import Format, Source


@dataclass(frozen=True, slots=True)
class Raw:
    """An item before it is mapped: its number in the file, its values, and what surrounds it.

    `around` holds the values of the objects that enclose it, and the file's own name, as `file`.
    """

    number: int
    values: Mapping[str, Any]
    around: Mapping[str, Any] = field(default_factory=dict)

    def find(self, path: str) -> object:
        """What stands at a path: `a`, `a.b`, `list.0.a`, or `^a` for what encloses the item."""
        if path.startswith("^"):
            return self.around.get(path[1:])
        if path in self.values:
            return self.values[path]
        value: object = self.values
        for part in path.split("."):
            value = _step(value, part)
        return value


def _step(value: object, part: str) -> object:
    if isinstance(value, Mapping):
        return value.get(part)
    if isinstance(value, list) and part.isdigit() and int(part) < len(value):
        return value[int(part)]
    return None


def read(path: Path, source: Source) -> Iterator[Raw | Fault]:
    """Every item of a file, or the fault that stands in its place.

    A fault that ends the file is the last thing given.
    """
    number = 0
    try:
        for number, found in enumerate(_READERS[source.format](path, source), start=1):
            if isinstance(found, ItemError):
                yield Fault(number, found.reason, str(found))
            else:
                yield Raw(number, found[0], {"file": path.stem, **found[1]})
    except FileError as error:
        yield Fault(number + 1 if number else None, error.reason, str(error))


_READERS = {
    Format.CSV: tables.read_csv,
    Format.EXCEL: tables.read_excel,
    Format.JSON: trees.read_json,
    Format.JSON_LINES: trees.read_json_lines,
    Format.FEED: feeds.read_feed,
}
