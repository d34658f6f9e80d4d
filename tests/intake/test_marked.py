from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gozaresh.forms import write_form
from gozaresh.intake import Fault, Submission, write_marked_copy

from .filled import MONTH, District, item, type_in

Faults = Callable[[Path], tuple[Fault, ...]]
LIST = "ایرادها"


@pytest.fixture
def refused(form: Path) -> Path:
    type_in(form, "content", "views", "5/69")
    type_in(form, "content", "kind", "عکس")
    type_in(form, "content", "title", "=1+1")
    return form


def test_bad_cells_are_coloured_and_say_what_would_be_right(
    refused: Path, faults: Faults, tmp_path: Path, messages: dict
) -> None:
    found = faults(refused)
    copy = load_workbook(write_marked_copy(refused, found, tmp_path / "back", messages))
    sheet = copy["تولید محتوا"]
    for fault in found:
        cell = sheet[f"{fault.column}{fault.row}"]
        assert cell.fill.fgColor.rgb == "FFF3C6CB"
        assert fault.message in cell.comment.text
        assert fault.remedy in cell.comment.text
    assert sheet["E4"].comment is None
    assert sheet["H4"].value == "5/69"


def test_the_first_sheet_lists_every_fault_with_a_link_to_its_cell(
    refused: Path, faults: Faults, tmp_path: Path, messages: dict
) -> None:
    found = faults(refused)
    copy = load_workbook(write_marked_copy(refused, found, tmp_path, messages))
    listed = copy.worksheets[0]
    assert listed.title == LIST
    assert listed.sheet_view.rightToLeft
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=5)]
    assert rows == [[f.place, f.typed, f.message, f.remedy] for f in found]
    assert listed["B5"].data_type == listed["B6"].data_type == "s"
    assert listed["A5"].hyperlink.location == "'تولید محتوا'!D4"
    assert [sheet.title for sheet in copy if sheet.sheet_view.tabSelected] == [LIST]


def test_the_copy_put_right_is_taken(
    refused: Path,
    faults: Faults,
    read: Callable[[Path], Submission],
    tmp_path: Path,
    messages: dict,
) -> None:
    copy = write_marked_copy(refused, faults(refused), tmp_path, messages)
    type_in(copy, "content", "views", 569)
    type_in(copy, "content", "kind", "خبر")
    type_in(copy, "content", "title", "عنوان")
    assert read(copy).frames["content"]["views"].tolist() == [569]


def test_marks_of_an_earlier_copy_are_taken_off(
    refused: Path, faults: Faults, tmp_path: Path, messages: dict
) -> None:
    first = write_marked_copy(refused, faults(refused), tmp_path, messages)
    type_in(first, "content", "kind", "خبر")
    second = write_marked_copy(first, faults(first), tmp_path, messages)
    book = load_workbook(second)
    assert book.sheetnames.count(LIST) == 1
    sheet = book["تولید محتوا"]
    assert sheet["D4"].comment is None
    assert sheet["D4"].fill.fill_type is None
    assert sheet["H4"].comment is not None


def test_an_offices_own_comments_and_colours_stay(
    refused: Path, faults: Faults, tmp_path: Path, messages: dict
) -> None:
    original = load_workbook(refused)["تولید محتوا"]["A2"].fill.fgColor.rgb
    copy = load_workbook(write_marked_copy(refused, faults(refused), tmp_path, messages))
    assert copy["تولید محتوا"]["A2"].fill.fgColor.rgb == original
    assert copy["تولید محتوا"].data_validations.count > 0


def test_a_file_that_cannot_be_opened_comes_back_as_a_list(
    faults: Faults, tmp_path: Path, messages: dict
) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 and no more")
    found = faults(path)
    copy = load_workbook(write_marked_copy(path, found, tmp_path, messages))
    assert copy.sheetnames == [LIST]
    assert copy[LIST]["C5"].value == found[0].message


def test_a_fault_in_a_merged_cell_is_listed(tmp_path: Path, faults: Faults, messages: dict) -> None:
    path = tmp_path / "form.xlsx"
    write_form(path, District(), MONTH, {"content": [item(), item(id="c-002")]})
    book = load_workbook(path)
    book["تولید محتوا"].merge_cells("D4:D5")
    book.save(path)
    found = faults(path)
    assert {fault.reason for fault in found} == {"merged", "missing"}
    copy = load_workbook(write_marked_copy(path, found, tmp_path, messages))
    assert copy[LIST].max_row == 4 + len(found)
