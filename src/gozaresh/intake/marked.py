"""The workbook that goes back to its office: every fault listed, every bad cell marked."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gozaresh.forms.layout import layout
from gozaresh.intake.faults import Fault, Messages, UnreadableError
from gozaresh.intake.workbook import MEGABYTE, guard
from gozaresh.persian import matching_key, persian_digits

# openpyxl holds some fifty times as much in memory as a workbook it changes unpacks to.
LARGEST_TO_MARK = 4 * MEGABYTE
MOST_COMMENTS = 500

_AUTHOR = "Gozaresh"
_LINE = 16  # points


def write_marked_copy(
    path: Path, faults: Sequence[Fault], folder: Path, messages: Messages
) -> Path:
    """Write the copy of a refused workbook into `folder`; return where: `NAME-faults.xlsx`."""
    content = path.read_bytes() if path.is_file() else b""
    copy = marked_copy(content, faults, messages)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem}-faults.xlsx"
    unfinished = target.with_name(f".{target.name}.part")
    unfinished.write_bytes(copy)
    unfinished.replace(target)
    return target


def marked_copy(content: bytes, faults: Sequence[Fault], messages: Messages) -> bytes:
    """A refused workbook with its bad cells coloured and commented, after a sheet of all faults.

    Of a file that cannot be opened, or is too large to be changed, only the sheet of faults. Marks
    of an earlier copy are taken off first.
    """
    opened = _open(content)
    book = opened or _empty()
    for sheet in book.worksheets:
        _take_marks_off(sheet)
    _mark(book, faults)
    _list_faults(book, faults, messages["copy" if opened else "list"])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _open(content: bytes) -> Workbook | None:
    """The workbook, to be changed; `None` where that cannot be."""
    try:
        guard(content)
        with ZipFile(BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_TO_MARK:
                return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl does not carry over
            return load_workbook(BytesIO(content))
    except UnreadableError:
        return None
    except Exception:
        # The faults were found by reading; what only writing needs (a picture, a pivot table) may
        # be damaged in any way, and the office is to have its list of faults all the same.
        return None


def _empty() -> Workbook:
    book = Workbook()
    book.remove(book.active)
    return book


def _take_marks_off(sheet: Worksheet) -> None:
    mark = _fill()
    sheet.sheet_properties.tabColor = None
    for row in sheet.iter_rows():
        for cell in row:
            if cell.fill == mark:
                cell.fill = PatternFill()
            if cell.comment and cell.comment.author == _AUTHOR:
                cell.comment = None


def _mark(book: Workbook, faults: Sequence[Fault]) -> None:
    by_cell: dict[tuple[str, int, int], list[Fault]] = defaultdict(list)
    for fault in faults:
        if fault.sheet in book.sheetnames:
            book[fault.sheet].sheet_properties.tabColor = layout().returned.tab
            if fault.row and fault.column:
                place = (fault.sheet, fault.row, column_index_from_string(fault.column))
                by_cell[place].append(fault)
    for number, ((sheet, row, column), found) in enumerate(by_cell.items()):
        cell = book[sheet].cell(row, column)
        cell.fill = _fill()
        if number < MOST_COMMENTS and isinstance(cell, Cell):
            cell.comment = _comment(found)


def _fill() -> PatternFill:
    return PatternFill("solid", fgColor=layout().returned.mark)


def _comment(faults: Sequence[Fault]) -> Comment:
    text = "\n\n".join(f"{fault.message}\n{fault.remedy}" for fault in faults)
    return Comment(text, _AUTHOR, width=320, height=80 + 20 * (len(text) // 45))


def _list_faults(book: Workbook, faults: Sequence[Fault], words: Mapping[str, Any]) -> None:
    sheet = _fresh_first_sheet(book)
    look = layout().returned
    title = words["title"].format(count=persian_digits(len(faults)), file=faults[0].file)
    _write(sheet, 1, [title], Font(look.font, 13, bold=True, color=look.tab), wrap=False)
    _write(sheet, 2, [words["intro"]], Font(look.font, 10), wrap=False)
    _write(sheet, 4, words["columns"], Font(look.font, 10, bold=True))
    for row, fault in enumerate(faults, start=5):
        cells = [fault.place, fault.typed, fault.message, fault.remedy]
        _write(sheet, row, cells, Font(look.font, 10))
        lines = max(1 + len(text) // width for text, width in zip(cells, look.widths, strict=True))
        sheet.row_dimensions[row].height = _LINE * lines
        if fault.sheet in book.sheetnames:
            sheet.cell(row, 1).hyperlink = Hyperlink(f"A{row}", location=_address(fault))
    for column, width in zip("ABCD", look.widths, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A5"


def _address(fault: Fault) -> str:
    sheet = fault.sheet.replace("'", "''")
    return f"'{sheet}'!{fault.column or 'A'}{fault.row or 1}"


def _fresh_first_sheet(book: Workbook) -> Worksheet:
    title = layout().returned.sheet
    for sheet in book.worksheets:
        if matching_key(sheet.title) == matching_key(title):
            book.remove(sheet)
    first = book.create_sheet(title, 0)
    first.sheet_view.rightToLeft = True
    first.sheet_properties.tabColor = layout().returned.tab
    first.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)  # as wide as a page
    first.page_setup.orientation, first.page_setup.fitToHeight = "landscape", 0
    book.active = 0
    for sheet in book.worksheets:  # two selected sheets would be edited as one
        sheet.sheet_view.tabSelected = sheet is first
    return first


def _write(
    sheet: Worksheet, row: int, values: Sequence[str], font: Font, *, wrap: bool = True
) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column, value)
        cell.data_type = "s"  # a formula that an office typed is shown, not run
        cell.font = font
        cell.alignment = Alignment(wrap_text=wrap, vertical="top", readingOrder=2)
