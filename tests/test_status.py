"""The status of a month, from filled and broken workbooks to what the command shows."""

import json
from dataclasses import replace
from datetime import datetime

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from gozaresh.calendar import Month
from gozaresh.cli.status import shown, status
from gozaresh.forms import write_form
from gozaresh.ingest import ingest
from gozaresh.known_errors import Correction
from gozaresh.persian import latin_digits
from gozaresh.records import kinds
from gozaresh.status import last_changes, month_status
from gozaresh.store import Store, default_url

DEY = Month(1401, 10)
NOW = datetime(2023, 1, 28, 12)
AT = datetime(2022, 12, 25, 8)


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    monkeypatch.setenv("GOZARESH_STORE", f"duckdb:///{tmp_path / 'store.duckdb'}")
    return Store(default_url(tmp_path))


@pytest.fixture
def take(store, params, tmp_path):
    """Fill a form with actions, type something into it perhaps, and ingest it."""

    def fill(district: int, *ids: str, typed: str | None = None, name: str = "form.xlsx"):
        rows = [
            {"id": key, "title": "ت", "category": "green", "completed_at": AT, "location": None}
            for key in ids
        ]
        path = tmp_path / name
        write_form(path, params.district(district), DEY, {"actions": rows})
        if typed is not None:
            book = load_workbook(path)
            book[kinds()["actions"].title].cell(4, 3).value = typed
            book.save(path)
        return ingest([path], store, params, workers=1)

    return fill


@pytest.fixture
def state(store, params):
    def look():
        with store.reading() as reading:
            return month_status(reading, DEY, params, NOW)

    return look


@pytest.fixture
def call(store):
    assert store
    return lambda *arguments: CliRunner().invoke(status, list(arguments))


def test_late_is_counted_from_the_day_due_and_for_the_missing_until_now(store, submit, state):
    store.add([submit(12, "1401-10")])
    store.add([submit(3, "1401-09")])
    by_number = {each.district: each for each in state().districts}
    assert by_number[12].days_late == 0
    assert by_number[3].submitted is None
    assert by_number[3].days_late == 3
    assert len(by_number) == 22


def test_a_submission_is_told_with_its_file_rows_and_completeness(take, state):
    take(12, "a", "b", name="dey.xlsx")
    sent = state().only([12]).districts[0].submitted
    assert (sent.file, len(sent.sha256), sent.rows["actions"]) == ("dey.xlsx", 64, 2)
    assert (sent.filled, sent.cells) == (8, 10)
    assert sum(sent.rows.values()) == 2


def test_a_refused_workbook_counts_until_a_right_one_comes_in(take, state, store):
    refused = take(12, "a", "b", typed="آبی")
    assert len(refused.refused) == 1
    waiting = state().only([12]).districts[0]
    assert (waiting.submitted, waiting.open_faults, len(waiting.refused)) == (None, 1, 1)
    take(12, "a", "b")
    mended = state().only([12]).districts[0]
    assert (mended.open_faults, len(mended.refused)) == (0, 1)
    take(12, "a", "c", typed="آبی")
    assert state().only([12]).districts[0].open_faults == 1
    assert len(store.records(kinds()["actions"], [DEY])) == 2


def test_one_file_under_two_names_is_taken_once(take, store, params, tmp_path):
    take(12, "a", "b", name="one.xlsx")
    for name in ("two.xlsx", "three.xlsx"):
        write_form(
            tmp_path / name,
            params.district(3),
            DEY,
            {"actions": [{"id": "a", "title": "ت", "category": "green", "completed_at": AT}]},
        )
    outcome = ingest([tmp_path / f"{n}.xlsx" for n in ("one", "two", "three")], store, params)
    assert len(outcome.taken) == 1
    assert [path.name for path in outcome.known] == ["one.xlsx", "three.xlsx"]


