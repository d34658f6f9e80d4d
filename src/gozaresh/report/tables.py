"""Rows of records as tables of a report: Persian text, Jalali dates, states that matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import nlargest
from operator import itemgetter
from typing import Any

import pandas as pd

from gozaresh.calendar import Month, format_date, format_instant
from gozaresh.persian import NO_VALUE, number, percent, persian_digits, signed
from gozaresh.records import kinds
from gozaresh.report.blocks import Cell, Table, TableColumn
from gozaresh.report.formats import Measured, change_text, full_text, state
from gozaresh.report.rows import rows_of

Words = dict[str, Any]
_HASH_SHOWN = 12


def indicators(measures: Iterable[Measured], month: str, words: Words) -> Table:
    """Each indicator's value beside the month before, its target and the city's median."""
    columns = _columns(words, indicator=3, value="end", change="end", target="end", median="end")
    rows = tuple(_indicator_row(measured, words) for measured in measures)
    return _table("indicators", columns, rows, words, month=month)


def _indicator_row(measured: Measured, words: Words) -> tuple[str | Cell, ...]:
    def shown(value: float | None) -> str:
        return full_text(measured.indicator, value, words["units"])

    value = Cell(shown(measured.value), state=state(measured), strong=True)
    change = change_text(measured, words) or NO_VALUE
    return (
        measured.indicator.title,
        value,
        change,
        shown(measured.target),
        shown(measured.median),
    )


def actions(
    rows: pd.DataFrame, month: str, words: Words, publish_within: float, most: int | None
) -> Table:
    """Actions with their place, completion, outlet and the hours to publication, newest first."""
    columns = _columns(
        words, action=3.2, location=1.8, completed_at="start", lag="end", outlet="start"
    )
    newest = rows.sort_values("completed_at", ascending=False)[:most]
    keys = ("title", "location", "completed_at", "published_at", "outlet")
    shown = tuple(
        (
            title,
            _text(location),
            format_date(completed_at),
            _lag_cell(completed_at, published_at, words, publish_within),
            _text(outlet),
        )
        for title, location, completed_at, published_at, outlet in rows_of(newest, *keys)
    )
    note = shortened(len(shown), len(rows), words)
    return _table("actions", columns, shown, words, note=note, month=month)


def _lag_cell(
    completed_at: pd.Timestamp, published_at: pd.Timestamp, words: Words, publish_within: float
) -> Cell:
    if pd.isna(published_at):
        return Cell(words["cells"]["untold"], state="bad", strong=True)
    hours = (published_at - completed_at) / pd.Timedelta(hours=1)
    text = words["cells"]["hours"].format(count=number(hours))
    return Cell(text, state="good" if hours <= publish_within else "watch")


def untold(rows: pd.DataFrame, as_of: pd.Timestamp, words: Words) -> Table:
    """Actions without a publication, the longest wait first."""
    columns = _columns(
        words, action=3.5, category=1.6, location=2, completed_at="start", waiting="end"
    )
    oldest = rows.sort_values("completed_at")
    keys = ("title", "category", "location", "completed_at")
    shown = tuple(
        (
            title,
            choice_title("actions", "category", category),
            _text(location),
            format_date(completed_at),
            words["cells"]["days"].format(count=number((as_of - completed_at).days)),
        )
        for title, category, location, completed_at in rows_of(oldest, *keys)
    )
    return _table("untold", columns, shown, words)


def patterns(rows: pd.DataFrame, words: Words, most: int | None) -> Table:
    """Other districts' actions that name one of ours as their pattern, newest first."""
    columns = _columns(words, district="center", action=4, completed_at="start")
    newest = rows.sort_values("completed_at", ascending=False)[:most]
    shown = tuple(
        (persian_digits(district), title, format_date(completed_at))
        for district, title, completed_at in rows_of(newest, "district", "title", "completed_at")
    )
    return _table("patterns", columns, shown, words, note=shortened(len(shown), len(rows), words))


