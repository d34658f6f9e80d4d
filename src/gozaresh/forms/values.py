"""Typed values as a clerk would type them: the reverse of what intake does with a cell."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from gozaresh.calendar import format_date, format_instant
from gozaresh.forms.layout import layout
from gozaresh.records import Column, ColumnType


def cell_value(column: Column, value: object) -> str | int | float | None:
    """The content of a form's cell; `None` for a missing value.

    Choices are given by id, dates and instants as `date` and `datetime` (Tehran clock).
    Raises `ValueError` for a choice the column does not have.
    """
    if value is None or pd.isna(value):
        return None
    match column.type:
        case ColumnType.CHOICE:
            return _choice_title(column, str(value))
        case ColumnType.YES_NO:
            return layout().yes_no["yes" if value else "no"][0]
        case ColumnType.DATE:
            return format_date(_expect(date, column, value))
        case ColumnType.INSTANT:
            return format_instant(_expect(datetime, column, value))
        case ColumnType.COUNT:
            return int(value)
        case ColumnType.AMOUNT:
            return float(value)
    return str(value)


def _choice_title(column: Column, choice: str) -> str:
    if choice not in column.choices:
        raise ValueError(f"{column.key}: {choice!r} is none of {list(column.choices)}")
    return column.choices[choice]


def _expect(kind: type[date], column: Column, value: object) -> date:
    if not isinstance(value, kind):
        raise ValueError(f"{column.key}: {value!r} is no {kind.__name__}")
    return value
