"""What a notebook tells its analyst: what there is, what was probably meant, what is missing."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from gozaresh.calendar import Month
from gozaresh.errors import GozareshError, NoDataWarning, SnapshotError
from gozaresh.frame_file import FrameFile
from gozaresh.freezing import freeze
from gozaresh.records import kinds
from gozaresh.report import City, Report, Review
from gozaresh.snapshot import Snapshot
from gozaresh.store import Store


@pytest.fixture(scope="module")
def folder(tmp_path_factory, submit) -> Path:
    """A data folder: a store of two districts, of which one has submitted the last month."""
    folder = tmp_path_factory.mktemp("data")
    action = {"id": "a", "title": "کار", "category": "green", "completed_at": "2022-12-25 08:00"}
    channel = {"platform": "telegram", "handle": "@x", "title": "کانال", "members": 10}
    submissions = [
        submit(12, "1401-09", actions=[action]),
        submit(12, "1401-10", actions=[action] * 2, channels=[channel]),
        submit(4, "1401-09", actions=[action]),
    ]
    Store(f"duckdb:///{folder / 'gozaresh.duckdb'}").add(submissions)
    return folder


@pytest.fixture(scope="module")
def snapshot(folder, params) -> str:
    store = Store(f"duckdb:///{folder / 'gozaresh.duckdb'}")
    return str(freeze(store, Month(1401, 10), params, folder / "snapshots").path)


@pytest.fixture
def report(snapshot) -> Report:
    return Report(12, "1401-10", snapshot=snapshot)


MISTAKES = {
    "an indicator": (lambda r: r.trend("coverge"), "did you mean coverage"),
    "an indicator of a card": (lambda r: r.cards("coverage", "timly"), "did you mean timely"),
    "an indicator defined": (lambda r: r.definitions("timly"), "did you mean timely"),
    "a measure": (lambda r: r.measures["coverge"], "did you mean coverage"),
    "a series": (lambda r: r.series("coverge"), "did you mean coverage"),
    "a figure": (lambda r: r.trnd("coverage"), "Report has no 'trnd'; did you mean trend"),
    "a table": (lambda r: r.untoled(), "did you mean untold"),
    "a kind": (lambda r: r.records("action"), "did you mean actions"),
    "a kind, far off": (lambda r: r.records("xyz"), "there are actions, content, pickups"),
    "a kind described": (lambda r: r.columns("action"), "did you mean actions"),
    "a kind listed": (lambda r: r.list("meting", [], ""), "did you mean meetings"),
    "a kind attached": (lambda r: r.attach("indicator"), "did you mean indicators"),
    "a column": (lambda r: r.list("meetings", ["subjct"], ""), "did you mean subject"),
    "a column sorted by": (lambda r: r.list("meetings", [], "", sort="due"), "did you mean due_on"),
    "a column in a query": (
        lambda r: r.list("meetings", [], "", where="closed.isna()"),
        r"where='closed.isna\(\)' cannot be followed .*'closed'.* the columns held_on, subject",
    ),
    "a state that is none": (lambda r: r.list("events", ["state"], ""), "only meetings, tasks, "),
    "a month": (lambda r: r.records("actions", "Dey"), "'Dey' is no Jalali month"),
    "a month too old": (lambda r: r.records("actions", "1399-01"), "from 1400-10 to 1401-10, with"),
}


@pytest.mark.parametrize(("call", "sentence"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_a_sentence_that_says_what_there_is(report, call, sentence):
    with pytest.raises(GozareshError, match=sentence):
        call(report)


WRONG_REPORTS = {
    "a future month": ({"month": "1402-05"}, "from 1400-10 to 1401-10, without 1402-05"),
    "no month": ({"month": "Dey 1401"}, "'Dey 1401' is no Jalali month; write it like 1401-10"),
    "no such district": ({"district": 23}, "There is no district 23; .* has 1 to 22"),
    "text for a number": ({"district": "12"}, "There is no district '12'"),
    "a target of nothing": ({"targets": {"coverge": 1}}, "did you mean coverage"),
    "no snapshot": ({"snapshot": "none.sqlite"}, "no snapshot none.sqlite: make one with `goz"),
    "another file": ({"snapshot": __file__}, "is no snapshot that this program reads .* make one"),
}


@pytest.mark.parametrize(("wrong", "sentence"), WRONG_REPORTS.values(), ids=WRONG_REPORTS)
def test_a_report_that_cannot_be_says_why(snapshot, wrong, sentence):
    right = {"district": 12, "month": "1401-10", "snapshot": snapshot}
    with pytest.raises(GozareshError, match=sentence):
        Report(**(right | wrong))


@pytest.mark.parametrize(
    ("month", "sentence"),
    [
        ("1402-05", "the newest month in the store is 1401-10"),
        ("1399-01", "the store goes from 1401-09 to 1401-10"),
    ],
)
def test_a_month_that_the_store_does_not_have_is_told_which_it_has(
    folder, monkeypatch, month, sentence
):
    monkeypatch.setenv("GOZARESH_DATA", str(folder))
    monkeypatch.delenv("GOZARESH_STORE", raising=False)
    with pytest.raises(GozareshError, match=f"No district has submitted {month}; {sentence}"):
        Report(12, month)


def test_without_a_store_the_command_that_makes_one_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("GOZARESH_DATA", str(tmp_path))
    monkeypatch.delenv("GOZARESH_STORE", raising=False)
    with pytest.raises(GozareshError, match=r"store is empty: .* `gozaresh ingest PATH`"):
        Report(12, "1401-10")


def test_rows_that_nobody_submitted_are_none_and_a_warning_says_so(snapshot):
    with pytest.warns(NoDataWarning, match="District 4 .* nothing for 1401-10.* there are 1401-09"):
        rows = Report(4, "1401-10", snapshot=snapshot).records("actions", "1401-10")
    assert rows.empty and "completed_at" in rows.columns
    with pytest.warns(NoDataWarning, match="District 5 .* nothing from 1400-10 to 1401-10"):
        Report(5, "1401-10", snapshot=snapshot).records("actions")


def test_a_district_that_submitted_no_such_rows_warns_of_nothing(report):
    assert report.records("meetings").empty


def test_a_district_without_any_data_has_every_part_of_the_page(snapshot):
    report = Report(5, "1401-10", snapshot=snapshot)
    parts = [report.trend("coverage"), report.districts("coverage"), report.lag_strip()]
    parts += [report.naming_funnel(), report.content_bars(), report.spread(), report.experts()]
    parts += [report.list("meetings", ["subject", "state"], "ملاقات‌ها", where="closed_on.isna()")]
    assert [part.type for part in parts][:3] == ["figure"] * 3
    assert "دریافت نشده" in str(report.summary())


def test_rows_are_typed_as_their_columns_are_described(report):
    for kind in kinds():
        described, rows = report.columns(kind), report.records(kind)
        assert list(rows.columns) == ["district", "month", "row", *described.index]
        assert described["dtype"].to_dict() == rows[described.index].dtypes.astype(str).to_dict()
        assert described["title"].str.contains("[آ-ی]").all()
    assert report.columns("actions").loc["category", "choices"]["green"] == "فضای سبز"


def test_a_city_gives_the_rows_of_all_districts(snapshot):
    assert set(City("1401-10", snapshot=snapshot).records("actions")["district"]) == {4, 12}


def test_a_series_has_a_row_a_month_with_its_interval(report):
    series = report.series("coverage")
    assert list(series.index[-2:]) == ["1401-09", "1401-10"]
    assert list(series.columns) == [
        *("numerator", "denominator", "n", "value", "low", "high", "enough")
    ]


@pytest.mark.parametrize(
    "frame",
    [
        lambda r: r.records("actions"),
        lambda r: r.columns("actions"),
        lambda r: r.series("coverage"),
        lambda r: r._snapshot.indicators,
        lambda r: r._snapshot.submissions,
    ],
)
def test_what_is_done_to_a_frame_shows_nowhere_else(report, frame):
    before, page = frame(report), str(report.cards()) + str(report.trend("coverage"))
    changed = frame(report)
    changed.iloc[:, 0] = changed.iloc[:, 0].iloc[0]
    del changed[changed.columns[-1]]
    assert frame(report).equals(before)
    assert str(report.cards()) + str(report.trend("coverage")) == page


def test_measures_cannot_be_changed(report):
    with pytest.raises(TypeError):
        report.measures["coverage"] = report.measures["timely"]
    with pytest.raises(AttributeError):
        report.measures["coverage"].value = 1.0


DAMAGES = {
    "frozen by a version that lacks a frame": "DELETE FROM columns WHERE frame = 'quartiles'",
    "texts damaged": "UPDATE pieces SET data = x'00'",
    "a table gone": "DROP TABLE pieces",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_snapshot_says_how_to_make_another(snapshot, tmp_path, damage):
    damaged = tmp_path / "damaged.sqlite"
    shutil.copy(snapshot, damaged)
    with closing(sqlite3.connect(damaged)) as connection, connection:
        connection.execute(damage)
    with pytest.raises(SnapshotError, match=r"is no snapshot .* make one with `gozaresh run`"):
        _ = Snapshot(damaged).submissions, Snapshot(damaged).quartiles


@pytest.mark.parametrize(
    "statement", ["DELETE FROM pieces", "DROP TABLE document", "CREATE TABLE x (y INT)"]
)
def test_a_snapshot_cannot_be_written(snapshot, statement):
    with pytest.raises(sqlite3.Error, match="readonly"):
        FrameFile(Path(snapshot)).ask(statement)
    assert len(Snapshot(snapshot).records("actions")) == 4


def completions(report, text: str) -> list[str]:
    shell = InteractiveShell()
    shell.user_ns |= {"report": report, "measures": report.measures}
    with provisionalcompleter():
        return [each.text for each in shell.Completer.completions(text, len(text))]


def test_tab_shows_the_parts_and_no_internals(report):
    shown = completions(report, "report.")
    assert {"cards", "trend", "districts", "list", "records", "columns", "measures"} <= set(shown)
    assert not [name for name in shown if name.startswith("_")]
    assert completions(report, "report.tre") == ["trend"]
    assert completions(report, 'measures["cov') == ["coverage"]


@pytest.mark.parametrize("kind", [Report, Review, City])
def test_a_report_shows_its_parts_each_with_what_it_gives(snapshot, kind):
    subject = {} if kind is City else {"district": 12}
    report = kind(month="1401-10", snapshot=snapshot, **subject)
    shown = InteractiveShell().display_formatter.format(report)[0]
    for name in dir(report):
        assert re.search(rf"\b{name}\b", shown["text/html"]), name
        assert re.search(rf"\b{name}\b", shown["text/plain"]), name
    assert "1401-10" in shown["text/html"]
    assert "districts(key)" in shown["text/html"]


@pytest.mark.parametrize("kind", [Report, Review, City])
def test_whatever_a_notebook_can_call_says_what_it_gives(kind):
    for name in dir(kind):
        if not name.startswith("_"):
            assert getattr(kind, name).__doc__, name


def test_an_error_in_a_notebook_is_the_sentence_alone(report):
    shell = InteractiveShell()
    shell.user_ns["report"] = report
    shown = []
    shell._showtraceback = lambda *told: shown.extend(told[-1])
    shell.run_cell("report.trend('coverge')")
    sentence = "There is no indicator 'coverge'; did you mean coverage or controversies?"
    assert shown == [f"UnknownNameError: {sentence}"]


def test_a_mistake_inside_a_part_is_not_taken_for_a_misspelling(snapshot):
    class Broken(Report):
        @property
        def share(self) -> float:
            """A part that fails."""
            return self.month.no_such_thing

    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = Broken(12, "1401-10", snapshot=snapshot).share
