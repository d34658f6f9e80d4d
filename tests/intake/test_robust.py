"""What offices do to a form without meaning harm: it is taken all the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from gozaresh.forms import write_form
from gozaresh.intake import Submission
from gozaresh.records import kinds

from .filled import COMPLETED, MONTH, District, action, item, rewrite, type_in

Read = Callable[[Path], Submission]
CONTENT = kinds()["content"].title


def change(path: Path, by: Callable[[Worksheet], object], sheet: str = CONTENT) -> None:
    book = load_workbook(path)
    by(book[sheet])
    book.save(path)


@pytest.mark.parametrize("title", ["  تولید  محتوا ", "توليد محتوا", "تولید‌محتوا", "تولیدمحتوا"])
def test_a_sheet_is_known_by_its_name_however_it_is_spelt(
    form: Path, read: Read, title: str
) -> None:
    change(form, lambda sheet: setattr(sheet, "title", title))
    assert read(form).counts["content"] == 1


def test_columns_may_stand_in_another_order(form: Path, read: Read) -> None:
    before = read(form).frames["content"]

    def turn_round(sheet: Worksheet) -> None:
        width = len(kinds()["content"].columns)
        for row in sheet.iter_rows(min_row=2, max_row=4, max_col=width):
            values = [cell.value for cell in row]
            for cell, value in zip(row, reversed(values), strict=True):
                cell.value = value

    change(form, turn_round)
    assert read(form).frames["content"].equals(before)


def test_an_optional_column_may_be_gone(form: Path, read: Read) -> None:
    change(form, lambda sheet: sheet.delete_cols(9))
    assert read(form).frames["content"]["corrected_at"].isna().all()


def test_rows_above_the_header_may_come_or_go(form: Path, read: Read) -> None:
    change(form, lambda sheet: sheet.delete_rows(1))
    assert read(form).frames["content"]["row"].tolist() == [3]
    change(form, lambda sheet: sheet.insert_rows(1, 4))
    assert read(form).frames["content"]["row"].tolist() == [7]


def test_the_guidance_row_may_be_gone(form: Path, read: Read) -> None:
    change(form, lambda sheet: sheet.delete_rows(3))
    assert read(form).counts["content"] == 1


def test_a_form_of_older_wording_is_still_known(form: Path, read: Read) -> None:
    change(form, lambda sheet: setattr(sheet["B3"], "value", "چیز دیگری بود\nمانند الف"))
    assert read(form).counts["content"] == 1


def test_blank_merged_and_coloured_rows_after_the_last_are_no_rows(form: Path, read: Read) -> None:
    def scribble(sheet: Worksheet) -> None:
        sheet.merge_cells("A8:D12")
        sheet["A20"].value = "   "
        sheet["B21"].value = "\u200c"
        for row in range(5, 40):
            sheet.cell(row, 2).fill = PatternFill("solid", "FFFF00")

    change(form, scribble)
    assert read(form).counts["content"] == 1


def test_rows_between_may_be_left_blank(form: Path, read: Read) -> None:
    change(form, lambda sheet: sheet.insert_rows(4, 3))
    assert read(form).frames["content"]["row"].tolist() == [7]


@pytest.mark.parametrize(
    "typed",
    [
        "۱۴۰۱/۱۰/۰۴ ۱۰:۰۰",
        "1401-10-4 10:00",
        "١٤٠١/١٠/٠٤ ١٠:٠٠",
        "۴ دی ۱۴۰۱ ساعت ۱۰:۰۰",
        "یکشنبه ۴ دی‌ماه ۱۴۰۱، ۱۰:۰۰",
        datetime(2022, 12, 25, 10, 0),
    ],
)
def test_an_instant_may_be_typed_in_any_usual_way(form: Path, read: Read, typed: object) -> None:
    type_in(form, "actions", "completed_at", typed)
    assert read(form).frames["actions"]["completed_at"].tolist() == [COMPLETED]


@pytest.mark.parametrize("typed", ["۱۲", "١٢", "12", 12, 12.0, "منطقه ۱۲", "منطقهٔ12"])
def test_the_district_may_be_typed_anew(form: Path, read: Read, typed: object) -> None:
    change(form, lambda sheet: setattr(sheet["B4"], "value", typed), sheet="راهنما")
    assert read(form).district == 12


@pytest.mark.parametrize("typed", ["۱۴۰۱/۱۰", "1401-10", "دی ۱۴۰۱", "دي ماه ١٤٠١"])
def test_the_month_may_be_typed_anew(form: Path, read: Read, typed: str) -> None:
    change(form, lambda sheet: setattr(sheet["B5"], "value", typed), sheet="راهنما")
    assert read(form).month == MONTH


def test_a_sheet_of_scratch_that_is_empty_does_no_harm(form: Path, read: Read) -> None:
    book = load_workbook(form)
    book.create_sheet("Sheet1")
    book.save(form)
    assert read(form).counts["content"] == 1


def test_a_size_that_the_file_states_wrongly_cuts_nothing_off(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "form.xlsx"
    rows = {"actions": [action()], "content": [item(id=f"c-{n}") for n in range(50)]}
    write_form(path, District(), MONTH, rows)
    rewrite(path, "xl/worksheets/sheet3.xml", stating_one_cell)
    assert read(path).counts["content"] == 50


def stating_one_cell(sheet: bytes) -> bytes:
    start = sheet.index(b'<dimension ref="')
    end = sheet.index(b"/>", start)
    return sheet[:start] + b'<dimension ref="A1"' + sheet[end:]
