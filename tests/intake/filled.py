"""Rows and workbooks that an office would have filled rightly, to be broken by the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

from gozaresh.calendar import Month
from gozaresh.records import kinds

ROOT = Path(__file__).parents[2]
DISTRICTS = range(1, 23)
MONTH = Month(1401, 10)
COMPLETED = datetime(2022, 12, 25, 10, 0)  # ۱۴۰۱/۱۰/۰۴
RECEIVED = datetime(2023, 1, 24, 9, 30)
FIRST_ROW = 4


@dataclass(frozen=True)
class District:
    number: int = 12
    name: str = "منطقه ۱۲"


def action(**changes: Any) -> dict[str, Any]:
    return {
        "id": "17-shahrivar",
        "title": "نصب جداکننده در خیابان ۱۷ شهریور",
        "category": "traffic",
        "location": "خیابان ۱۷ شهریور",
        "completed_at": COMPLETED,
        "published_at": COMPLETED + timedelta(hours=6),
        "outlet": "شهر",
        "pattern": None,
    } | changes


def item(**changes: Any) -> dict[str, Any]:
    return {
        "id": "c-001",
        "action_id": "17-shahrivar",
        "published_at": COMPLETED + timedelta(hours=6),
        "kind": "news",
        "outlet": "شهر",
        "title": "جداکنندهٔ خیابان ۱۷ شهریور نصب شد",
        "url": "https://example.ir/news/1",
        "views": 1200,
        "corrected_at": None,
    } | changes


def type_in(path: Path, kind: str, key: str, value: object, row: int = FIRST_ROW) -> str:
    """Type into one cell as an office would; return its address."""
    columns = [column.key for column in kinds()[kind].columns]
    book = load_workbook(path)
    cell = book[kinds()[kind].title].cell(row, columns.index(key) + 1)
    cell.value = value
    book.save(path)
    return cell.coordinate


def rewrite(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change one part of the archive that a workbook is."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
