"""Commands of the way in: blank forms, sample workbooks, filled workbooks into the store."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from gozaresh.calendar import Month
from gozaresh.cli.arguments import (
    ABOUT_MONTH,
    MONTH,
    PATH,
    chosen_districts,
    district_option,
    month_argument,
    out_option,
)
from gozaresh.cli.progress import progress
from gozaresh.errors import CallError
from gozaresh.params import Params, data_folder, find_root, load_params

if TYPE_CHECKING:
    from gozaresh.ingest import Ingested

_FAULTS_PRINTED = 20


@click.command(epilog=ABOUT_MONTH)
@month_argument
@district_option
@out_option
def forms(month: Month, district: tuple[int, ...], out: Path | None) -> None:
    """Write the blank workbooks that districts fill."""
    from gozaresh.forms import form_name, write_form

    params = load_params(find_root())
    folder = out or data_folder(find_root()) / "forms" / str(month)
    numbers = chosen_districts(params.districts, district)
    for number in numbers:
        each = params.district(number)
        write_form(folder / form_name(each, month), each, month)
    click.echo(f"{len(numbers)} forms of {month} are in {folder}.")


@click.command()
@click.option("--month", type=MONTH, default="1401-10", show_default=True, help="The last month.")
@click.option(
    "--months",
    type=click.IntRange(1, 60),
    default=13,
    show_default=True,
    help="How many months.",
)
@out_option
def demo(month: Month, months: int, out: Path | None) -> None:
    """Write filled sample workbooks, the same ones every time."""
    from gozaresh.demo import write_demo

    root, started = find_root(), time.monotonic()
    folder, params = out or data_folder(root) / "demo", load_params(root)
    with progress("Writing", total=months * len(params.districts)) as advance:
        outcome = write_demo(
            folder,
            month,
            months,
            params.districts.values(),
            params.defaults.submission_due_day,
            on_written=lambda _: advance(),
        )
    click.echo(
        f"{len(outcome.written)} sample workbooks written, {len(outcome.kept)} kept in {folder} "
        f"({time.monotonic() - started:.1f} s)."
    )


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=PATH)
def ingest(paths: tuple[Path, ...]) -> None:
    """Read filled workbooks into the store; each is taken whole or not at all.

    PATH is a workbook or a folder of them. A refused workbook is explained in Persian, and a copy
    with its bad cells marked is written for its district.
    """
    from gozaresh.ingest import ingest as take
    from gozaresh.ingest import workbooks
    from gozaresh.store import Store, default_url

    root, started = find_root(), time.monotonic()
    params = load_params(root)
    try:
        files = workbooks(paths)
    except FileNotFoundError as error:
        raise CallError(str(error)) from error
    with progress("Reading", total=len(files)) as advance:
        outcome = take(files, Store(default_url(root)), params, on_read=lambda _: advance())
    _explain(outcome, data_folder(root) / "returned", params)
    rows = sum(sum(receipt.rows.values()) for _, receipt in outcome.taken)
    click.echo(
        f"{len(outcome.taken)} workbooks taken ({rows:,} rows), {len(outcome.known)} already in "
        f"the store, {len(outcome.refused)} refused ({time.monotonic() - started:.1f} s)."
    )
    if outcome.refused:
        sys.exit(1)


def _explain(outcome: Ingested, returned: Path, params: Params) -> None:
    """For each refused workbook its faults, and where the marked copy for its district is."""
    from gozaresh.intake import write_marked_copy

    console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)
    for path, error in outcome.refused:
        copy = write_marked_copy(path, error.faults, returned, params.messages["intake"])
        console.print(f"\n{path} → {copy}")
        for fault in error.faults[:_FAULTS_PRINTED]:
            console.print(f"  • {fault}")
        if len(error.faults) > _FAULTS_PRINTED:
            console.print(f"  … {len(error.faults) - _FAULTS_PRINTED} more, all in the copy")
