from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from gozaresh import calendar
from gozaresh.forms import write_form
from gozaresh.intake import Fault, IntakeError, Submission
from gozaresh.intake.cells import parse_cell
from gozaresh.records import kinds

from .filled import COMPLETED, MONTH, RECEIVED, District, action, item, type_in

Read = Callable[[Path], Submission]
Faults = Callable[[Path], tuple[Fault, ...]]


def reasons(found: tuple[Fault, ...]) -> list[str]:
    return [fault.reason for fault in found]


def test_a_rightly_filled_form_is_taken_whole(form: Path, read: Read) -> None:
    submission = read(form)
    assert (submission.district, submission.month) == (12, MONTH)
    assert submission.size == form.stat().st_size
    assert set(submission.frames) == set(kinds())
    content = submission.frames["content"].iloc[0]
    assert (content["row"], content["kind"], content["views"]) == (4, "news", 1200)
    assert content["published_at"] == COMPLETED + pd.Timedelta(hours=6)
    assert pd.isna(content["corrected_at"])


def test_what_a_form_was_filled_with_comes_back(tmp_path: Path, read: Read) -> None:
    rows = {
        "actions": [action(), action(id="bazaar", pattern="7/x-1", published_at=None, outlet=None)],
        "content": [item(id=f"c-{n}", views=n) for n in range(30)],
    }
    path = tmp_path / "form.xlsx"
    write_form(path, District(), MONTH, rows)
    submission = read(path)
    for key, given in rows.items():
        came = submission.frames[key].drop(columns="row").astype(object)
        came = came.where(came.notna(), None).to_dict("records")
        assert came == given


