"""From a filled form's sheets to the rows of each kind: which sheet, which row, which column."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from openpyxl.utils import get_column_letter, range_boundaries

from gozaresh.forms.layout import is_guidance, layout
from gozaresh.intake.characters import is_blank
from gozaresh.intake.faults import Finding
from gozaresh.intake.rows import RawRows
from gozaresh.intake.workbook import MOST_ROWS, RawSheet, Row
from gozaresh.persian import matching_key
from gozaresh.records import Kind, kinds

_SEARCHED_ROWS = 12


def sort_sheets(
    sheets: Sequence[RawSheet],
) -> tuple[RawSheet | None, dict[str, RawSheet], list[Finding]]:
    """The cover, the sheet of each kind, and what is wrong with the set of sheets."""
    cover_key = matching_key(layout().cover.sheet)
    ignored = matching_key(layout().returned.sheet)
    by_title = {matching_key(kind.title): key for key, kind in kinds().items()}
    cover, found, findings = None, {}, []
    for sheet in sheets:
        title = matching_key(sheet.title)
        if title == cover_key:
            cover = sheet
        elif title in by_title and by_title[title] not in found:
            found[by_title[title]] = sheet
        elif sheet.rows and title != ignored:
            findings.append(Finding("unknown_sheet", sheet=sheet.title))
    for key, kind in kinds().items():
        if key not in found:
            findings.append(Finding("missing_sheet", sheet=kind.title))
    if cover is None:
        findings.insert(0, Finding("missing_sheet", sheet=layout().cover.sheet))
    return cover, found, findings


def read_rows(kind: Kind, sheet: RawSheet) -> tuple[RawRows, list[Finding]]:
    """The raw rows below the sheet's header, by column key, and what is wrong with the header."""
    start = _find_header(kind, sheet.rows)
    if start is None:
        return _no_rows(sheet), [
            Finding("no_header", sheet=sheet.title, values={"kind": kind.title})
        ]
    columns, findings = _match_columns(kind, sheet, sheet.rows[start])
    body = sheet.rows[start + 1 :]
    if body and all(is_blank(cell) or is_guidance(cell) for cell in body[0][1]):
        body = body[1:]
    findings += _unlabelled(sheet, sheet.rows[start], body)
    findings += _merged(kind, sheet, columns, body)
    if sheet.cut:
        findings.append(Finding("many_rows", sheet=sheet.title, values={"most": MOST_ROWS}))
    body = [row for row in body if any(not is_blank(_at(row, place)) for place in columns.values())]
    raw = RawRows(
        sheet=sheet.title,
        numbers=[number for number, _ in body],
        cells={key: [_at(row, place) for row in body] for key, place in columns.items()},
        letters={key: get_column_letter(place + 1) for key, place in columns.items()},
    )
    return raw, findings


def _no_rows(sheet: RawSheet) -> RawRows:
    return RawRows(sheet=sheet.title, numbers=[], cells={})


def _label(cell: object) -> str:
    return matching_key(str(cell).replace(layout().sheet.required_mark, "")).strip("*:")


def _find_header(kind: Kind, rows: Sequence[Row]) -> int | None:
    titles = {matching_key(column.title) for column in kind.columns}
    matches = [
        len(titles & {_label(cell) for cell in cells if not is_blank(cell)})
        for _, cells in rows[:_SEARCHED_ROWS]
    ]
    most = max(matches, default=0)
    return matches.index(most) if most >= min(2, len(titles)) else None


def _match_columns(
    kind: Kind, sheet: RawSheet, header: Row
) -> tuple[dict[str, int], list[Finding]]:
    keys = {matching_key(column.title): column.key for column in kind.columns}
    number, cells = header
    columns: dict[str, int] = {}
    findings: list[Finding] = []
    for place, cell in enumerate(cells):
        if is_blank(cell):
            continue
        key = keys.get(_label(cell))
        if key is None or key in columns:
            reason = "unknown_column" if key is None else "repeated_column"
            letter = get_column_letter(place + 1)
            findings.append(Finding(reason, sheet.title, number, letter, str(cell), cell))
        else:
            columns[key] = place
    findings += [
        Finding("missing_column", sheet.title, number, title=column.title)
        for column in kind.columns
        if column.required and column.key not in columns
    ]
    return columns, findings


def _unlabelled(sheet: RawSheet, header: Row, body: Sequence[Row]) -> list[Finding]:
    """Cells outside every titled column, one finding a column: nothing is dropped in silence."""
    titled = {place for place, cell in enumerate(header[1]) if not is_blank(cell)}
    findings: dict[int, Finding] = {}
    for number, cells in body:
        for place, cell in enumerate(cells):
            if place not in titled and place not in findings and not is_blank(cell):
                letter = get_column_letter(place + 1)
                findings[place] = Finding("untitled", sheet.title, number, letter, typed=cell)
    return list(findings.values())


def _merged(
    kind: Kind, sheet: RawSheet, columns: dict[str, int], body: Sequence[Row]
) -> list[Finding]:
    """Merged cells among filled rows: whether the lost ones were meant the same is a guess."""
    numbers = [number for number, _ in body]
    titles = {place: kind.column(key).title for key, place in columns.items()}
    findings = []
    for merged in sheet.merged:
        left, top, right, bottom = range_boundaries(merged)
        filled = bisect_right(numbers, bottom) - bisect_left(numbers, top)
        if filled > 1 or (filled and left < right):
            letter, title = get_column_letter(left), titles.get(left - 1)
            values = {"range": merged}
            findings.append(Finding("merged", sheet.title, top, letter, title, values=values))
    return findings


def _at(row: Row, place: int) -> object:
    cells = row[1]
    return cells[place] if place < len(cells) else None
