"""The command that says where a month stands: what came in, late, incomplete, refused, changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click
import pandas as pd
from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from gozaresh.calendar import Month, format_date, format_instant, tehran_now
from gozaresh.cli.arguments import ABOUT_MONTH, chosen_districts, district_option, month_argument
from gozaresh.forms.values import cell_value
from gozaresh.params import Params, find_root, load_params
from gozaresh.persian import NO_VALUE, number, percent, persian_digits
from gozaresh.records import kinds
from gozaresh.status import DistrictStatus, MonthStatus, last_changes, month_status
from gozaresh.store import Store, default_url

Words = dict[str, Any]
# A pipe has no width; narrower than this the table would fold its file names.
_WIDTH_OF_A_PIPE = 160


@click.command(epilog=ABOUT_MONTH)
@month_argument
@district_option
@click.option("--changes", is_flag=True, help="What each district's newest file changed.")
@click.option("--json", "as_json", is_flag=True, help="For programs: JSON.")
def status(month: Month, district: tuple[int, ...], changes: bool, as_json: bool) -> None:
    """Show who has submitted a month and when, and what is late, incomplete or refused."""
    root = find_root()
    params = load_params(root)
    numbers = chosen_districts(params.districts, district)
    with Store(default_url(root)).reading() as reading:
        state = month_status(reading, month, params, tehran_now()).only(numbers)
        changed = {n: last_changes(reading, month, n) for n in numbers if changes}
    if as_json:
        click.echo(json.dumps(_plain(state, changed), ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDTH_OF_A_PIPE
    words = params.messages["status"]
    console.print(Group(*shown(state, words), *_shown_changes(changed, params)))


def _plain(state: MonthStatus, changed: dict[int, pd.DataFrame | None]) -> dict[str, Any]:
    tables = {
        str(number): None if table is None else json.loads(table.to_json(orient="records"))
        for number, table in changed.items()
    }
    return state.to_plain() | ({"changes": tables} if tables else {})


def shown(state: MonthStatus, words: Words) -> Iterator[RenderableType]:
    """The tables and remarks of a month, in the words of `params/messages/status.yml`."""
    yield _submissions(state, words)
    if any(each.submitted for each in state.districts):
        yield _rows_by_kind(state, words)
    for attempt in state.unplaced:
        filled = {"refused_at": format_instant(attempt.refused_at)}
        filled |= {"file": attempt.file, "faults": persian_digits(attempt.faults)}
        yield Text(words["unplaced"].format(**filled), style="yellow")
    for stale in state.stale_corrections.itertuples():
        why = words["corrections"][stale.why]
        text = words["corrections"]["stale"].format(id=stale.id, why=why, reason=stale.reason)
        yield Text(text, style="yellow")


def _submissions(state: MonthStatus, words: Words) -> Table:
    came_in = sum(1 for each in state.districts if each.submitted)
    title = words["title"].format(
        month=state.month.title,
        due=format_date(state.due),
        count=persian_digits(came_in),
        of=persian_digits(len(state.districts)),
    )
    table = Table(title=title, box=box.SIMPLE)
    for key in ("district", "state", "received_at", "file"):
        table.add_column(words["columns"][key])
    for key in ("rows", "completeness", "refused", "faults"):
        table.add_column(words["columns"][key], justify="right")
    for each in state.districts:
        table.add_row(*_submission_cells(each, words))
    return table


def _submission_cells(status: DistrictStatus, words: Words) -> tuple[RenderableType, ...]:
    sent = status.submitted
    return (
        status.name,
        _state(status, words["states"]),
        format_instant(sent.received_at) if sent else NO_VALUE,
        sent.file if sent else NO_VALUE,
        number(sum(sent.rows.values())) if sent else NO_VALUE,
        percent(sent.completeness, 1) if sent else NO_VALUE,
        number(len(status.refused)),
        Text(number(status.open_faults), style="red" if status.open_faults else ""),
    )


def _state(status: DistrictStatus, words: Words) -> Text:
    on_time, late = ("on_time", "late") if status.submitted else ("missing", "overdue")
    text = words[late if status.days_late else on_time]
    style = ("yellow" if status.days_late else "green") if status.submitted else "red"
    return Text(text.format(days=persian_digits(status.days_late)), style=style)


def _rows_by_kind(state: MonthStatus, words: Words) -> Table:
    """Kinds down and districts across: twenty-two numbers are narrower than fourteen titles."""
    sent = {each.district: each.submitted for each in state.districts if each.submitted}
    table = Table(title=words["kinds"]["title"], box=box.SIMPLE, padding=(0, 1, 0, 0))
    table.add_column(words["kinds"]["kind"])
    for district in sent:
        table.add_column(persian_digits(district), justify="right")
    for key, kind in kinds().items():
        table.add_row(kind.title, *(number(each.rows[key]) for each in sent.values()))
    return table


def _shown_changes(
    changed: dict[int, pd.DataFrame | None], params: Params
) -> Iterator[RenderableType]:
    words = params.messages["status"]["changes"]
    for district, table in changed.items():
        name = params.district(district).name
        if table is None:
            yield Text(words["single"].format(district=name))
        elif table.empty:
            yield Text(words["none"].format(district=name))
        else:
            yield _changes(table, words, name)


def _changes(changes: pd.DataFrame, words: Words, name: str) -> Table:
    table = Table(*words["columns"], title=words["title"].format(district=name), box=box.SIMPLE)
    for each in changes.itertuples():
        kind = kinds()[each.kind]
        column = kind.column(each.column) if each.column else None
        values = [_value(column, value) for value in (each.before, each.after)] if column else []
        cells = [kind.title, each.id, words[each.change], column.title if column else "", *values]
        table.add_row(*cells)
    return table


def _value(column: Any, value: object) -> str:
    shown = cell_value(column, value)
    return NO_VALUE if shown is None else persian_digits(shown)
