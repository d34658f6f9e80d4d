"""Checks over the rows of one submission, by the names that `records.yml` gives them.

Each takes the columns a rule names, the typed values (a list a column, `None` where missing or
faulty) and the context, and yields what it finds broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from gozaresh.calendar import Month
from gozaresh.intake.cells import is_blank
from gozaresh.persian import latin_digits

Values = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Context:
    """What rules know beside the rows; `None` where it is not known (its rules then pass)."""

    month: Month | None = None
    district: int | None = None
    districts: Collection[int] = ()


@dataclass(frozen=True)
class Broken:
    """A row that breaks a rule: its place among the rows, the column to mark, the reason."""

    at: int
    column: str
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)


def unique(columns: Sequence[str], values: Values, _: Context) -> Iterator[Broken]:
    """No value twice; the later row is the one to mark."""
    (column,) = columns
    first: dict[object, int] = {}
    for at, value in enumerate(values[column]):
        if value is not None and first.setdefault(value, at) != at:
            yield Broken(at, column, "duplicate", {"first": first[value]})


def within_month(columns: Sequence[str], values: Values, context: Context) -> Iterator[Broken]:
    """A date or instant of the submission's own month."""
    (column,) = columns
    if context.month is None:
        return
    start, end = datetime.combine(context.month.first_day, time()), context.month.end
    for at, value in enumerate(values[column]):
        if value is not None and not start <= value < end:
            yield Broken(at, column, "outside_month", {"month": context.month.title})


def together(columns: Sequence[str], values: Values, _: Context) -> Iterator[Broken]:
    """All of the columns are filled, or none."""
    for at, cells in enumerate(zip(*(values[column] for column in columns), strict=True)):
        filled = [column for column, cell in zip(columns, cells, strict=True) if cell is not None]
        for column in columns:
            if filled and column not in filled:
                yield Broken(at, column, "incomplete", {"other": filled[0]})


def not_before(columns: Sequence[str], values: Values, _: Context) -> Iterator[Broken]:
    """The first column is not earlier than the second."""
    later, earlier = columns
    for at, (after, before) in enumerate(zip(values[later], values[earlier], strict=True)):
        if after is not None and before is not None and after < before:
            yield Broken(at, later, "too_early", {"other": earlier})


def pattern_of_another_district(
    columns: Sequence[str], values: Values, context: Context
) -> Iterator[Broken]:
    """`12/17-shahrivar`: the number of another known district, a slash, an id."""
    (column,) = columns
    for at, value in enumerate(values[column]):
        if is_blank(value):
            continue
        found = re.fullmatch(r"(\d{1,2})/[a-z0-9]+(?:[-_.][a-z0-9]+)*", latin_digits(value).lower())
        if not found:
            yield Broken(at, column, "not_pattern")
        elif int(found[1]) == context.district:
            yield Broken(at, column, "own_pattern")
        elif context.districts and int(found[1]) not in context.districts:
            yield Broken(at, column, "unknown_pattern", {"number": int(found[1])})


RULES: Mapping[str, Callable[[Sequence[str], Values, Context], Iterator[Broken]]] = {
    rule.__name__: rule
    for rule in (unique, within_month, together, not_before, pattern_of_another_district)
}