def test_a_file_that_does_not_say_whose_it_is_is_noted_without_a_district(store, params, tmp_path):
    path = tmp_path / "what.xlsx"
    path.write_bytes(b"no workbook")
    ingest([path], store, params, workers=1)
    with store.reading() as reading:
        (attempt,) = reading.refusals().to_dict("records")
        in_its_month = Month.of(attempt["refused_at"]) - 1
        state = month_status(reading, in_its_month, params, NOW)
    assert attempt["file"] == "what.xlsx"
    assert attempt["faults"] == 1
    assert [each.file for each in state.unplaced] == ["what.xlsx"]


def test_what_a_new_file_changed_is_listed(take, store):
    take(12, "a", "b")
    with store.reading() as reading:
        assert last_changes(reading, DEY, 12) is None
    take(12, "b", "c")
    with store.reading() as reading:
        changed = last_changes(reading, DEY, 12)
    assert changed[["id", "change"]].values.tolist() == [["a", "removed"], ["c", "added"]]


def test_the_command_shows_a_table_in_persian(take, call):
    take(12, "a", "b", name="dey.xlsx")
    shown = call("۱۴۰۱/۱۰")
    assert shown.exit_code == 0
    assert "گزارش‌های دی ۱۴۰۱ · مهلت ۱۴۰۱/۱۱/۰۵ · ۱ از ۲۲ منطقه" in shown.stdout
    (row,) = (line for line in shown.stdout.splitlines() if "dey.xlsx" in line)
    assert "منطقه ۱۲" in row
    assert "۸۰٫۰٪" in row
    assert latin_digits(shown.stdout).count("نرسیده؛") == 21


def test_the_command_gives_json_for_programs(take, call):
    take(12, "a", "b")
    take(12, "b", "c")
    told = json.loads(call("1401-10", "--json", "--changes", "--district", "12").stdout)
    (district,) = told["districts"]
    assert district["submitted"]["rows"]["actions"] == 2
    assert district["submitted"]["completeness"] == 0.8
    assert len(district["submitted"]["superseded"]) == 1
    assert [change["change"] for change in told["changes"]["12"]] == ["removed", "added"]


def test_the_command_lists_changes_with_persian_titles_and_values(store, submit, call):
    action = {"id": "a", "title": "ت", "category": "green", "completed_at": AT}
    store.add([submit(12, "1401-10", actions=[action, action | {"id": "b"}])])
    store.add([submit(12, "1401-10", actions=[action | {"category": "culture"}])])
    shown = call("1401-10", "--changes", "--district", "12").stdout
    assert "آنچه در گزارش منطقه ۱۲" in shown
    assert "حذف‌شده" in shown
    (row,) = (line for line in shown.splitlines() if "ویرایش" in line)
    assert row.index("فضای سبز") < row.index("فرهنگی و اجتماعی")


def test_before_anything_is_submitted_the_month_is_shown_as_missing(call, tmp_path):
    shown = call("1401-10")
    assert shown.exit_code == 0
    assert "۰ از ۲۲" in shown.stdout
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_month_or_no_district_is_a_wrong_call(call):
    assert call("1401-13").exit_code == 2
    assert "23" in str(call("1401-10", "--district", "23").exception)


def test_a_correction_that_no_longer_applies_is_told(store, submit, params):
    gone = Correction.model_validate(
        {
            "id": "gone",
            "reason": "بازدید نادرست",
            "asked_by": "کارشناس آمار مرکز",
            "date": "1401-11-02",
            "status": "active",
            "kind": "content",
            "district": 12,
            "month": "1401-10",
            "match": {"id": "c-1"},
            "while": {"views": 90},
            "set": {"views": 9},
        }
    )
    store.add([submit(12, "1401-10")])
    with store.reading() as reading:
        state = month_status(reading, DEY, replace(params, corrections=(gone,)), NOW)
    assert state.to_plain()["stale_corrections"] == [
        {"id": "gone", "district": 12, "why": "no_row"}
    ]
    told = "\n".join(map(str, shown(state, params.messages["status"])))
    assert "«gone» دیگر برقرار نیست (ردیف پیدا نشد): بازدید نادرست" in told