def test_a_sample_says_so_and_when_it_would_have_come(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "form.xlsx"
    late = datetime(2023, 2, 5, 11, 20)
    write_form(path, District(), MONTH, {"actions": [action()]}, submitted=late, sample=True)
    assert (read(path).sample, read(path).received_at) == (True, late)


def test_a_real_submission_is_received_when_it_is_read(form: Path, read: Read) -> None:
    assert (read(form).sample, read(form).received_at) == (False, RECEIVED)


def test_a_frame_has_the_declared_types_even_when_empty(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "form.xlsx"
    write_form(path, District(), MONTH, {"actions": [action()]})
    types = read(path).frames["content"].dtypes.astype(str).to_dict()
    assert types["row"] == "int64"
    assert types["title"] == "str"
    assert types["views"] == "Int64"
    assert types["published_at"] == "datetime64[us]"


def test_a_missing_required_cell_is_named_by_sheet_row_and_column(
    form: Path, faults: Faults
) -> None:
    type_in(form, "content", "kind", None)
    (fault,) = faults(form)
    assert (fault.sheet, fault.row, fault.column, fault.title) == ("تولید محتوا", 4, "D", "گونه")
    assert fault.place == "کاربرگ «تولید محتوا»، ردیف ۴، ستون D (گونه)"
    assert fault.message == "«گونه» نوشته نشده است."
    assert "«خبر»" in fault.remedy


def test_an_impossible_date_is_shown_as_it_was_typed(form: Path, faults: Faults) -> None:
    type_in(form, "actions", "completed_at", "۱۴۰۱/۰۷/۳۱ ۱۰:۰۰")
    (fault,) = faults(form)
    assert (fault.reason, fault.row, fault.column) == ("impossible_date", 4, "E")
    assert "۱۴۰۱/۰۷/۳۱ ۱۰:۰۰" in fault.message


def test_an_unknown_choice_is_answered_with_the_list(form: Path, faults: Faults) -> None:
    type_in(form, "content", "kind", "عکس")
    (fault,) = faults(form)
    assert "«عکس»" in fault.message
    assert all(
        title in fault.remedy for title in kinds()["content"].column("kind").choices.values()
    )


def test_rows_of_another_month_are_refused(form: Path, faults: Faults) -> None:
    book = load_workbook(form)
    book["راهنما"]["B5"] = "۱۴۰۱/۰۹"
    book.save(form)
    found = faults(form)
    assert reasons(found) == ["outside_month", "outside_month"]
    assert "آذر ۱۴۰۱" in found[0].message


def test_every_fault_of_a_workbook_is_found_in_one_pass(form: Path, faults: Faults) -> None:
    book = load_workbook(form)
    book["راهنما"]["B4"] = 23
    book.save(form)
    for kind, key, value in [
        ("actions", "category", "نامعلوم"),
        ("actions", "outlet", None),
        ("content", "views", "5/69"),
        ("content", "url", "shahr"),
        ("content", "corrected_at", "۱۴۰۱/۱۰/۰۱ ۰۸:۰۰"),
    ]:
        type_in(form, kind, key, value)
    assert reasons(faults(form)) == [
        "unknown_district",
        "no_choice",
        "incomplete",
        "not_url",
        "slash_decimal",
        "too_early",
    ]


def test_the_same_id_twice_names_both_rows(tmp_path: Path, faults: Faults) -> None:
    path = tmp_path / "form.xlsx"
    write_form(path, District(), MONTH, {"content": [item(), item()]})
    (fault,) = faults(path)
    assert (fault.row, fault.column) == (5, "A")
    assert "ردیف ۴" in fault.message


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [("12/x", "own_pattern"), ("23/x", "unknown_pattern"), ("خیابان", "not_pattern")],
)
def test_a_pattern_is_an_action_of_another_district(
    form: Path, faults: Faults, pattern: str, reason: str
) -> None:
    type_in(form, "actions", "pattern", pattern)
    assert reasons(faults(form)) == [reason]


def test_a_blank_form_is_not_taken_for_a_month_without_work(tmp_path: Path, faults: Faults) -> None:
    path = tmp_path / "form.xlsx"
    write_form(path, District(), MONTH)
    assert reasons(faults(path)) == ["no_rows"]


@pytest.mark.parametrize("typed", ["۲۳", 0, "دوازده", None])
def test_a_district_that_does_not_exist_is_refused(
    form: Path, faults: Faults, typed: object
) -> None:
    book = load_workbook(form)
    book["راهنما"]["B4"] = typed
    book.save(form)
    (fault,) = faults(form)
    assert (fault.sheet, fault.row, fault.column) == ("راهنما", 4, "B")


def test_every_reason_in_the_code_has_its_sentences_and_no_other_has(messages: dict) -> None:
    package = Path(calendar.__file__).parent
    sources = [package / "calendar.py", *(package / "intake").glob("*.py")]
    code = "".join(source.read_text(encoding="utf-8") for source in sources)
    raised = re.findall(r'(?:Error|Finding)\(\s*"(\w+)"|Broken\(\s*at, [^"]*?"(\w+)"', code)
    assert {one or other for one, other in raised} <= set(messages["faults"])
    assert set(messages["faults"]) <= set(re.findall(r'"(\w+)"', code))


def test_every_sentence_is_whole(messages: dict) -> None:
    for reason, words in messages["faults"].items():
        assert set(words) == {"message", "remedy"}, reason
        assert words["message"].endswith("."), reason
        assert words["remedy"].endswith("."), reason


def test_the_examples_of_all_kinds_make_a_form_that_is_taken(tmp_path: Path, read: Read) -> None:
    rows = {
        key: [{c.key: parse_cell(c, c.choices.get(c.example, c.example)) for c in kind.columns}]
        for key, kind in kinds().items()
    }
    path = tmp_path / "form.xlsx"
    write_form(path, District(7, "منطقه ۷"), MONTH, rows)
    submission = read(path)
    assert submission.counts == dict.fromkeys(kinds(), 1)
    for key, (given,) in rows.items():
        assert submission.frames[key].drop(columns="row").iloc[0].to_dict() == given


def test_merged_cells_among_filled_rows_are_not_guessed_at(tmp_path: Path, faults: Faults) -> None:
    path = tmp_path / "form.xlsx"
    write_form(path, District(), MONTH, {"content": [item(), item(id="c-002")]})
    book = load_workbook(path)
    book["تولید محتوا"].merge_cells("H4:H5")
    book.save(path)
    (fault,) = faults(path)
    assert (fault.reason, fault.row, fault.column) == ("merged", 4, "H")


@pytest.mark.parametrize(
    ("cell", "value", "reason"),
    [
        ("A2", "شناسه‌ها", "unknown_column"),
        ("B2", "شناسه", "repeated_column"),
        ("K2", "یادداشت ما", "unknown_column"),
        ("K7", "یادداشت ما", "untitled"),
    ],
)
def test_nothing_outside_the_known_columns_is_dropped_in_silence(
    form: Path, faults: Faults, cell: str, value: str, reason: str
) -> None:
    book = load_workbook(form)
    book["تولید محتوا"][cell] = value
    book.save(form)
    assert (reason, cell[0]) in {(fault.reason, fault.column) for fault in faults(form)}


def test_a_required_column_that_is_gone_is_one_fault(tmp_path: Path, faults: Faults) -> None:
    path = tmp_path / "form.xlsx"
    write_form(path, District(), MONTH, {"content": [item(id=f"c-{n}") for n in range(9)]})
    book = load_workbook(path)
    book["تولید محتوا"].delete_cols(4)
    book.save(path)
    (fault,) = faults(path)
    assert (fault.reason, fault.row, fault.title) == ("missing_column", 2, "گونه")
    assert fault.place == "کاربرگ «تولید محتوا»، ردیف ۲"


def test_a_sheet_that_is_gone_and_one_too_many_are_both_named(form: Path, faults: Faults) -> None:
    book = load_workbook(form)
    book["تولید محتوا"].title = "محتوای ما"
    book.save(form)
    found = {(fault.sheet, fault.reason) for fault in faults(form)}
    assert found == {("محتوای ما", "unknown_sheet"), ("تولید محتوا", "missing_sheet")}


def test_a_sheet_without_its_header_is_named(form: Path, faults: Faults) -> None:
    book = load_workbook(form)
    book["تولید محتوا"].delete_rows(1, 3)
    book.save(form)
    (fault,) = faults(form)
    assert (fault.sheet, fault.reason) == ("تولید محتوا", "no_header")


def test_a_row_typed_into_the_guidance_row_is_not_lost(form: Path, faults: Faults) -> None:
    type_in(form, "content", "views", 90, row=3)
    assert {fault.row for fault in faults(form)} == {3}


def test_formulas_are_refused_where_they_stand(form: Path, faults: Faults) -> None:
    type_in(form, "content", "views", "=100+20")
    type_in(form, "content", "title", ArrayFormula("F4:F4", "=A4"))
    type_in(form, "content", "outlet", "#N/A")
    found = {(fault.column, fault.reason) for fault in faults(form)}
    assert found == {("H", "formula"), ("F", "formula"), ("E", "error_value")}


def test_a_refusal_survives_the_way_from_another_process(form: Path, faults: Faults) -> None:
    type_in(form, "content", "views", "5/69")
    refusal = IntakeError(faults(form))
    assert pickle.loads(pickle.dumps(refusal)).faults == refusal.faults
