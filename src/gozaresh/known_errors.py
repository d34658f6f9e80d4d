"""Known errors in what was submitted, as `params/corrections.yml` declares them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from enum import StrEnum
from typing import Any, Self

from pydantic import Field, model_validator

from gozaresh.calendar import parse_date, parse_instant
from gozaresh.checked import JalaliDate, MonthId, Strict
from gozaresh.persian import normalise
from gozaresh.records import Column, ColumnType, kinds

# What YAML may hold for a column's type, and how the store's value is made of it.
_VALUES: dict[ColumnType, tuple[tuple[type, ...], Callable[[Any], Any]]] = {
    ColumnType.YES_NO: ((bool,), bool),
    ColumnType.COUNT: ((int,), int),
    ColumnType.AMOUNT: ((int, float), float),
    ColumnType.CHOICE: ((str,), str),
    ColumnType.DATE: ((str,), lambda text: datetime.combine(parse_date(text), time())),
    ColumnType.INSTANT: ((str,), parse_instant),
}


class State(StrEnum):
    """Whether a correction is made; one that was withdrawn stays on the record."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class Correction(Strict):
    """One known error: why, who asked, which rows, how the error looks, what is right instead."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    reason: str
    asked_by: str
    date: JalaliDate
    status: State
    kind: str
    district: int
    month: MonthId
    match: dict[str, Any] = Field(min_length=1)
    still: dict[str, Any] = Field(alias="while", min_length=1)
    right: dict[str, Any] = Field(alias="set", min_length=1)

    @model_validator(mode="after")
    def _cells_are_of_the_kind(self) -> Self:
        if self.kind not in kinds():
            raise ValueError(f"{self.id}: there is no kind {self.kind}; there are {list(kinds())}")
        parts = {"match": self.match, "while": self.still, "set": self.right}
        faults = [
            fault
            for name, cells in parts.items()
            for key, value in cells.items()
            if (fault := _fault(self.kind, key, value, may_be_empty=name != "set"))
        ]
        if faults:
            raise ValueError(f"{self.id}: {'; '.join(faults)}")
        return self


class Corrections(Strict):
    """`corrections.yml`."""

    corrections: tuple[Correction, ...]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        ids = [each.id for each in self.corrections]
        if repeated := {each for each in ids if ids.count(each) > 1}:
            raise ValueError(f"ids that are there twice: {', '.join(sorted(repeated))}")
        return self


def _fault(kind: str, key: str, value: object, *, may_be_empty: bool) -> str | None:
    try:
        column = kinds()[kind].column(key)
        if value is None and column.required and not may_be_empty:
            return f"{key}: may not be empty"
        typed_value(column, value)
    except KeyError:
        return f"{key}: {kind} has no such column"
    except ValueError as error:
        return f"{key}: {error}"
    return None


def typed_value(column: Column, value: Any) -> Any:
    """A value of the file as the store holds it; raise `ValueError` for what is none."""
    if value is None:
        return None
    taken, convert = _VALUES.get(column.type, ((str,), normalise))
    wrong_choice = column.choices and value not in column.choices
    if type(value) not in taken or wrong_choice:
        raise ValueError(f"{value!r} is no {column.type}")
    return convert(value)
