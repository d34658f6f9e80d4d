"""The cover sheet: whose form it is, of which month, and how it is filled."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gozaresh.calendar import Month, format_date, format_instant
from gozaresh.forms.layout import layout
from gozaresh.persian import persian_digits
from gozaresh.records import kinds

if TYPE_CHECKING:
    from gozaresh.forms.workbook import DistrictLike

_FIRST_FIELD = 3


def write_cover(
    book: Workbook,
    formats: dict[str, Format],
    district: DistrictLike,
    month: Month,
    submitted: date | None,
    sample: bool,
) -> None:
    """Add the cover: district and month filled in and locked, the day of submission open."""
    cover = layout().cover
    sheet = book.add_worksheet(cover.sheet)
    _set_up(sheet)
    sheet.write_string("A1", cover.title.format(district=district.name), formats["title"])
    sheet.write_string("A2", cover.subtitle.format(month=month.title), formats["kind"])
    values = {
        "district": persian_digits(district.number),
        "month": persian_digits(str(month).replace("-", "/")),
        "submitted": _day(submitted),
    }
    if sample:
        values["sample"] = layout().yes_no["yes"][0]
    _write_fields(sheet, formats, values, format_date(month.last_day))
    row = _write_steps(sheet, formats, _FIRST_FIELD + len(values) + 1)
    _write_contents(sheet, formats, row + 1)


def _set_up(sheet: Worksheet) -> None:
    sheet.right_to_left()
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, 62)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _day(submitted: date | None) -> str:
    if submitted is None:
        return ""
    return format_instant(submitted) if isinstance(submitted, datetime) else format_date(submitted)


def _write_fields(
    sheet: Worksheet, formats: dict[str, Format], values: dict[str, str], example: str
) -> None:
    for row, (key, value) in enumerate(values.items(), start=_FIRST_FIELD):
        field = layout().cover.fields[key]
        style = formats["open" if key == "submitted" else "locked"]
        sheet.write_string(row, 0, field.title, formats["label"])
        sheet.write(row, 1, value, style)
        sheet.write_string(row, 2, field.note.format(example=example), formats["note"])


def _write_steps(sheet: Worksheet, formats: dict[str, Format], row: int) -> int:
    for number, step in enumerate(layout().cover.steps, start=1):
        sheet.set_row(row, 22)
        sheet.merge_range(row, 0, row, 2, f"{persian_digits(number)}. {step}", formats["step"])
        row += 1
    return row


def _write_contents(sheet: Worksheet, formats: dict[str, Format], row: int) -> None:
    headings = layout().cover.contents
    sheet.write_string(row, 0, headings["sheet"], formats["header"])
    sheet.merge_range(row, 1, row, 2, headings["guidance"], formats["header"])
    for at, kind in enumerate(kinds().values(), start=row + 1):
        sheet.write_url(at, 0, f"internal:'{kind.title}'!A1", formats["label"], kind.title)
        sheet.merge_range(at, 1, at, 2, kind.guidance, formats["step"])
