"""One sheet of a form: title, header, guidance, and the rows below, with drop-downs and checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from gozaresh.forms.layout import example, guidance, header, is_latin, layout
from gozaresh.forms.values import cell_value
from gozaresh.records import Column, ColumnType, Kind

_TITLE, _HEADER, _GUIDANCE, _FIRST = 0, 1, 2, 3
_NUMBERS = (ColumnType.COUNT, ColumnType.AMOUNT)
_DATES = (ColumnType.DATE, ColumnType.INSTANT)


def write_sheet(
    book: Workbook,
    formats: dict[str, Format],
    kind: Kind,
    owner: str,
    records: Sequence[Mapping[str, Any]] | None,
) -> None:
    """Add the sheet of one kind; without `records`, ruled blank rows to print and fill by hand."""
    sheet = book.add_worksheet(kind.title)
    _set_up(sheet, kind, owner)
    sheet.write_string(_TITLE, 0, f"{kind.title}: {kind.guidance}", formats["kind"])
    for at, column in enumerate(kind.columns):
        sheet.set_column(at, at, layout().widths[column.type], formats[_style(column)])
        _write_heading(sheet, formats, at, column)
        _check(sheet, at, column)
    if records is None:
        _write_blank_rows(sheet, formats, kind)
    for row, record in enumerate(records or (), start=_FIRST):
        _write_record(sheet, formats, kind, row, record)


def _set_up(sheet: Worksheet, kind: Kind, owner: str) -> None:
    sheet.right_to_left()
    sheet.freeze_panes(_FIRST, 1)
    sheet.set_row(_TITLE, 24)
    sheet.set_row(_HEADER, 30)
    sheet.set_row(_GUIDANCE, 44)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER, _GUIDANCE)
    sheet.set_margins(0.4, 0.4, 0.5, 0.7)
    sheet.set_footer(f"&R{owner} · {kind.title}&L{layout().sheet.page}")
    last = layout().sheet.checked_rows
    sheet.ignore_errors(
        {"number_stored_as_text": f"A1:{xl_rowcol_to_cell(last, len(kind.columns))}"}
    )


def _write_heading(sheet: Worksheet, formats: dict[str, Format], at: int, column: Column) -> None:
    style = formats["required" if column.required else "header"]
    sheet.write_string(_HEADER, at, header(column), style)
    sheet.write_string(_GUIDANCE, at, guidance(column), formats["guidance"])


def _write_blank_rows(sheet: Worksheet, formats: dict[str, Format], kind: Kind) -> None:
    for row in range(_FIRST, _FIRST + layout().sheet.blank_rows):
        sheet.set_row(row, layout().sheet.blank_height)
        for at, column in enumerate(kind.columns):
            sheet.write_blank(row, at, None, formats[f"ruled {_style(column)}"])


def _write_record(
    sheet: Worksheet, formats: dict[str, Format], kind: Kind, row: int, record: Mapping[str, Any]
) -> None:
    for at, column in enumerate(kind.columns):
        value = cell_value(column, record.get(column.key))
        if isinstance(value, str):
            sheet.write_string(row, at, value, formats[f"ruled {_style(column)}"])
        elif value is not None:
            sheet.write_number(row, at, value, formats[f"ruled {_style(column)}"])


def _style(column: Column) -> str:
    return "number" if column.type in _NUMBERS else "latin" if is_latin(column) else "entry"


def _check(sheet: Worksheet, at: int, column: Column) -> None:
    """A drop-down for closed lists; elsewhere a prompt, and for dates a check that only warns.

    It only warns because intake takes more ways of writing a date than a formula can check.
    """
    words = layout().checks[column.type]
    options = {
        "input_title": words["title"],
        "input_message": words["message"].format(example=example(column)),
        "error_title": words["title"],
        "error_message": words["message"].format(example=example(column)),
    }
    if column.type is ColumnType.CHOICE:
        options |= {"validate": "list", "source": list(column.choices.values())}
    elif column.type is ColumnType.YES_NO:
        options |= {"validate": "list", "source": [w[0] for w in layout().yes_no.values()]}
    elif column.type in _DATES:
        formula = _date_formula(xl_rowcol_to_cell(_FIRST, at), column.type)
        options |= {"validate": "custom", "value": formula, "error_type": "warning"}
    else:
        options |= {"validate": "any"}
    sheet.data_validation(_FIRST, at, layout().sheet.checked_rows, at, options)


def _date_formula(cell: str, kind: ColumnType) -> str:
    parts = [
        f'OR(LEFT({cell},2)="۱۳",LEFT({cell},2)="۱۴",LEFT({cell},2)="13",LEFT({cell},2)="14")',
        f'LEN({cell})-LEN(SUBSTITUTE({cell},"/",""))=2',
        f'LEN({cell})-LEN(SUBSTITUTE({cell},":",""))={int(kind is ColumnType.INSTANT)}',
    ]
    return f"=AND({','.join(parts)})"
