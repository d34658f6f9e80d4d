"""Workbooks broken at random: each is taken whole, or refused with a fault that says where."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from gozaresh.forms import form_bytes
from gozaresh.forms.layout import is_guidance
from gozaresh.intake import IntakeError, Submission, read_workbook
from gozaresh.intake.characters import UNPRINTABLE, is_blank
from gozaresh.persian import matching_key
from gozaresh.records import kinds

from .filled import DISTRICTS, MONTH, RECEIVED, District, action, item, rewrite

TITLES = ["راهنما", *(kinds()[key].title for key in ("actions", "content", "meetings"))]
ROWS = {
    "actions": [action(), action(id="bazaar", category="lighting")],
    "content": [item(id=f"c-{number}") for number in range(4)],
}
# The same workbooks every time, unless more are asked for: then new ones.
MORE = os.environ.get("GOZARESH_EXAMPLES")
FORM = form_bytes(District(), MONTH, ROWS)

text = st.one_of(
    st.text(alphabet="۰۱۲۳4567/-.:٫٬ دیبهمنx\u200c", max_size=16),
    st.text(max_size=40).filter(lambda typed: not UNPRINTABLE.search(typed)),
    st.sampled_from(["=1+1", "#REF!", "—", "5/69", "۱۴۰۱/۱۰/۰۴ ۱۰:۰۰", "12/x", "ن" * 5000]),
)
values = st.one_of(
    st.none(),
    text,
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 1, 1)),
    st.times().map(lambda clock: time(clock.hour, clock.minute)),
    st.timedeltas(timedelta(0), timedelta(days=1000)),
)
sheets = st.sampled_from(TITLES)
rows, columns = st.integers(1, 9), st.integers(1, 11)


@dataclass(frozen=True)
class Break:
    """One thing that somebody, or something, does to a workbook."""

    act: str
    sheet: str
    row: int
    column: int
    value: object
    name: str

    def __call__(self, book: Workbook) -> None:
        if self.sheet in book.sheetnames:
            ACTS[self.act](book[self.sheet], self)


def type_over(sheet: Worksheet, one: Break) -> None:
    cell = sheet.cell(one.row, one.column)
    if not isinstance(cell, MergedCell):
        cell.value = one.value


ACTS: dict[str, Callable[[Worksheet, Break], object]] = {
    "type": type_over,
    "type again": type_over,
    "delete rows": lambda sheet, one: sheet.delete_rows(one.row),
    "insert rows": lambda sheet, one: sheet.insert_rows(one.row, 2),
    "delete columns": lambda sheet, one: sheet.delete_cols(one.column),
    "insert columns": lambda sheet, one: sheet.insert_cols(one.column),
    "merge": lambda sheet, one: sheet.merge_cells(
        None, one.row, one.column, one.row + 1, one.column + 1
    ),
    "rename": lambda sheet, one: setattr(sheet, "title", one.name),
    "copy": lambda sheet, _: sheet.parent.copy_worksheet(sheet),
    "remove": lambda sheet, _: sheet.parent.remove(sheet),
}
names = st.text("ابپ تث", min_size=1, max_size=31)
breaks = st.builds(Break, st.sampled_from(list(ACTS)), sheets, rows, columns, values, names)


def read_or_refuse(path: Path, messages: dict[str, Any]) -> Submission | IntakeError:
    try:
        return read_workbook(path, DISTRICTS, messages, RECEIVED)
    except IntakeError as refusal:
        return refusal


def is_header(cell: object) -> bool:
    return str(cell).endswith("●")


def filled_rows(path: Path) -> dict[str, int]:
    """The rows that hold anything below the header, counted without intake."""
    by_title = {matching_key(kind.title): kind for kind in kinds().values()}
    counts = {}
    for sheet in load_workbook(path).worksheets:
        if kind := by_title.get(matching_key(sheet.title)):
            filled = [row for row in sheet.values if not all(map(is_blank, row))]
            header = next(at for at, row in enumerate(filled) if any(map(is_header, row)))
            below = filled[header + 1 :]
            guided = below and all(is_blank(cell) or is_guidance(cell) for cell in below[0])
            counts[kind.key] = len(below) - bool(guided)
    return counts


@settings(
    max_examples=int(MORE or 25),
    deadline=None,
    derandomize=MORE is None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(broken=st.lists(breaks, min_size=1, max_size=6))
def test_a_broken_workbook_is_taken_whole_or_refused_with_its_faults(
    tmp_path: Path, messages: dict[str, Any], broken: list[Break]
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(FORM)
    book = load_workbook(path)
    for one in broken:
        one(book)
    book.save(path)
    outcome = read_or_refuse(path, messages)
    if isinstance(outcome, Submission):
        assert outcome.counts == filled_rows(path)
        return
    assert outcome.faults
    for fault in outcome.faults:
        assert fault.sheet or fault.reason == "no_rows"
        assert fault.message
        assert fault.remedy


@settings(
    max_examples=int(MORE or 60),
    deadline=None,
    derandomize=MORE is None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_damaged_file_is_taken_as_it_was_or_refused(
    tmp_path: Path, messages: dict[str, Any], data: st.DataObject
) -> None:
    content = bytearray(FORM)
    for at in data.draw(st.lists(st.integers(0, len(FORM) - 1), min_size=1, max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    path = tmp_path / "form.xlsx"
    path.write_bytes(
        content[: data.draw(st.integers(0, len(FORM)))] if len(content) % 2 else content
    )
    outcome = read_or_refuse(path, messages)
    if isinstance(outcome, Submission):
        assert outcome.counts["content"] == len(ROWS["content"])
    else:
        assert str(outcome)


@settings(
    max_examples=int(MORE or 60),
    deadline=None,
    derandomize=MORE is None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_workbook_with_a_part_written_wrongly_never_ends_in_a_traceback(
    tmp_path: Path, messages: dict[str, Any], data: st.DataObject
) -> None:
    def spoil(content: bytes) -> bytes:
        at = data.draw(st.integers(0, len(content)))
        gone = data.draw(st.integers(0, 12))
        return content[:at] + data.draw(st.binary(max_size=6)) + content[at + gone :]

    path = tmp_path / "form.xlsx"
    path.write_bytes(FORM)
    with ZipFile(path) as archive:
        part = data.draw(st.sampled_from(archive.namelist()))
    rewrite(path, part, spoil)
    outcome = read_or_refuse(path, messages)
    assert isinstance(outcome, Submission) or all(fault.message for fault in outcome.faults)


def test_the_form_itself_is_sound(tmp_path: Path, messages: dict[str, Any]) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(FORM)
    assert read_workbook(path, DISTRICTS, messages, RECEIVED).counts == filled_rows(path)
    assert set(TITLES) <= set(load_workbook(path).sheetnames)
