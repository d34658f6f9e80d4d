"""The kinds of record that a district submits, read from their one declaration, `records.yml`."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gozaresh.checked import parse_yaml
from gozaresh.errors import UnknownNameError


class ColumnType(StrEnum):
    """How a cell is read, checked and stored."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    CHOICE = "choice"
    YES_NO = "yes_no"
    COUNT = "count"
    AMOUNT = "amount"
    DATE = "date"
    INSTANT = "instant"
    URL = "url"


# What a frame holds where it is not text.
_DTYPES = {
    ColumnType.YES_NO: "boolean",
    ColumnType.COUNT: "Int64",
    ColumnType.AMOUNT: "Float64",
    ColumnType.DATE: "datetime64[us]",
    ColumnType.INSTANT: "datetime64[us]",
}


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Declared):
    """One column of a kind: its English key, its Persian title, and what a cell of it may hold."""

    key: str = Field(pattern=r"^[a-z][a-z_]*$")
    title: str
    type: ColumnType
    required: bool = False
    expected: bool = False
    choices: dict[str, str] = {}
    example: str
    guidance: str = ""
    minimum: float | None = None
    maximum: float | None = None

    @model_validator(mode="after")
    def _choices_belong_to_choice(self) -> Self:
        if bool(self.choices) != (self.type is ColumnType.CHOICE):
            raise ValueError(f"column {self.key}: choices go with type choice, and only with it")
        if self.choices and self.example not in self.choices:
            raise ValueError(f"column {self.key}: the example is none of its choices")
        return self


class Rule(_Declared):
    """A check over rows: the name of a function in `intake/rules.py` and the columns it reads."""

    rule: str
    columns: tuple[str, ...]


class Kind(_Declared):
    """One kind of record: a sheet of the form, a table of the store."""

    key: str = Field(pattern=r"^[a-z][a-z_]*$")
    title: str
    guidance: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def _rules_name_columns(self) -> Self:
        known = {column.key for column in self.columns}
        for rule in self.rules:
            if unknown := set(rule.columns) - known:
                raise ValueError(f"{self.key}: rule {rule.rule} names no column {unknown}")
        return self

    @property
    def dtypes(self) -> dict[str, str]:
        """The pandas dtype of each column of a frame of this kind, by key."""
        return {column.key: _DTYPES.get(column.type, "str") for column in self.columns}

    def column(self, key: str) -> Column:
        """The column of that key; raise `UnknownNameError` that says which keys are close."""
        for column in self.columns:
            if column.key == key:
                return column
        raise UnknownNameError.among(f"column of {self.key}", key, (c.key for c in self.columns))


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of record by its key, in the order of the form's sheets."""
    text = files("gozaresh").joinpath("records.yml").read_text(encoding="utf-8")
    return {key: Kind(key=key, **body) for key, body in parse_yaml(text).items()}


def kind_of(key: str) -> Kind:
    """The kind of that key; raise `UnknownNameError` that says which keys are close."""
    if key in kinds():
        return kinds()[key]
    raise UnknownNameError.among("kind of record", key, kinds())
