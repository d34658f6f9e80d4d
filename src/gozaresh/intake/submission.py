"""A filled form, whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.intake.cover import Cover, read_cover
from gozaresh.intake.faults import Finding, IntakeError, Messages, UnreadableError, word
from gozaresh.intake.rows import check
from gozaresh.intake.rules import Context
from gozaresh.intake.sheets import read_rows, sort_sheets
from gozaresh.intake.workbook import LARGEST_FILE, RawSheet, read_sheets
from gozaresh.records import kinds


@dataclass(frozen=True, eq=False)
class Submission:
    """All that one district submitted for one month, typed, with what identifies its file.

    `frames` has a frame for every kind of record, empty where nothing was reported. Columns are
    the kind's own, after `row`, the row number of the sheet (int64): text, identifier, choice (by
    id) and url are `str`; yes_no `boolean`; count `Int64`; amount `Float64`; date and instant
    `datetime64[us]` (naive Tehran clock). `received_at` is when intake got it; for a sample, what
    its cover says, so that made-up months can be late.
    """

    district: int
    month: Month
    file: str
    sha256: str
    size: int
    received_at: datetime
    sample: bool
    frames: Mapping[str, pd.DataFrame]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by kind."""
        return {key: len(frame) for key, frame in self.frames.items()}


def read_workbook(
    path: Path, districts: Collection[int], messages: Messages, received_at: datetime
) -> Submission:
    """Read a filled form; raise `IntakeError` with every fault if there is any.

    `districts` are the known district numbers, `messages` the intake section of the messages,
    `received_at` is now, by the Tehran clock.
    """
    findings: list[Finding] = []
    try:
        content = _read_file(path)
        sheets = read_sheets(content)
    except UnreadableError as error:
        fault = word(Finding(error.reason, values=error.values), path.name, messages)
        raise IntakeError([fault]) from error
    cover, frames = _read_sheets(sheets, districts, findings)
    if findings:
        faults = (word(finding, path.name, messages) for finding in findings)
        raise IntakeError(faults, cover.district, cover.month)
    return Submission(
        district=cover.district,
        month=cover.month,
        file=path.name,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        received_at=(cover.submitted if cover.sample else None) or received_at,
        sample=cover.sample,
        frames=frames,
    )


def _read_file(path: Path) -> bytes:
    if not path.is_file():
        raise UnreadableError("no_file")
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _read_sheets(
    sheets: tuple[RawSheet, ...], districts: Collection[int], findings: list[Finding]
) -> tuple[Cover, dict[str, pd.DataFrame]]:
    cover_sheet, by_kind, wrong_sheets = sort_sheets(sheets)
    findings += wrong_sheets
    cover, wrong_cover = read_cover(cover_sheet, districts) if cover_sheet else (Cover(), [])
    findings += wrong_cover
    context = Context(cover.month, cover.district, districts)
    frames = {}
    for key, sheet in by_kind.items():
        raw, wrong_header = read_rows(kinds()[key], sheet)
        frames[key], wrong_cells = check(kinds()[key], raw, context)
        findings += wrong_header + wrong_cells
    if not findings and not any(map(len, frames.values())):
        findings.append(Finding("no_rows"))
    return cover, {key: frames[key] for key in kinds() if key in frames}
