"""The command of the way out: a month's reports."""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

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
    from gozaresh.batch.warm import warm_up
    from gozaresh.seal import sealed

    if book and (report or district):
        raise CallError("A book is of the whole month: leave out --report and --district.")
    root = find_root()
    settle_homeless(root)
    params = load_params(root)
    numbers = chosen_districts(params, district)
    reports = choose(available(root), report)
    # What reports need is imported beside us while their data are frozen.
    warming = None if cluster else warm_up
    snapshot = sealed(default_url(root), month, params, snapshots_folder(root), warming)
    jobs = plan(reports, numbers, snapshot, params, root)
    folder = out or root / "reports" / str(month)
    there_are = listed(available(root).values(), params, month)
    index = Index(folder, root / "templates", there_are)
    with _elsewhere(cluster, root) as executor:
        result = run_jobs(
            jobs,
            out=folder,
            workers=workers,
            executor=executor,
            force=force,
            console=Console(stderr=True),
            book=Book(folder, root, params, snapshot, bindable(there_are)) if book else None,
            then=lambda entries: index.keep_current(entries, snapshot),
        )
    for line in result.recap:
        typer.echo(line, err=True)
    typer.echo(result.sentence)
    raise typer.Exit(result.exit_code)


def _elsewhere(cluster: str | None, root: Path) -> AbstractContextManager[Executor | None]:
    if cluster is None:
        return nullcontext()
    from gozaresh.batch.cluster import Cluster

    return Cluster(cluster, root)
