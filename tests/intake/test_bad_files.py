"""Files that are no form: each one sentence, nothing of it read further, memory bounded."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from gozaresh.intake import Fault

from .filled import ROOT, rewrite, type_in

Faults = Callable[[Path], tuple[Fault, ...]]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
CONTENT_SHEET = "xl/worksheets/sheet3.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def archive(**parts: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return target.getvalue()


FILES = [
    ("empty_file", b""),
    ("no_workbook", b"%PDF-1.7"),
    ("no_workbook", "گزارش ماهانه".encode()),
    ("no_workbook", archive(readme=b"a folder, zipped")),
    ("other_format", archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")),
    ("old_format", OLE + "Workbook".encode("utf-16-le")),
    ("password", OLE + "EncryptedPackage".encode("utf-16-le")),
    ("corrupt", b"PK\x03\x04" + bytes(100)),
    ("large_inside", archive(bomb=bytes(65 * 2**20))),
    ("large_file", b"PK" + bytes(21 * 2**20)),
]


@pytest.mark.parametrize(("reason", "content"), FILES, ids=[reason for reason, _ in FILES])
def test_a_file_that_is_no_workbook_is_one_sentence(
    tmp_path: Path, faults: Faults, reason: str, content: bytes
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    (fault,) = faults(path)
    assert fault.reason == reason
    assert str(fault) == f"پروندهٔ «form.xlsx»: {fault.message} {fault.remedy}"


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, faults: Faults) -> None:
    assert [fault.reason for fault in faults(tmp_path / "nowhere.xlsx")] == ["no_file"]
    assert [fault.reason for fault in faults(tmp_path)] == ["no_file"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_corrupt(form: Path, faults: Faults, share: float) -> None:
    content = form.read_bytes()
    form.write_bytes(content[: int(len(content) * share)])
    assert [fault.reason for fault in faults(form)] == ["corrupt"]


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", CONTENT_SHEET],
)
def test_a_damaged_part_is_corrupt(form: Path, faults: Faults, part: str) -> None:
    rewrite(form, part, lambda content: content[: len(content) // 2])
    assert [fault.reason for fault in faults(form)] == ["corrupt"]


def test_a_password_inside_the_archive_is_seen(form: Path, faults: Faults) -> None:
    content = bytearray(form.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    form.write_bytes(content)
    assert [fault.reason for fault in faults(form)] == ["password"]


def test_macros_are_refused_whatever_the_file_is_called(form: Path, faults: Faults) -> None:
    rewrite(form, "xl/vbaProject.bin", lambda _: b"macro")
    assert [fault.reason for fault in faults(form)] == ["macros"]


def test_a_workbook_that_may_hold_macros_is_refused(form: Path, faults: Faults) -> None:
    plain = b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    able = b"vnd.ms-excel.sheet.macroEnabled.main+xml"
    rewrite(form, "[Content_Types].xml", lambda content: content.replace(plain, able))
    assert [fault.reason for fault in faults(form)] == ["macros"]


def test_entities_that_multiply_are_not_unfolded(form: Path, faults: Faults) -> None:
    entities = b'<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    bomb = HEAD + b'<row r="1"><c t="str"><v>&a11;</v></c></row>' + TAIL
    rewrite(form, CONTENT_SHEET, lambda _: b"<!DOCTYPE worksheet [" + entities + b"]>" + bomb)
    assert [fault.reason for fault in faults(form)] == ["corrupt"]


def test_a_cell_of_32000_characters_is_named(form: Path, faults: Faults) -> None:
    type_in(form, "content", "title", "گزارش " * 5333)
    (fault,) = faults(form)
    assert (fault.reason, fault.row, fault.column) == ("too_long", 4, "F")
    assert "۳۱۹۹۸" in fault.message
    assert len(str(fault)) < 250


def test_a_sheet_of_too_many_rows_is_named(form: Path, faults: Faults) -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="str"><v>c-%d</v></c></row>' % (row, row, row)
        for row in range(4, 6000)
    )
    rewrite(
        form, CONTENT_SHEET, lambda sheet: sheet.replace(b"</sheetData>", rows + b"</sheetData>")
    )
    assert ("تولید محتوا", "many_rows") in {(fault.sheet, fault.reason) for fault in faults(form)}


def test_a_row_number_beyond_any_sheet_ends_the_reading(form: Path, faults: Faults) -> None:
    row = b'<row r="99999999999"><c t="str"><v>x</v></c></row></sheetData>'
    rewrite(form, CONTENT_SHEET, lambda sheet: sheet.replace(b"</sheetData>", row))
    assert [fault.reason for fault in faults(form)] == ["many_rows"]


READ = """
import resource, sys, yaml
from datetime import datetime
from pathlib import Path
from gozaresh.intake import IntakeError, read_workbook
messages = yaml.safe_load(Path("params/messages/intake.yml").read_text(encoding="utf-8"))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in sys.argv[1:]:
    try:
        read_workbook(Path(path), range(1, 23), messages, datetime(2023, 1, 24))
    except IntakeError as error:
        print(*[fault.reason for fault in error.faults])
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def million_rows() -> bytes:
    rows = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % row for row in range(1, 1_000_001))
    return HEAD + rows + TAIL


def long_sheet_of_nothing() -> bytes:
    return HEAD + b"<row/>" * 200_000 + TAIL


def row_of_a_million_cells() -> bytes:
    return HEAD + b"<row>" + b"<c/>" * 1_000_000 + b"</row>" + TAIL


def one_enormous_string() -> bytes:
    cell = b'<row r="4"><c r="F4" t="str"><v>' + b"x" * (8 * 2**20) + b"</v></c></row>"
    return HEAD + cell + TAIL


MONSTERS = [
    (million_rows, "large_inside"),
    (row_of_a_million_cells, "large_inside"),
    (long_sheet_of_nothing, "no_header"),
    (one_enormous_string, "no_header"),
]


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read in Linux's unit")
def test_monstrous_sheets_are_refused_in_bounded_memory(form: Path) -> None:
    paths = [form.with_name(f"{sheet.__name__}.xlsx") for sheet, _ in MONSTERS]
    for path, (sheet, _) in zip(paths, MONSTERS, strict=True):
        shutil.copy(form, path)
        rewrite(path, CONTENT_SHEET, lambda _, sheet=sheet: sheet())
    command = [sys.executable, "-c", READ, *paths]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    *reasons, megabytes = done.stdout.splitlines()
    assert reasons == [reason for _, reason in MONSTERS]
    assert int(megabytes) < 300
