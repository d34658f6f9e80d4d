"""A field of a source: where in an item it stands, and what is meant by what is written there."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from gozaresh.checked import Strict


class Calendar(StrEnum):
    """How an export writes its dates."""

    JALALI = "jalali"
    GREGORIAN = "gregorian"
    UNIX = "unix"


def _regex(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, flags=re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from None


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _by_text(value: object) -> object:
    return {str(key): each for key, each in value.items()} if isinstance(value, dict) else value


Regex = Annotated[re.Pattern[str], BeforeValidator(_regex)]
Paths = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Values = Annotated[dict[str, Any], BeforeValidator(_by_text)]


class Mapped(Strict):
    """Part of a mapping; a key that it does not know is a fault."""

    model_config = ConfigDict(ignored_types=(cached_property,))


class Dating(Mapped):
    """How a date is written. `pattern` finds it inside its field, by groups named year (or
    short_year, which needs `century`), month, day, and maybe hour and minute.
    """

    calendar: Calendar
    pattern: Regex | None = None
    formats: tuple[str, ...] = ()
    zone: str = "Asia/Tehran"
    century: int | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        groups = set(self.pattern.groupindex) if self.pattern else set()
        if self.pattern and not ({"month", "day"} <= groups and groups & {"year", "short_year"}):
            raise ValueError("a date's pattern has groups named year, month and day")
        if ("short_year" in groups) != (self.century is not None):
            raise ValueError("short_year and century go together: a short year is never guessed")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"there is no time zone {self.zone!r}") from None
        return self


class FieldMap(Mapped):
    """Where a field comes from: the first `path` that is there, `join`ed paths, or a constant.

    `values` maps what is written, `match` the first regular expression found in it; `otherwise`
    is for what neither knows. A field that no item has is a fault, unless it is `optional`.
    """

    path: Paths = ()
    join: tuple[str, ...] = ()
    constant: str | None = None
    values: Values = Field(default_factory=dict)
    match: dict[str, str] = Field(default_factory=dict)
    otherwise: str | None = None
    date: Dating | None = None
    optional: bool = False

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if bool(self.path) + bool(self.join) + (self.constant is not None) != 1:
            raise ValueError("a field has one of path, join and constant")
        for pattern in self.match:
            _regex(pattern)
        return self

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that the field may be read from."""
        return self.path + self.join

    @cached_property
    def matches(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """`match`, ready for use."""
        return tuple((_regex(pattern), meaning) for pattern, meaning in self.match.items())
