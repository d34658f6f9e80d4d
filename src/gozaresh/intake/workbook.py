"""A file's bytes as sheets of raw cells: guarded against what is no plain workbook, and bounded.

Everything is judged by content, never by the file's extension, and before it is unpacked.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from gozaresh.intake.characters import is_blank
from gozaresh.intake.faults import UnreadableError

MEGABYTE = 2**20
LARGEST_FILE = 20 * MEGABYTE
LARGEST_TEXT = 16 * MEGABYTE  # a month's workbook unpacks to about one
LARGEST_UNPACKED = 64 * MEGABYTE
MOST_PARTS = 2000
MOST_TAGS = 1_000_000  # a month's workbook has some 50,000
MOST_ROWS = 5000
LAST_ROW = 2**20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

Row = tuple[int, tuple[object, ...]]


@dataclass(frozen=True)
class RawSheet:
    """A sheet's rows that are not blank, each with its number; `cut` if there were too many.

    `merged` has the ranges of merged cells, such as `A4:A6`: only the first cell of each is kept.
    """

    title: str
    rows: tuple[Row, ...]
    cut: bool = False
    merged: tuple[str, ...] = ()


def read_sheets(content: bytes) -> tuple[RawSheet, ...]:
    """All sheets of a workbook, in its order; raise `UnreadableError` for what is none."""
    guard(content)
    try:
        return tuple(_read(content))
    except Exception as error:
        # openpyxl lets whatever the damaged part provoked escape: KeyError, ParseError, zlib.error…
        raise UnreadableError("corrupt") from error


def guard(content: bytes) -> None:
    """Refuse, by its bytes, what must not or cannot be opened; raise `UnreadableError`."""
    if not content:
        raise UnreadableError("empty_file")
    if len(content) > LARGEST_FILE:
        raise UnreadableError("large_file", limit=LARGEST_FILE // MEGABYTE)
    if content.startswith(_OLE):
        raise UnreadableError("password" if _ENCRYPTED_STREAM in content else "old_format")
    if not content.startswith(b"PK"):
        raise UnreadableError("no_workbook")
    try:
        with ZipFile(BytesIO(content)) as archive:
            _guard_parts(archive)
    except UnreadableError:
        raise
    except Exception as error:
        # zipfile lets what a damaged archive provoked escape: struct.error, zlib.error, KeyError…
        raise UnreadableError("corrupt") from error


def _guard_parts(archive: ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("password")
    if len(parts) > MOST_PARTS or _unpacked(parts) > LARGEST_UNPACKED:
        raise UnreadableError("large_inside")
    if "xl/vbaProject.bin" in names:
        raise UnreadableError("macros")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise UnreadableError(
            "other_format" if names & {"mimetype", "xl/workbook.bin"} else "no_workbook"
        )
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise UnreadableError("macros")
    texts = [part for part in parts if not part.filename.startswith("xl/media/")]
    if _unpacked(texts) > LARGEST_TEXT or _tags(archive, texts) > MOST_TAGS:
        raise UnreadableError("large_inside")


def _tags(archive: ZipFile, parts: list[ZipInfo]) -> int:
    """What openpyxl holds in memory grows with these, not with the size of the file."""
    return sum(archive.read(part).count(b"<") for part in parts)


def _unpacked(parts: list[ZipInfo]) -> int:
    return sum(part.file_size for part in parts)


def _read(content: bytes) -> Iterator[RawSheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts we do not read: extensions, print settings
        book = load_workbook(BytesIO(content), read_only=True)
        try:
            for sheet in book.worksheets:
                yield _read_sheet(sheet)
        finally:
            book.close()


def _read_sheet(sheet: ReadOnlyWorksheet) -> RawSheet:
    sheet.reset_dimensions()  # what the file says of its size may be wrong, and would cut rows off
    rows: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > LAST_ROW or len(rows) >= MOST_ROWS:
            return RawSheet(sheet.title, tuple(rows), cut=True)
        if not all(map(is_blank, cells)):
            rows.append((number, cells))
    return RawSheet(sheet.title, tuple(rows), merged=_merged(sheet))


def _merged(sheet: ReadOnlyWorksheet) -> tuple[str, ...]:
    with sheet._get_source() as source:  # openpyxl passes over merged cells when it streams
        ranges = _MERGED.findall(source.read())
    return tuple(found.decode("ascii") for found in ranges)
