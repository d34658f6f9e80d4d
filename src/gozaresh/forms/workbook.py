"""Writes a form: the same district, month and rows always give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from gozaresh.calendar import Month
from gozaresh.forms.cover import write_cover
from gozaresh.forms.layout import layout
from gozaresh.forms.sheet import write_sheet
from gozaresh.records import kinds

Rows = Mapping[str, "pd.DataFrame | Iterable[Mapping[str, Any]]"]

_CREATED = datetime(2022, 3, 21)


class DistrictLike(Protocol):
    """What a form needs to know of a district."""

    number: int
    name: str


def form_name(district: DistrictLike, month: Month) -> str:
    """`district-12-1401-10.xlsx`: sorts by district, then month."""
    return f"district-{district.number:02d}-{month}.xlsx"


def write_form(
    path: Path,
    district: DistrictLike,
    month: Month,
    rows: Rows | None = None,
    submitted: date | None = None,
    sample: bool = False,
) -> None:
    """Write the form of one district and month to `path`; blank without `rows`.

    `rows` holds typed values by kind and column key (choices by id, dates as `date`, instants as
    naive Tehran `datetime`, missing as `None` or NaN); a kind without rows gets an empty sheet.
    `submitted` is the day (or instant) that the cover says it was filled, `sample` marks made-up
    data, and stays with it. Raises `ValueError` for a value that
    its column cannot hold, before anything is written.
    """
    content = form_bytes(district, month, rows, submitted, sample)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def form_bytes(
    district: DistrictLike,
    month: Month,
    rows: Rows | None = None,
    submitted: date | None = None,
    sample: bool = False,
) -> bytes:
    """The form as `write_form` writes it, in memory."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": f"{district.name} · {month.title}", "created": _CREATED})
        formats = _formats(book)
        write_cover(book, formats, district, month, submitted, sample)
        for key, kind in kinds().items():
            records = None if rows is None else _records(rows.get(key, ()))
            write_sheet(book, formats, kind, f"{district.name} · {month.title}", records)
    return target.getvalue()


def _formats(book: Workbook) -> dict[str, Format]:
    declared = dict(layout().formats)
    base, ruled = declared.pop("base"), declared.pop("ruled")
    for name in ("entry", "latin", "number"):
        declared[f"ruled {name}"] = declared[name] | ruled
    return {name: book.add_format(base | look) for name, look in declared.items()}


def _records(rows: pd.DataFrame | Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return rows.to_dict("records") if isinstance(rows, pd.DataFrame) else list(rows)
