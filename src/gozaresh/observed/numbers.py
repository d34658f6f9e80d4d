"""Contact lists: counted, and not kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from gozaresh.observed.faults import Fault
from gozaresh.observed.fields import FieldMap
from gozaresh.observed.readers import Raw
from gozaresh.privacy import mobile


def count_numbers(raws: Iterable[Raw | Fault], field: FieldMap) -> dict[str, Any]:
    """How many rows, valid mobile numbers, different ones, repeated and invalid ones there are.

    `operators` counts the different numbers by what `field` says of their first digits. A row
    without a digit is a title. Nothing else of a row is looked at.
    """
    seen: set[int] = set()
    operators: Counter[str] = Counter()
    rows = valid = 0
    for raw in raws:
        cells = [] if isinstance(raw, Fault) else _cells(raw, field)
        if not any(re.search(r"\d", cell) for cell in cells):
            continue
        rows += 1
        number = next(filter(None, map(mobile, cells)), None)
        valid += number is not None
        if number is not None and int(number) not in seen:
            seen.add(int(number))
            operators[_operator(number, field)] += 1
    unique = len(seen)
    counts = {"rows": rows, "valid": valid, "unique": unique}
    counts |= {"repeated": valid - unique, "invalid": rows - valid}
    return counts | {"operators": dict(sorted(operators.items()))}


def _cells(raw: Raw, field: FieldMap) -> list[str]:
    values = raw.values.values() if field.path == ("*",) else map(raw.find, field.path)
    return [_text(value) for value in values if value is not None]


def _text(value: object) -> str:
    """Excel keeps a number typed as one: `9121234567.0`."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _operator(number: str, field: FieldMap) -> str:
    found = (name for pattern, name in field.matches if pattern.search(number))
    return next(found, field.otherwise or number[:3])
