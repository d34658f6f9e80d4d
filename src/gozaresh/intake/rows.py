"""The rows of one kind: every cell parsed, every rule checked, all faults found in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from gozaresh.forms.layout import example
from gozaresh.intake.cells import parse_cell
from gozaresh.intake.characters import is_blank
from gozaresh.intake.faults import CellError, Fault, Finding, Messages, word
from gozaresh.intake.rules import RULES, Broken, Context
from gozaresh.records import Column, Kind


@dataclass(frozen=True)
class RawRows:
    """Rows as typed: `cells` holds a list a column key, `numbers` the row numbers of the sheet.

    `letters` says which column of the sheet a key stands in; a key may be absent from both.
    """

    sheet: str
    numbers: Sequence[int]
    cells: Mapping[str, Sequence[object]]
    letters: Mapping[str, str] = field(default_factory=dict)


def check_rows(
    kind: Kind,
    frame: pd.DataFrame,
    messages: Messages,
    *,
    file: str = "",
    context: Context | None = None,
) -> tuple[pd.DataFrame, tuple[Fault, ...]]:
    """Type the rows of any source as those of a form are typed.

    `frame` has raw cells in columns named by key, and may have `row`, the number to name a row by
    (else rows count from 1). Returns the typed frame of all rows (a faulty cell is missing) and
    the faults; rules that need a month or a district pass without a `context`.
    """
    raw = RawRows(
        sheet=kind.title,
        numbers=frame["row"].tolist() if "row" in frame else range(1, len(frame) + 1),
        cells={c.key: _bare(frame[c.key]) for c in kind.columns if c.key in frame},
    )
    typed, findings = check(kind, raw, context or Context())
    return typed, tuple(word(finding, file, messages) for finding in findings)


def check(kind: Kind, raw: RawRows, context: Context) -> tuple[pd.DataFrame, list[Finding]]:
    """Type raw rows; return the frame and what is wrong, ordered by row, then column."""
    found: dict[tuple[int, str], Finding] = {}
    values: dict[str, list[Any]] = {}
    for column in kind.columns:
        values[column.key] = [None] * len(raw.numbers)
        for at, reason, extra in _parse_column(column, raw, values[column.key]):
            found[at, column.key] = _finding(raw, column, at, reason, extra)
    for broken in _broken(kind, values, context):
        column, extra = kind.column(broken.column), _worded(kind, raw, broken)
        finding = _finding(raw, column, broken.at, broken.reason, extra)
        found.setdefault((broken.at, column.key), finding)
    places = {column.key: place for place, column in enumerate(kind.columns)}
    in_order = sorted(found, key=lambda cell: (cell[0], places[cell[1]]))
    return _frame(kind, raw.numbers, values), [found[cell] for cell in in_order]


def _bare(cells: pd.Series) -> list[object]:
    return [None if missing else cell for cell, missing in zip(cells, cells.isna(), strict=True)]


def _parse_column(
    column: Column, raw: RawRows, into: list[Any]
) -> Iterator[tuple[int, str, Mapping[str, object]]]:
    if raw.letters and column.key not in raw.letters:
        return  # a column that a sheet lacks is one fault, of its header
    for at, cell in enumerate(raw.cells.get(column.key, into)):
        try:
            into[at] = None if is_blank(cell) else parse_cell(column, cell)
        except CellError as error:
            yield at, error.reason, error.values
        else:
            if into[at] is None and column.required:
                yield at, "missing", {}


def _broken(kind: Kind, values: Mapping[str, list[Any]], context: Context) -> Iterator[Broken]:
    for rule in kind.rules:
        yield from RULES[rule.rule](rule.columns, values, context)


def _worded(kind: Kind, raw: RawRows, broken: Broken) -> dict[str, object]:
    values = dict(broken.values)
    if "first" in values:
        values["first"] = raw.numbers[values["first"]]
    if "other" in values:
        values["other"] = kind.column(values["other"]).title
    if "parts" in values:
        values["parts"] = " + ".join(kind.column(key).title for key in values["parts"])
    return values


def _finding(
    raw: RawRows, column: Column, at: int, reason: str, values: Mapping[str, object]
) -> Finding:
    cells = raw.cells.get(column.key)
    return Finding(
        reason=reason,
        sheet=raw.sheet,
        row=raw.numbers[at],
        column=raw.letters.get(column.key),
        title=column.title,
        typed=cells[at] if cells is not None else None,
        values={"example": example(column), **values},
    )


def _frame(kind: Kind, numbers: Sequence[int], values: Mapping[str, list[Any]]) -> pd.DataFrame:
    columns = {"row": np.array(numbers, dtype="int64")}
    for key, dtype in kind.dtypes.items():
        columns[key] = pd.Series(values[key], dtype=dtype)
    return pd.DataFrame(columns)
