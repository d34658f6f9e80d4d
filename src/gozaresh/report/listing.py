"""Rows of any kind of record as a table: titles, types and choices as the records declare them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from gozaresh.calendar import format_date, format_instant
from gozaresh.errors import CallError
from gozaresh.indicators.followup import by_role
from gozaresh.persian import NO_VALUE, number, persian_digits
from gozaresh.records import Column, ColumnType, Kind, kind_of, kinds
from gozaresh.report.blocks import Cell, Table, TableColumn
from gozaresh.report.tables import shortened

Words = dict[str, Any]

# The columns that say until when a row was due, and when it was done.
_FOLLOWED = {
    "meetings": ("due_on", "closed_on"),
    "tasks": ("due_on", "done_on"),
    "decisions": ("due_on", "done_on"),
}
_STATES = {"done": "good", "late": "watch", "overdue": "bad", "open": "none"}
_TEXT_WEIGHT = 2.5
_ENDING = (ColumnType.COUNT, ColumnType.AMOUNT)


def listing(
    kind: str,
    rows: pd.DataFrame,
    columns: Sequence[str],
    words: Words,
    *,
    caption: str,
    as_of: pd.Timestamp,
    most: int | None = None,
) -> Table:
    """The rows as a table of the columns named, in the order given.

    Beside the kind's own columns, `state` says whether a row that was due has been done: in time,
    late, not yet, overdue. With `most`, the rest is left out and the note says how many there are.
    """
    declared, shown = kind_of(kind), rows if most is None else rows.head(most)
    cells = (
        _state_cells(follow_up(kind, shown, as_of), words)
        if key == "state"
        else _cells(declared.column(key), shown[key], words)
        for key in columns
    )
    return Table(
        caption,
        tuple(_heading(declared, key, words) for key in columns),
        tuple(zip(*cells, strict=True)),
        empty=words["tables"]["empty"],
        note=shortened(len(shown), len(rows), words),
    )


def picked(kind: str, rows: pd.DataFrame, where: str | None, as_of: pd.Timestamp) -> pd.DataFrame:
    """The rows that a pandas query picks; raise `CallError` for one that pandas cannot follow."""
    if where is None:
        return rows
    try:
        return rows.query(where, engine="python", local_dict={"as_of": as_of})
    except Exception as error:  # pandas lets out whatever evaluating the text provoked
        there_are = ", ".join(column.key for column in kind_of(kind).columns)
        raise CallError(
            f"where={where!r} cannot be followed ({error}); {kind} has the columns {there_are}."
        ) from error


def ordered(
    kind: str, rows: pd.DataFrame, sort: str | None, *, descending: bool = False
) -> pd.DataFrame:
    """The rows by a column; raise `UnknownNameError` for one that the kind does not have."""
    if sort is None:
        return rows
    return rows.sort_values(kind_of(kind).column(sort).key, ascending=not descending, kind="stable")


def title(kind: str, column: str) -> str:
    """The Persian title of a kind's column."""
    return kinds()[kind].column(column).title


def day(value: pd.Timestamp) -> str:
    """A date as tables show it; «—» where there is none."""
    return NO_VALUE if pd.isna(value) else format_date(value)


def follow_up(kind: str, rows: pd.DataFrame, as_of: pd.Timestamp) -> list[str]:
    """Each row's state at an instant: done, late (done after its due date), overdue, open."""
    if kind not in _FOLLOWED:
        raise CallError(f"Rows of {kind} have no state: only {', '.join(_FOLLOWED)} are due.")
    due, done = (rows[key] for key in _FOLLOWED[kind])
    return [_state(*each, as_of.normalize()) for each in zip(due, done, strict=True)]


def overdue(kind: str, rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The rows that are past due at an instant, the longest overdue first."""
    late = [state == "overdue" for state in follow_up(kind, rows, as_of)]
    return rows.loc[late].sort_values(_FOLLOWED[kind][0])


def _state(due: pd.Timestamp, done: pd.Timestamp, today: pd.Timestamp) -> str:
    """Either may be missing, and what is missing is neither before nor after anything."""
    if pd.isna(done):
        return "overdue" if due < today else "open"
    return "late" if done > due else "done"


def _heading(kind: Kind, key: str, words: Words) -> TableColumn:
    if key == "state":
        return TableColumn(words["columns"]["state"])
    column = kind.column(key)
    if column.type is ColumnType.TEXT:
        return TableColumn(column.title, weight=_TEXT_WEIGHT)
    return TableColumn(column.title, align="end" if column.type in _ENDING else "start")


def _state_cells(states: Sequence[str], words: Words) -> list[Cell]:
    titles = words["follow_up"]
    return [Cell(titles[each], state=_STATES[each], strong=each == "overdue") for each in states]


def _cells(column: Column, values: Iterable[Any], words: Words) -> list[str]:
    return [NO_VALUE if pd.isna(value) else _text(column, value, words) for value in values]


def _text(column: Column, value: Any, words: Words) -> str:
    match column.type:
        case ColumnType.CHOICE:
            return column.choices[value]
        case ColumnType.YES_NO:
            return words["yes"] if value else words["no"]
        case ColumnType.DATE:
            return format_date(value)
        case ColumnType.INSTANT:
            return format_instant(value)
        case ColumnType.COUNT:
            return number(value)
        case ColumnType.AMOUNT:
            return number(value, 0 if float(value).is_integer() else 1)
        case ColumnType.TEXT:
            return persian_digits(value)
        case _:
            return str(value)


def experts(tasks: pd.DataFrame, as_of: pd.Timestamp, words: Words) -> Table:
    """Tasks by role: how many were due, done in time, done late, overdue."""
    titles = words["experts"]
    roles = kinds()["tasks"].column("role").choices
    counts = by_role(tasks, as_of)
    rows = tuple((roles[key], *_counted(fates)) for key, fates in counts.items())
    columns = (
        TableColumn(titles["role"], weight=1.5),
        *(TableColumn(titles[key], "end") for key in ("due", "done", "late", "overdue")),
    )
    return Table(titles["caption"], columns, rows, empty=words["tables"]["empty"])


def _counted(fates: Counter[str]) -> tuple[str, ...]:
    if not fates:
        return (NO_VALUE,) * 4
    return (number(fates.total()), *(number(fates[key]) for key in ("in_time", "late", "overdue")))
