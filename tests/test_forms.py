from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from gozaresh.calendar import Month
from gozaresh.forms import form_bytes, form_name, write_form
from gozaresh.records import ColumnType, kinds

MONTH = Month(1401, 11)
ROWS = {
    "actions": [
        {"id": "a", "title": "ب", "category": "green", "completed_at": datetime(2023, 1, 25, 9)}
    ]
}


@dataclass(frozen=True)
class District:
    number: int = 7
    name: str = "منطقه ۷"


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("forms") / form_name(District(), MONTH)
    write_form(path, District(), MONTH)
    return load_workbook(path)


def test_a_form_is_named_so_that_it_sorts() -> None:
    assert form_name(District(), MONTH) == "district-07-1401-11.xlsx"


def test_a_form_has_a_cover_and_a_sheet_for_each_kind(blank: Workbook) -> None:
    assert blank.sheetnames == ["راهنما", *(kind.title for kind in kinds().values())]


def test_every_sheet_runs_from_right_to_left(blank: Workbook) -> None:
    assert all(sheet.sheet_view.rightToLeft for sheet in blank)


def test_district_and_month_are_filled_in_and_locked(blank: Workbook) -> None:
    cover = blank["راهنما"]
    assert cover.protection.sheet
    assert [cover["A4"].value, cover["B4"].value] == ["منطقه", "۷"]
    assert [cover["A5"].value, cover["B5"].value] == ["ماه گزارش", "۱۴۰۱/۱۱"]
    assert cover["B4"].protection.locked
    assert cover["B5"].protection.locked
    assert not cover["B6"].protection.locked


def test_header_and_guidance_stay_in_sight_and_on_every_printed_page(blank: Workbook) -> None:
    for sheet in blank.worksheets[1:]:
        assert sheet.freeze_panes == "B4"
        assert sheet.print_title_rows == "$2:$3"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_required_columns_are_marked_and_every_column_has_an_example(blank: Workbook) -> None:
    for kind in kinds().values():
        sheet = blank[kind.title]
        for at, column in enumerate(kind.columns, start=1):
            assert sheet.cell(2, at).value.endswith("●") == column.required
            assert sheet.cell(3, at).value.endswith(
                column.choices.get(column.example, column.example)
            )


def test_closed_lists_are_drop_downs_of_persian_titles(blank: Workbook) -> None:
    kind = kinds()["content"]
    lists = {
        str(check.sqref).split(":")[0]: check.formula1
        for check in blank[kind.title].data_validations.dataValidation
        if check.type == "list"
    }
    assert lists == {"D4": f'"{",".join(kind.column("kind").choices.values())}"'}


def test_date_cells_are_text_that_is_checked_with_a_warning(blank: Workbook) -> None:
    for kind in kinds().values():
        sheet = blank[kind.title]
        dates = [
            at
            for at, column in enumerate(kind.columns, start=1)
            if column.type in (ColumnType.DATE, ColumnType.INSTANT)
        ]
        checks = [c for c in sheet.data_validations.dataValidation if c.type == "custom"]
        assert len(checks) == len(dates)
        assert all(check.errorStyle == "warning" for check in checks)
        assert all(sheet.cell(4, at).number_format == "@" for at in dates)


def test_the_same_rows_give_the_same_bytes() -> None:
    first = form_bytes(District(), MONTH, ROWS, submitted=date(2023, 2, 1))
    assert first == form_bytes(District(), MONTH, ROWS, submitted=date(2023, 2, 1))
    assert first != form_bytes(District(), MONTH, ROWS)


def test_a_filled_form_holds_what_a_clerk_would_type(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_form(path, District(), MONTH, ROWS, submitted=date(2023, 2, 1))
    book = load_workbook(path)
    row = [cell.value for cell in book["اقدامات مدیریت شهری"][4]]
    assert row[:5] == ["a", "ب", "فضای سبز", None, "۱۴۰۱/۱۱/۰۵ ۰۹:۰۰"]
    assert book["راهنما"]["B6"].value == "۱۴۰۱/۱۱/۱۲"


def test_a_value_that_its_column_cannot_hold_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with pytest.raises(ValueError, match="none of"):
        write_form(path, District(), MONTH, {"actions": [{"category": "unheard-of"}]})
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_form(path, District(), MONTH, {"actions": [{"title": "=1+1"}]})
    assert load_workbook(path)["اقدامات مدیریت شهری"]["B4"].data_type == "s"
