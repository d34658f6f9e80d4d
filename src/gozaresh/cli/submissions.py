"""Commands of the way in: blank forms, sample workbooks, filled workbooks into the store."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from gozaresh.cli.arguments import (
    DistrictOption,
    MonthArgument,
    MonthOption,
    OutOption,
    chosen_districts,
)
from gozaresh.cli.progress import progress
from gozaresh.errors import CallError
from gozaresh.params import data_folder, find_root, load_params

if TYPE_CHECKING:
    from gozaresh.ingest import Ingested


def forms(month: MonthArgument, district: DistrictOption = None, out: OutOption = None) -> None:
    """Write the blank workbooks that districts fill."""
    from gozaresh.forms import form_name, write_form

    params = load_params(find_root())
    folder = out or data_folder(find_root()) / "forms" / str(month)
    for number in chosen_districts(params, district):
        each = params.district(number)
        write_form(folder / form_name(each, month), each, month)
    typer.echo(f"{len(chosen_districts(params, district))} forms of {month} are in {folder}.")


def demo(
    month: MonthOption = "1401-10",
    months: Annotated[int, typer.Option(min=1, max=60, help="How many months.")] = 13,
    out: OutOption = None,
) -> None:
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
    typer.echo(
        f"{len(outcome.written)} sample workbooks written, {len(outcome.kept)} kept in {folder} "
        f"({time.monotonic() - started:.1f} s)."
    )


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Workbooks or folders.")],
) -> None:
    """Read filled workbooks into the store; each is taken whole or not at all."""
    from gozaresh.ingest import ingest as take
    from gozaresh.ingest import workbooks
    from gozaresh.store import Store, default_url

    root = find_root()
    started = time.monotonic()
    try:
        files = workbooks(paths)
    except FileNotFoundError as error:
        raise CallError(str(error)) from error
    with progress("Reading", total=len(files)) as advance:
        outcome = take(
            files, Store(default_url(root)), load_params(root), on_read=lambda _: advance()
        )
    _recap(outcome, time.monotonic() - started)
    if outcome.refused:
        raise typer.Exit(1)


def _recap(outcome: Ingested, seconds: float) -> None:
    """The faults in Persian, for the district's office; the count in English, for the operator."""
    console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)
    for path, error in outcome.refused:
        console.print(f"\n{path}")
        for fault in error.faults:
            console.print(f"  • {fault}")
    rows = sum(sum(receipt.rows.values()) for _, receipt in outcome.taken)
    typer.echo(
        f"{len(outcome.taken)} workbooks taken ({rows:,} rows), {len(outcome.known)} already in "
        f"the store, {len(outcome.refused)} refused ({seconds:.1f} s)."
    )


COMMANDS = (forms, demo, ingest)
