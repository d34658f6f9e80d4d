"""The command of the way out: a month's reports."""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from gozaresh.cli.arguments import DistrictOption, MonthArgument, OutOption, chosen_districts
from gozaresh.cli.homeless import settle_homeless
from gozaresh.errors import CallError
from gozaresh.params import default_url, find_root, load_params, snapshots_folder


def run(
    month: MonthArgument,
    report: Annotated[
        list[str] | None, typer.Option(help="A report's name; repeat for several. Default: all.")
    ] = None,
    district: DistrictOption = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processors to keep busy. Default: all.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="URL", help="A Dask scheduler, like tcp://host:8786.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Make all, also what is current.")] = False,
    book: Annotated[
        bool, typer.Option("--book", help="Also bind overview and districts into one PDF.")
    ] = False,
    out: OutOption = None,
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
    index = Index(folder, root / "templates", month_has)
    binding = Book(folder, root, load_params(root), snapshot, bindable(month_has)) if book else None
    with _elsewhere(cluster, root) as executor:
        result = run_jobs(
            jobs,
            out=folder,
            workers=workers,
            executor=executor,
            force=force,
            book=binding,
            then=lambda entries: index.keep_current(entries, snapshot),
        )
    for line in result.recap:
        typer.echo(line, err=True)
    typer.echo(result.sentence)
    raise typer.Exit(result.exit_code)


def _warm_up() -> None:
    """Import what reports need, beside us, while their data are frozen."""
    from gozaresh.batch.warm import warm_up

    warm_up()


def _elsewhere(cluster: str | None, root: Path) -> AbstractContextManager[Executor | None]:
    if cluster is None:
        return nullcontext()
    from gozaresh.batch.cluster import Cluster

    return Cluster(cluster, root)