def content_kinds(rows: pd.DataFrame, before: pd.DataFrame, words: Words) -> Table:
    """Content by kind: items, share, change against the month before, median views."""
    columns = _columns(words, kind=2, items="end", share="end", change="end", views="end")
    counts, earlier = Counter(rows["kind"]), Counter(before["kind"])
    views = rows.groupby("kind")["views"].median()
    shown = tuple(
        (
            title,
            number(counts[key]),
            percent(counts[key] / len(rows)) if len(rows) else NO_VALUE,
            signed(counts[key] - earlier[key]) if len(before) else NO_VALUE,
            _number(views.get(key)),
        )
        for key, title in kinds()["content"].column("kind").choices.items()
    )
    return _table("kinds", columns, shown, words)


def most_seen(rows: pd.DataFrame, count: int, words: Words) -> Table:
    """The content with the most views."""
    columns = _columns(words, title=4, kind=1.4, outlet=1.5, published_at="start", seen="end")
    keys = ("title", "kind", "outlet", "published_at", "views")
    seen = [each for each in rows_of(rows, *keys) if pd.notna(each[-1])]
    shown = tuple(
        (
            title,
            choice_title("content", "kind", kind),
            outlet,
            format_date(published_at),
            _number(views),
        )
        for title, kind, outlet, published_at, views in nlargest(count, seen, key=itemgetter(-1))
    )
    return _table("seen", columns, shown, words)


def submissions(rows: pd.DataFrame, words: Words, most: int | None) -> Table:
    """The workbooks behind a report: month, file, time received, first digits of their SHA-256."""
    columns = _columns(words, month=1.3, file=2, received_at="start", hash="end")
    newest = rows.sort_values("month", ascending=False)[:most]
    shown = tuple(
        (Month.parse(month).title, file, format_instant(received_at), sha256[:_HASH_SHOWN])
        for month, file, received_at, sha256 in rows_of(
            newest, "month", "file", "received_at", "sha256"
        )
    )
    note = shortened(len(shown), len(rows), words)
    return _table("submissions", columns, shown, words, note=note)


def corrections(rows: pd.DataFrame, words: Words) -> Table:
    """Cells that the centre corrected: where, from what to what, and why."""
    columns = _columns(
        words, sheet=1.4, month=1.2, row="center", column=1.2, before=1, after=1, reason=2
    )
    keys = ("kind", "month", "row", "column", "before", "after", "reason")
    shown = tuple(
        (
            kinds()[kind].title,
            Month.parse(month).title,
            persian_digits(row),
            kinds()[kind].column(column).title,
            _text(before),
            _text(after),
            reason,
        )
        for kind, month, row, column, before, after, reason in rows_of(rows, *keys)
    )
    return _table("corrections", columns, shown, words)


def shortened(shown: int, rows: int, words: Words) -> str | None:
    """What a table says under it if it does not show all of its rows."""
    if shown == rows:
        return None
    return words["tables"]["shown"].format(shown=number(shown), all=number(rows))


def choice_title(kind: str, column: str, key: str) -> str:
    """The Persian title of a closed list's key."""
    return kinds()[kind].column(column).choices[key]


def _columns(words: Words, **shape: float | str) -> tuple[TableColumn, ...]:
    """Columns by key: a number is a weight of a column of text, a word is where its cells stand."""
    return tuple(
        TableColumn(words["columns"][key], align=form)
        if isinstance(form, str)
        else TableColumn(words["columns"][key], weight=form)
        for key, form in shape.items()
    )


def _table(
    key: str,
    columns: tuple[TableColumn, ...],
    rows: tuple,
    words: Words,
    note: str | None = None,
    **filled: str,
) -> Table:
    caption = words["tables"][key].format(**filled)
    return Table(caption, columns, rows, empty=words["tables"]["empty"], note=note)


def _text(value: object) -> str:
    return NO_VALUE if pd.isna(value) else str(value)


def _number(value: object) -> str:
    return NO_VALUE if pd.isna(value) else persian_digits(number(float(value)))
