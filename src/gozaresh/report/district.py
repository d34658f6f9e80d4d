"""What a district's report rests on: its targets and measures, its rows of the month."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from gozaresh.indicators import find
from gozaresh.param_files import District
from gozaresh.report import listing, measures
from gozaresh.report.formats import Measured
from gozaresh.report.frozen import FrozenReport
from gozaresh.report.rows import rows_of


class DistrictReport(FrozenReport):
    """A report on one district in one month; `Report` says what there is to show of it."""

    def __init__(
        self,
        district: int,
        month: str,
        snapshot: str | None = None,
        facts: dict[str, Any] | None = None,
        targets: dict[str, float] | None = None,
    ) -> None:
        super().__init__(month, snapshot)
        known = self._params.district(district)
        for key in targets or ():
            find(key)
        self.district = District.model_validate(
            {
                "district": district,
                "facts": known.facts.model_dump() | (facts or {}),
                "targets": known.targets | (targets or {}),
            }
        )

    @cached_property
    def submitted(self) -> bool:
        """Whether the district has submitted the report's month."""
        return str(self.month) in set(self._submissions["month"])

    @cached_property
    def measures(self) -> Mapping[str, Measured]:
        """Every indicator of the month, by key, as in `report.measures["coverage"].value`."""
        targets = {
            key: self.district.targets.get(key, each.target)
            for key, each in self._params.indicators.indicators.items()
        }
        return measures.measure_all(self._own_table, self._snapshot.quartiles, self.month, targets)

    @property
    def _number(self) -> int:
        return self.district.number

    @cached_property
    def _copies(self) -> pd.DataFrame:
        actions = self._snapshot.patterns()
        ours = actions["pattern"].str.startswith(f"{self.district.number}/")
        return actions[ours & (actions["district"] != self.district.number)]

    @cached_property
    def _as_of(self) -> pd.Timestamp:
        """The time that the month's data speaks for: its receipt, or else the month's end."""
        received = dict(rows_of(self._submissions, "month", "received_at"))
        return pd.Timestamp(received.get(str(self.month), self.month.end))

    @cached_property
    def _overdue(self) -> dict[str, int]:
        """How many of the month's decisions, meetings and tasks are past due, by kind."""
        return {
            kind: listing.follow_up(kind, self._month_rows(kind), self._as_of).count("overdue")
            for kind in ("decisions", "meetings", "tasks")
        }

    @cached_property
    def _untold(self) -> pd.DataFrame:
        actions = self._month_rows("actions")
        return actions[actions["published_at"].isna()]

    @cached_property
    def _weighed(self) -> dict[str, Measured]:
        """The measures that count in the composite; the others are no matter for page one."""
        declared = self._params.indicators.indicators
        return {key: each for key, each in self.measures.items() if declared[key].weight}

    def _month_rows(self, kind: str) -> pd.DataFrame:
        return self._snapshot.records(kind, self._number, self.month)

    def _measure(self, key: str) -> Measured:
        return self.measures[find(key).key]

    @cached_property
    def _own_table(self) -> pd.DataFrame:
        """The district's rows of the table of indicators."""
        return self._own(self._table)

    @cached_property
    def _values(self) -> dict[str, dict[str, float]]:
        """The district's values by indicator and month, oldest first."""
        return measures.by_month(self._own_table)
