"""The cover of a filled form: whose it is, of which month, when it was filled."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from openpyxl.utils import get_column_letter

from gozaresh.calendar import MONTH_NAMES, DateError, Month, format_date, parse_date, parse_instant
from gozaresh.forms.layout import layout
from gozaresh.intake.characters import is_blank
from gozaresh.intake.faults import CellError, Finding
from gozaresh.intake.workbook import RawSheet
from gozaresh.persian import latin_digits, matching_key, normalise


@dataclass(frozen=True)
class Cover:
    """What a cover says; `None` for what is wrong, and for a day of submission left empty."""

    district: int | None = None
    month: Month | None = None
    submitted: datetime | None = None
    sample: bool = False


@dataclass(frozen=True)
class _Cell:
    row: int | None = None
    column: str | None = None
    value: object = None


def read_cover(sheet: RawSheet, districts: Collection[int]) -> tuple[Cover, list[Finding]]:
    """The values beside the cover's labels, and what is wrong with them."""
    parsers = {
        "district": lambda value: _district(value, districts),
        "month": _month,
        "submitted": _submitted,
        "sample": _sample,
    }
    found: Mapping[str, Any] = {}
    findings: list[Finding] = []
    for key, parse in parsers.items():
        title = layout().cover.fields[key].title
        cell = _beside(sheet, title)
        try:
            found |= {key: parse(cell.value)}
        except CellError as error:
            place = (cell.row, cell.column, title, cell.value)
            findings.append(Finding(error.reason, sheet.title, *place, error.values))
    return Cover(**found), findings


def _beside(sheet: RawSheet, label: str) -> _Cell:
    """The first filled cell after a label in its row; the empty place after it if there is none."""
    for number, cells in sheet.rows:
        for place, cell in enumerate(cells):
            if not is_blank(cell) and matching_key(str(cell)).strip(":") == matching_key(label):
                value = cells[place + 1] if place + 1 < len(cells) else None
                return _Cell(number, get_column_letter(place + 2), value)
    return _Cell()


def _district(value: object, districts: Collection[int]) -> int:
    if is_blank(value):
        raise CellError("missing_on_cover")
    found = re.fullmatch(
        r"(?:منطقه[ٔ]?|منطقهٔ)?\s*(\d+)(?:\.0)?", latin_digits(normalise(str(value)))
    )
    number = int(found[1]) if found else None
    if number not in districts:
        raise CellError("unknown_district", first=min(districts), last=max(districts))
    return number


def _month(value: object) -> Month:
    if is_blank(value):
        raise CellError("missing_on_cover")
    text = latin_digits(normalise(str(value)))
    if worded := re.fullmatch(rf"({'|'.join(MONTH_NAMES)})\s+(?:ماه\s+)?(\d{{4}})", text):
        text = f"{worded[2]}-{MONTH_NAMES.index(worded[1]) + 1}"
    try:
        return Month.parse(text)
    except DateError as error:
        raise CellError(error.reason) from None


def _submitted(value: object) -> datetime | None:
    """The day on the cover, at midnight unless it says the hour."""
    if is_blank(value):
        return None
    try:
        return parse_instant(value)
    except DateError as error:
        if error.reason != "no_clock":
            raise CellError(error.reason, example=format_date(date(2023, 1, 22))) from None
    return datetime.combine(parse_date(value), time())


def _sample(value: object) -> bool:
    return not is_blank(value) and matching_key(str(value)) in map(
        matching_key, layout().yes_no["yes"]
    )
