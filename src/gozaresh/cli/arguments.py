"""Arguments that several commands share, and how they are read."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from gozaresh.calendar import DateError, Month, tehran_now
from gozaresh.errors import CallError

_LAST_MONTH = "last-month"


def _month(text: str) -> Month:
    if text == _LAST_MONTH:
        return Month.of(tehran_now().date()) - 1
    try:
        return Month.parse(text)
    except DateError:
        raise typer.BadParameter(f"{text!r} is no Jalali month; write it like 1401-10.") from None


MonthArgument = Annotated[
    Month,
    typer.Argument(
        parser=_month, metavar="MONTH", help=f"A Jalali month, like 1401-10, or {_LAST_MONTH}."
    ),
]
MonthOption = Annotated[
    Month, typer.Option("--month", parser=_month, metavar="MONTH", help="The last month.")
]
OnlyMonthOption = Annotated[
    Month | None,
    typer.Option("--month", parser=_month, metavar="MONTH", help="Only what is of this month."),
]
DistrictOption = Annotated[
    list[int] | None,
    typer.Option("--district", help="A district's number; repeat for several. Default: all."),
]
OutOption = Annotated[Path | None, typer.Option("--out", help="The folder to write to.")]


def chosen_districts(there_are: Collection[int], numbers: Collection[int] | None) -> list[int]:
    """The districts asked for, or all; raise `CallError` for one that does not exist."""
    unknown = sorted(set(numbers or ()) - set(there_are))
    if unknown:
        known = f"{min(there_are)} to {max(there_are)}"
        raise CallError(f"There is no district {unknown[0]}; params/districts/ has {known}.")
    return sorted(set(numbers)) if numbers else list(there_are)
