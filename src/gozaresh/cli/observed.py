"""The way in for what others exported: news, channels, text messages, surveys, contact lists."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from gozaresh.calendar import Month
from gozaresh.cli.arguments import MONTH, PATH
from gozaresh.errors import CallError, ObservedError
from gozaresh.params import find_root, load_params

if TYPE_CHECKING:
    from gozaresh.importing import Imported
    from gozaresh.observed.sources import Source

_MOST_SHOWN = 20


@click.command("import")
@click.argument("source")
@click.argument("file", type=PATH)
@click.option("--district", type=int, help="The district all of it belongs to.")
@click.option("--month", type=MONTH, help="Only what is of this month.")
@click.option("--keep-good/--no-keep-good", help="Keep the good items of a faulty file.")
def import_(
    source: str, file: Path, district: int | None, month: Month | None, keep_good: bool
) -> None:
    """Read an observed export into the store; whole, or with --keep-good what is good of it.

    SOURCE is a mapping in params/sources/, FILE the export.
    """
    from gozaresh.calendar import tehran_now
    from gozaresh.importing import import_export
    from gozaresh.observed.attribution import load_rules
    from gozaresh.observed.observing import Setting
    from gozaresh.store import Store, default_url

    root, started = find_root(), time.monotonic()
    params = load_params(root)
    mapping = _source(root, source)
    if not file.is_file():
        raise CallError("There is no such file to import; check its path.")
    if district is not None and district not in params.districts:
        raise CallError(f"There is no district {district}; see params/districts/.")
    rules = load_rules(root, params.defaults.city, params.districts)
    setting = Setting(tehran_now(), rules, district, month)
    store = Store(default_url(root))
    try:
        outcome = import_export(file, mapping, store, setting, keep_good=keep_good)
    except ObservedError as error:
        _list(error.faults)
        click.echo("Nothing was kept: mend the file or its mapping, or add --keep-good.")
        sys.exit(1)
    _list(outcome.faults)
    _recap(outcome, time.monotonic() - started)
    if outcome.faults:
        sys.exit(1)


def _source(root: Path, name: str) -> Source:
    from gozaresh.observed.sources import load_source, source_names

    if name not in source_names(root):
        known = ", ".join(source_names(root))
        raise CallError(f"There is no source {name!r}; params/sources/ has {known}.")
    return load_source(root, name)


def _list(faults: Sequence[object]) -> None:
    console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)
    for fault in faults[:_MOST_SHOWN]:
        console.print(f"  • {fault}")
    if len(faults) > _MOST_SHOWN:
        console.print(f"  … and {len(faults) - _MOST_SHOWN} more.")


def _recap(outcome: Imported, seconds: float) -> None:
    counts, tally = outcome.counts, outcome.tally
    click.echo(
        f"{counts.read:,} items read: {tally.new:,} new, {tally.known:,} known, "
        f"{tally.changed:,} changed; {counts.attributed:,} belong to a district "
        f"({seconds:.1f} s)."
    )
    apart = {
        "passed over by the mapping": counts.passed_over,
        "of another month": counts.other_month,
        "freed of markup": counts.marked_up,
    }
    reasons = Counter(fault.reason for fault in outcome.faults)
    apart |= {f"set aside ({reason})": n for reason, n in reasons.most_common()}
    for what, number in apart.items():
        if number:
            click.echo(f"  {number:,} {what}")
