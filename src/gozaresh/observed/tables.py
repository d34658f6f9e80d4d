"""Rows under a header: CSV and Excel."""

from __future__ import annotations

import csv
import sys
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import load_workbook

from gozaresh.intake.characters import is_blank
from gozaresh.observed.faults import FileError, Found, ItemError, quote
from gozaresh.observed.sources import Format, Source
from gozaresh.persian import matching_key

LARGEST_UNPACKED = 512 * 2**20
csv.field_size_limit(min(sys.maxsize, 2**24))


def read_csv(path: Path, source: Source) -> Iterator[Found | ItemError]:
    """The rows of a CSV file; strict about its encoding, because a guess would be kept."""
    encoding = "utf-8-sig" if source.encoding == "utf-8" else source.encoding
    with path.open(encoding=encoding, errors="strict", newline="") as file:
        yield from _under_header(_csv_rows(file, source), source)


def _csv_rows(file: Any, source: Source) -> Iterator[Sequence[object]]:
    try:
        yield from csv.reader(file, delimiter=source.delimiter, strict=True)
    except UnicodeError:
        raise FileError.of_encoding(source) from None
    except csv.Error as error:
        raise FileError("csv", f"the row cannot be read as CSV ({error}).") from None


def read_excel(path: Path, source: Source) -> Iterator[Found | ItemError]:
    """The rows of one sheet of an .xlsx workbook: the one that `sheet` names, or the first."""
    _guard(path)
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore")  # of parts we do not read: extensions, print settings
        yield from _under_header(_excel_rows(file, source), source)


def _excel_rows(file: BinaryIO, source: Source) -> Iterator[Sequence[object]]:
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        if source.sheet and source.sheet not in book.sheetnames:
            raise FileError("no_sheet", f"the workbook has no sheet {quote(source.sheet)}.")
        sheet = book[source.sheet] if source.sheet else book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        yield from sheet.iter_rows(values_only=True)
    except FileError:
        raise
    except Exception as error:
        # openpyxl lets whatever the damaged part provoked escape: KeyError, ParseError, zlib.error…
        raise FileError(
            "corrupt", "from here on the workbook is damaged; save it again."
        ) from error


def _guard(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            known = "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        known, unpacked = False, 0
    if not known:
        raise FileError("no_workbook", "this is no .xlsx workbook, or it is damaged.")
    if unpacked > LARGEST_UNPACKED:
        raise FileError("too_large", "the workbook unpacks to too much; export it as CSV.")


def _under_header(rows: Iterator[Sequence[object]], source: Source) -> Iterator[Found | ItemError]:
    if source.header == 0:
        yield from (({str(place): cell for place, cell in enumerate(row)}, {}) for row in rows)
        return
    for _ in range(source.header - 1):
        next(rows, None)
    titles = _titles(next(rows, ()), source)
    for row in rows:
        if all(map(is_blank, row)):
            continue
        if source.format is Format.CSV and len(row) != len(titles):
            yield ItemError("cells", f"the row has {len(row)} cells, the header {len(titles)}.")
        else:
            yield dict(zip(titles, row, strict=False)), {}


def _titles(header: Sequence[object], source: Source) -> list[str]:
    """The header's titles, each as the mapping spells it; raise `FileError` for what it lacks."""
    written = [("" if is_blank(cell) else str(cell).strip()) for cell in header]
    spelt = {matching_key(path): path for paths in source.paths.values() for path in paths}
    titles = [spelt.get(matching_key(title), title) for title in written]
    for where, paths in source.paths.items():
        asked = [path for path in paths if not path.startswith("^")]
        field = source.fields.get(where.removeprefix("fields."))
        enough = any if field and field.path else all
        if (
            asked
            and not enough(path in titles for path in asked)
            and not (field and field.optional)
        ):
            raise FileError("no_column", _no_column(where, asked, written, source))
    return titles


def _no_column(where: str, asked: list[str], written: list[str], source: Source) -> str:
    wanted = " or ".join(quote(path) for path in asked)
    # Without a header the first row is somebody's: a list of people says nothing of itself.
    has = "" if source.of_people else f" It has {', '.join(map(quote, written)) or 'none'}."
    return (
        f"the header has no column {wanted}, which params/sources/{source.name}.yml names in "
        f"{where}.{has}"
    )
