"""The command that verifies a month's PDFs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich import box
from rich.console import Console
from rich.table import Table

from gozaresh.calendar import Month
from gozaresh.cli.arguments import ABOUT_MONTH, PATH, month_argument
from gozaresh.errors import GozareshError
from gozaresh.params import Params, find_root, load_params

if TYPE_CHECKING:
    from gozaresh.batch.reports import ReportNotebook
    from gozaresh.check import Checked, Expected

# A pipe has no width; narrower than this the table would fold its names.
_WIDTH_OF_A_PIPE = 160


@click.command(epilog=ABOUT_MONTH)
@month_argument
@click.option("--out", type=PATH, help="The folder the PDFs are in.")
@click.option("--json", "as_json", is_flag=True, help="For programs: JSON.")
def check(month: Month, out: Path | None, as_json: bool) -> None:
    """Verify a month's PDFs: how they are built, whose they are, and that they leak no number."""
    from gozaresh.batch.reports import available
    from gozaresh.check import as_plain, check_month
    from gozaresh.indicators import catalogue

    root = find_root()
    params = load_params(root)
    folder = out or root / "reports" / str(month)
    if not any(folder.glob("*.pdf")):
        raise GozareshError(f"There is no PDF in {folder}; make them with: gozaresh run {month}")
    titles = [each.title for each in catalogue().values()]
    with Console(stderr=True).status("Checking …"):
        checked = check_month(folder, month, params, _expected(available(root), params), titles)
    if as_json:
        click.echo(json.dumps(as_plain(checked), ensure_ascii=False, indent=2))
    else:
        _show(checked)
    sys.exit(any(each.faults for each in checked))


def _expected(reports: dict[str, ReportNotebook], params: Params) -> dict[str, Expected]:
    """What a PDF must be by its name, for every name that a run may give."""
    from gozaresh.batch.book import NAME as BOOK
    from gozaresh.check import Expected

    found = {BOOK: Expected(BOOK, None)}
    for kind, report in reports.items():
        whole_city = report.about.scope == "city"
        for district in [None] if whole_city else params.districts:
            found[report.about.output.format(district=district)] = Expected(kind, district)
    return found


def _show(checked: Iterable[Checked]) -> None:
    from gozaresh.check import NAMES

    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDTH_OF_A_PIPE
    table = Table("report", "sheets", *NAMES, box=box.SIMPLE, padding=(0, 1, 0, 0))
    for each in checked:
        failed = {fault.check for fault in each.faults}
        unseen = "✓" if each.pages else ""
        marks = ("✗" if name in failed else unseen for name in NAMES)
        table.add_row(each.name, str(each.pages), *marks)
    console.print(table)
    good = sum(not each.faults for each in checked)
    for each in checked:
        for fault in each.faults:
            where = f", page {fault.page}" if fault.page else ""
            click.echo(f"{each.name}{where}: {fault.text}")
    click.echo(f"{good} of {len(checked)} reports are as they should be.")
