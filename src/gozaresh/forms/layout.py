"""The words and the look that every form shares, read from `layout.yml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict

from gozaresh.checked import parse_yaml
from gozaresh.persian import normalise
from gozaresh.records import Column, ColumnType

LEFT_TO_RIGHT = "\u200e"


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CoverField(_Declared):
    """One labelled cell of the cover sheet."""

    title: str
    note: str


class Cover(_Declared):
    """The first sheet: whose form it is, of which month, and how it is filled."""

    sheet: str
    title: str
    subtitle: str
    fields: dict[str, CoverField]
    steps: tuple[str, ...]
    contents: dict[str, str]


class SheetLayout(_Declared):
    """What the sheets of the kinds have in common."""

    required_mark: str
    like: str
    blank_rows: int
    blank_height: float
    checked_rows: int
    page: str


class Returned(_Declared):
    """The sheet of faults and the marks in a workbook that goes back to its office."""

    sheet: str
    mark: str
    tab: str
    font: str
    widths: tuple[int, ...]


class Layout(_Declared):
    """All of `layout.yml`."""

    cover: Cover
    returned: Returned
    sheet: SheetLayout
    yes_no: dict[str, tuple[str, ...]]
    checks: dict[ColumnType, dict[str, str]]
    widths: dict[ColumnType, int]
    formats: dict[str, dict[str, Any]]


@cache
def layout() -> Layout:
    """The one layout of all forms."""
    text = files("gozaresh.forms").joinpath("layout.yml").read_text(encoding="utf-8")
    return Layout(**parse_yaml(text))


def header(column: Column) -> str:
    """What stands above a column: its title, marked if it must be filled."""
    return f"{column.title} {layout().sheet.required_mark}" if column.required else column.title


def example(column: Column) -> str:
    """The example as a clerk would type it: a choice by its Persian title."""
    return column.choices.get(column.example, column.example)


def guidance(column: Column) -> str:
    """The cell under a header: what to write, and an example."""
    mark = LEFT_TO_RIGHT if is_latin(column) else ""
    shown = f"{layout().sheet.like} {mark}{example(column)}"
    return f"{column.guidance}\n{shown}" if column.guidance else shown


def is_guidance(cell: object) -> bool:
    """Whether a cell is one of the guidance row, of this form or of one with other wording."""
    lines = normalise(str(cell)).split("\n")
    return lines[-1].startswith(f"{layout().sheet.like} ")


def is_latin(column: Column) -> bool:
    """Whether a column holds ids, addresses and the like, which run from left to right."""
    return column.type not in (ColumnType.COUNT, ColumnType.AMOUNT) and example(column).isascii()
