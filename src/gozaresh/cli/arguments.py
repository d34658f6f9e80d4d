"""Arguments that several commands share, and how they are read."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import click

from gozaresh.calendar import DateError, Month, tehran_now
from gozaresh.errors import CallError

_LAST_MONTH = "last-month"


class _Month(click.ParamType):
    """A Jalali month, like 1401-10, or last-month."""

    name = "month"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Month:
        if value == _LAST_MONTH:
            return Month.of(tehran_now().date()) - 1
        try:
            return Month.parse(value)
        except DateError:
            self.fail(f"{value!r} is no Jalali month; write it like 1401-10.", param, ctx)


MONTH = _Month()
PATH = click.Path(path_type=Path)

month_argument = click.argument("month", type=MONTH)
ABOUT_MONTH = f"MONTH is a Jalali month, like 1401-10, or {_LAST_MONTH}."  # a command's epilog
district_option = click.option(
    "--district",
    type=int,
    multiple=True,
    help="A district's number; repeat for several. Default: all.",
)
out_option = click.option("--out", type=PATH, help="The folder to write to.")


def chosen_districts(there_are: Collection[int], numbers: Collection[int]) -> list[int]:
    """The districts asked for, or all; raise `CallError` for one that does not exist."""
    unknown = sorted(set(numbers) - set(there_are))
    if unknown:
        known = f"{min(there_are)} to {max(there_are)}"
        raise CallError(f"There is no district {unknown[0]}; params/districts/ has {known}.")
    return sorted(set(numbers)) if numbers else list(there_are)
