"""The command of the way out: a month's reports."""

from __future__ import annotations

import sys
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click

from gozaresh.calendar import Month
from gozaresh.cli.arguments import (
    ABOUT_MONTH,
    chosen_districts,
    district_option,
    month_argument,
    out_option,
)
from gozaresh.cli.homeless import settle_homeless
from gozaresh.errors import CallError
from gozaresh.params import default_url, find_root, load_params, snapshots_folder


@click.command(epilog=ABOUT_MONTH)
@month_argument
@click.option("--report", multiple=True, help="A report's name; repeat for several. Default: all.")
@district_option
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processors to keep busy. Default: all."
)
@click.option("--cluster", metavar="URL", help="A Dask scheduler, like tcp://host:8786.")
@click.option("--force", is_flag=True, help="Make all, also what is current.")
@click.option("--book", is_flag=True, help="Also bind overview and districts into one PDF.")
@out_option
def run(
    month: Month,
    report: tuple[str, ...],
    district: tuple[int, ...],
    workers: int | None,
    cluster: str | None,
    force: bool,
    book: bool,
    out: Path | None,
) -> None:
    """Make a month's reports as PDF: all that changed since they were last made."""
    from gozaresh.batch import run_jobs
    from gozaresh.batch.book import Book, bindable
    from gozaresh.batch.index import Index
    from gozaresh.batch.reports import available, choose, listed, plan
    from gozaresh.seal import sealed

    if book and (report or district):
        raise CallError("A book is of the whole month: leave out --report and --district.")
    root = find_root()
    settle_homeless(root)
    there_are = available(root)
    reports = choose(there_are, report)
    warming = None if cluster else _warm_up
    snapshot = sealed(default_url(root), month, root, snapshots_folder(root), warming)
    jobs = plan(reports, chosen_districts(snapshot.districts, district), snapshot, root)
    folder = out or root / "reports" / str(month)
    month_has = listed(there_are.values(), snapshot)
    index = Index(folder, root / "templates", month_has, snapshot)
    binding = Book(folder, root, load_params(root), snapshot, bindable(month_has)) if book else None
    with _elsewhere(cluster, root) as executor:
        result = run_jobs(
            jobs,
            out=folder,
            workers=workers,
            executor=executor,
            force=force,
            book=binding,
            index=index,
        )
    for line in result.recap:
        click.echo(line, err=True)
    click.echo(result.sentence)
    sys.exit(result.exit_code)


def _warm_up() -> None:
    """Import what reports need, beside us, while their data are frozen."""
    from gozaresh.batch.warm import warm_up

    warm_up()


def _elsewhere(cluster: str | None, root: Path) -> AbstractContextManager[Executor | None]:
    if cluster is None:
        return nullcontext()
    from gozaresh.batch.cluster import Cluster

    return Cluster(cluster, root)
