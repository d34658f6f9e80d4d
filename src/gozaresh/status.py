"""The state of a month: who has submitted what and when, what is late, incomplete or refused."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.changes import changes
from gozaresh.corrections import apply, concerning
from gozaresh.params import Params
from gozaresh.quality import completeness, days_late, due_date
from gozaresh.records import kinds
from gozaresh.store import Reading


@dataclass(frozen=True)
class Attempt:
    """A file that was refused: its name, when, how many faults, and what was current then."""

    file: str
    refused_at: datetime
    faults: int
    after_submission: int | None


@dataclass(frozen=True)
class Submitted:
    """A district's current submission: its file, when it came in, which one of how many."""

    id: int
    file: str
    sha256: str
    size: int
    received_at: datetime
    sample: bool
    rows: dict[str, int]
    filled: int
    cells: int
    superseded: tuple[int, ...]

    @property
    def completeness(self) -> float | None:
        """Filled required and expected cells ÷ such cells; None without any row."""
        return self.filled / self.cells if self.cells else None


@dataclass(frozen=True)
class DistrictStatus:
    """One district in one month; `days_late` counts up to today while nothing has come in."""

    district: int
    name: str
    submitted: Submitted | None
    days_late: int
    refused: tuple[Attempt, ...]

    @property
    def open_faults(self) -> int:
        """The faults of the newest refused file, unless a submission came in after it."""
        current = self.submitted.id if self.submitted else None
        still_open = self.refused and self.refused[-1].after_submission == current
        return self.refused[-1].faults if still_open else 0


@dataclass(frozen=True)
class MonthStatus:
    """All districts in one month, refused files that do not say whose they are, and corrections
    of the month whose error is no longer there (columns as `corrections.STALE`).
    """

    month: Month
    due: date
    districts: tuple[DistrictStatus, ...]
    unplaced: tuple[Attempt, ...]
    stale_corrections: pd.DataFrame

    def only(self, numbers: Collection[int]) -> MonthStatus:
        """The same, of these districts alone."""
        return replace(self, districts=tuple(d for d in self.districts if d.district in numbers))

    def to_plain(self) -> dict[str, Any]:
        """All of it as JSON can hold it: Latin digits, ISO 8601, Tehran clock time."""
        return {
            "month": str(self.month),
            "due": self.due.isoformat(),
            "districts": [_plain(each) for each in self.districts],
            "refused_unplaced": [_plain_attempt(each) for each in self.unplaced],
            "stale_corrections": self.stale_corrections[["id", "district", "why"]].to_dict(
                "records"
            ),
        }


def month_status(reading: Reading, month: Month, params: Params, as_of: datetime) -> MonthStatus:
    """What the store knows of a month at the moment `as_of`."""
    due_day = params.defaults.submission_due_day
    sent = reading.submissions([month])
    rows = {key: reading.records(kind, [month]) for key, kind in kinds().items()}
    submitted = _submitted(reading, sent, completeness(rows).droplevel("month"))
    _, _, stale = apply(rows, concerning(params.corrections, sent))
    refusals = reading.refusals()
    own = refusals[refusals["month"] == str(month)]
    districts = tuple(
        DistrictStatus(
            district=number,
            name=district.name,
            submitted=(own_file := submitted.get(number)),
            days_late=days_late(own_file.received_at if own_file else as_of, month, due_day),
            refused=_attempts(own[own["district"] == number]),
        )
        for number, district in params.districts.items()
    )
    unplaced = _attempts(_of_nobody(refusals, month))
    return MonthStatus(month, due_date(month, due_day), districts, unplaced, stale)


def last_changes(reading: Reading, month: Month, district: int) -> pd.DataFrame | None:
    """Changes from a district's previous submission of a month to its current one, if it has two.

    Columns as `changes.changes`.
    """
    sent = reading.submissions([month])
    last_two = sent.loc[sent["district"] == district, "id"].tolist()[-2:]
    if len(last_two) < 2:
        return None
    before, after = (
        {key: reading.rows_of(kind, number) for key, kind in kinds().items()} for number in last_two
    )
    return changes(before, after)


def _submitted(reading: Reading, sent: pd.DataFrame, cells: pd.DataFrame) -> dict[int, Submitted]:
    current = sent[sent["current"]]
    counts = reading.row_counts(current["id"].tolist())
    counts = counts.set_index(["submission", "kind"])["rows"]
    return {
        each.district: Submitted(
            id=each.id,
            file=each.file,
            sha256=each.sha256,
            size=each.size,
            received_at=each.received_at.to_pydatetime(),
            sample=each.sample,
            rows={key: int(counts.get((each.id, key), 0)) for key in kinds()},
            filled=int(cells["filled"].get(each.district, 0)),
            cells=int(cells["cells"].get(each.district, 0)),
            superseded=tuple(
                sent.loc[(sent["district"] == each.district) & ~sent["current"], "id"]
            ),
        )
        for each in current.itertuples()
    }


def _of_nobody(refusals: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Refused files without a district or month that came in when this month's were due."""
    nobody = refusals["district"].isna() | refusals["month"].isna()
    in_time = refusals["refused_at"].between(month.end, (month + 1).end, inclusive="left")
    return refusals[nobody & in_time]


def _attempts(refusals: pd.DataFrame) -> tuple[Attempt, ...]:
    return tuple(
        Attempt(
            each.file,
            each.refused_at.to_pydatetime(),
            each.faults,
            None if pd.isna(each.after_submission) else int(each.after_submission),
        )
        for each in refusals.itertuples()
    )


def _plain(status: DistrictStatus) -> dict[str, Any]:
    sent = status.submitted
    about = vars(sent) | {"received_at": sent.received_at.isoformat()} if sent else None
    if about:
        about |= {"completeness": sent.completeness}
    return {
        "district": status.district,
        "name": status.name,
        "submitted": about,
        "days_late": status.days_late,
        "refused": [_plain_attempt(each) for each in status.refused],
        "open_faults": status.open_faults,
    }


def _plain_attempt(attempt: Attempt) -> dict[str, Any]:
    return vars(attempt) | {"refused_at": attempt.refused_at.isoformat()}
