"""What is wrong with a workbook: found without words, then worded in Persian from the messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gozaresh.calendar import Month, format_date, format_instant
from gozaresh.errors import GozareshError
from gozaresh.intake.characters import visible
from gozaresh.persian import normalise, persian_digits

Messages = Mapping[str, Mapping[str, Any]]
"""`params/messages/intake.yml`: `places`, `faults` (message, remedy), `copy` and `list`."""

_SHOWN = 60
_SIGNED = re.compile(r"[-+\u2212]\s*\d")


class CellError(ValueError):
    """A cell that cannot be taken; `reason` and `values` pick and fill the sentence."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


class UnreadableError(Exception):
    """A file that cannot be opened as a workbook at all."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


@dataclass(frozen=True)
class Finding:
    """A fault without words. Rows count from 1, as the sheet shows them; `column` is a letter."""

    reason: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    title: str | None = None
    typed: object = None
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one workbook, in words that its office understands.

    `file`, `sheet`, `row` (as the sheet counts), `column` (its letter) and `title` say where, as
    `place` does in Persian; `typed` is what stands there; `message` says what is wrong, `remedy`
    what would be right. `reason` is the key of both in `params/messages/intake.yml`.
    """

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    title: str | None
    typed: str
    reason: str
    place: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message} {self.remedy}"


class IntakeError(GozareshError):
    """A workbook that was refused; `faults` has all that is wrong with it, sheet by sheet.

    `district` and `month` say whose it is, where its cover says that much.
    """

    def __init__(
        self, faults: Iterable[Fault], district: int | None = None, month: Month | None = None
    ) -> None:
        self.faults = tuple(faults)
        self.district = district
        self.month = month
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def word(finding: Finding, file: str, messages: Messages) -> Fault:
    """Put a finding into words; raise `KeyError` for a reason that has none."""
    words = messages["faults"][finding.reason]
    typed = as_typed(finding.typed)
    values = {key: _shown(value) for key, value in finding.values.items()}
    values |= {
        "typed": _in_a_sentence(typed),
        "title": finding.title,
        "sheet": finding.sheet,
        "file": file,
    }
    return Fault(
        file=file,
        sheet=finding.sheet,
        row=finding.row,
        column=finding.column,
        title=finding.title,
        typed=typed,
        reason=finding.reason,
        place=_place(finding, file, messages["places"]),
        message=words["message"].format(**values),
        remedy=words["remedy"].format(**values),
    )


def as_typed(value: object) -> str:
    """What stands in a cell, short and on one line, for showing in a sentence."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return format_instant(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = visible(str(value))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _in_a_sentence(typed: str) -> str:
    """A number with its sign before it, where Persian text would turn the two round.

    The mark that does so is one that every version of Excel knows and shows nothing of.
    """
    return f"\u200e{typed}" if _SIGNED.match(typed) else typed


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return format_date(value)
    return persian_digits(value) if isinstance(value, int | float) else normalise(str(value))


def _place(finding: Finding, file: str, places: Mapping[str, str]) -> str:
    if finding.sheet is None:
        kind = "file"
    elif finding.row is None:
        kind = "sheet"
    else:
        kind = "row" if finding.column is None else "cell" if finding.title else "untitled"
    return places[kind].format(
        file=file,
        sheet=finding.sheet,
        row=persian_digits(finding.row),
        column=finding.column,
        title=finding.title,
    )
