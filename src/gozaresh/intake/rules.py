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
from gozaresh.intake.characters import is_blank
from gozaresh.persian import latin_digits, matching_key

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
    """No two rows are alike in these; the later one is marked."""
    first: dict[object, int] = {}
    for at, cells in enumerate(_rows(columns, values)):
        key = tuple(map(_spelling, cells))
        if None not in key and first.setdefault(key, at) != at:
            yield Broken(at, columns[0], "duplicate", {"first": first[key]})


def within_month(columns: Sequence[str], values: Values, context: Context) -> Iterator[Broken]:
    """Lies in the submission's own month."""
    (column,) = columns
    if context.month is None:
        return
    start, end = datetime.combine(context.month.first_day, time()), context.month.end
    for at, value in enumerate(values[column]):
        if value is not None and not start <= value < end:
            yield Broken(at, column, "outside_month", {"month": context.month.title})


def by_month_end(columns: Sequence[str], values: Values, context: Context) -> Iterator[Broken]:
    """Lies in the submission's month or any before it."""
    (column,) = columns
    for at, value in enumerate(values[column]):
        if context.month and value is not None and value >= context.month.end:
            yield Broken(at, column, "after_month", {"month": context.month.title})


def together(columns: Sequence[str], values: Values, _: Context) -> Iterator[Broken]:
    """All of these are filled, or none."""
    for at, cells in enumerate(_rows(columns, values)):
        filled = [column for column, cell in zip(columns, cells, strict=True) if cell is not None]
        for column in columns:
            if filled and column not in filled:
                yield Broken(at, column, "incomplete", {"other": filled[0]})


def needs(columns: Sequence[str], values: Values, _: Context) -> Iterator[Broken]:
    """The second is filled wherever the first is."""
    column, needed = columns
    for at, (cell, other) in enumerate(_rows(columns, values)):
        if cell is not None and other is None:
            yield Broken(at, needed, "incomplete", {"other": column})


def at_most(columns: Sequence[str], values: Values, _: Context) -> Iterator[Broken]:
    """Those before the last, added up, are not more than the last."""
    *parts, whole = columns
    for at, (*cells, bound) in enumerate(_rows(columns, values)):
        total = sum(cell for cell in cells if cell is not None)
        if bound is not None and total > bound:
            yield Broken(at, parts[0], "exceeds", {"parts": parts, "other": whole, "total": total})


def not_before(columns: Sequence[str], values: Values, _: Context) -> Iterator[Broken]:
    """The first is not earlier than the second."""
    later, earlier = columns
    for at, (after, before) in enumerate(_rows(columns, values)):
        if after is not None and before is not None and after < before:
            yield Broken(at, later, "too_early", {"other": earlier})


def pattern_of_another_district(
    columns: Sequence[str], values: Values, context: Context
) -> Iterator[Broken]:
    """Names an action of another known district: its number, a slash, the id."""
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


def _spelling(cell: object) -> object:
    return matching_key(cell) if isinstance(cell, str) and not cell.isascii() else cell


def _rows(columns: Sequence[str], values: Values) -> Iterator[tuple[Any, ...]]:
    return zip(*(values[column] for column in columns), strict=True)


RULES: Mapping[str, Callable[[Sequence[str], Values, Context], Iterator[Broken]]] = {
    rule.__name__: rule
    for rule in (
        unique,
        within_month,
        by_month_end,
        together,
        needs,
        at_most,
        not_before,
        pattern_of_another_district,
    )
}
