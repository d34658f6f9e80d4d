"""How the districts stand in a month: the figures of the index page, from one snapshot."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.indicators import find
from gozaresh.params import Params
from gozaresh.persian import number, signed
from gozaresh.quality import days_late
from gozaresh.report.formats import Measured, change_text, full_text, state, trend
from gozaresh.snapshot import Snapshot


@dataclass(frozen=True)
class Place:
    """One district's place in a month; composite and change are 0–1, None where there is none."""

    district: int
    name: str
    composite: float | None
    change: float | None
    band: str | None
    received_at: datetime | None
    days_late: int
    values: Mapping[str, float]


class Standing:
    """A month's figures, of the city and of each district."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.month: Month = snapshot.month
        self.version: str = snapshot.version
        self.params: Params = snapshot.params
        self._table = snapshot.indicators
        self._composite = snapshot.composite
        self._submissions = snapshot.submissions
        self._units = self.params.messages["report"]["units"]

    @cached_property
    def sample(self) -> bool:
        """Whether anything in it is sample data."""
        return bool(self._submissions["sample"].any())

    @cached_property
    def places(self) -> dict[int, Place]:
        """Every district's place, by its number."""
        return {number: self._place(number) for number in self.params.districts}

    @property
    def median(self) -> tuple[float, float]:
        """The median composite of the districts, this month and the month before."""
        now, before = (rows["value"].median() for rows in self._composites)
        return now, before

    def value_text(self, key: str, value: float) -> str:
        """An indicator's value with its unit."""
        return full_text(find(key), value, self._units)

    def headline(self, key: str) -> dict[str, Any]:
        """The median of all districts of one indicator, as texts: title, value, target, change."""
        measured, words = self._city(key), self.params.messages["index"]
        moved = change_text(measured, self.params.messages["report"])
        target = measured.target
        return {
            "title": words["city_median"].format(title=measured.indicator.title),
            "value": self.value_text(key, measured.value),
            "target": None if target is None else self.value_text(key, target),
            "change": moved,
            "trend": trend(measured),
            "state": state(measured),
        }

    @property
    def _two_months(self) -> tuple[Month, Month]:
        return self.month, self.month - 1

    def _city(self, key: str) -> Measured:
        rows = self._table[self._table["indicator"] == key]
        now, before = (rows[rows["month"] == str(month)]["value"] for month in self._two_months)
        own = self.params.indicators.indicators.get(key)
        nan = math.nan
        return Measured(
            indicator=find(key),
            value=now.median(),
            n=int(now.count()),
            numerator=nan,
            denominator=nan,
            enough=True,
            previous=before.median(),
            target=own.target if own else None,
            median=now.median(),
            spread=now.quantile(0.75) - now.quantile(0.25),
        )

    def _place(self, district: int) -> Place:
        now, before = (rows.loc[district] for rows in self._composites)
        sent = self._sent.get(district)
        value = _known(now["value"]) if now["enough"] else None
        previous = _known(before["value"]) if before["enough"] else None
        moved = None if value is None or previous is None else value - previous
        due_day = self.params.defaults.submission_due_day
        return Place(
            district,
            self.params.district(district).name,
            value,
            moved,
            now["band"],
            sent,
            days_late(sent, self.month, due_day) if sent else 0,
            self._values(district),
        )

    def _values(self, district: int) -> dict[str, float]:
        keys = self.params.messages["index"]["columns_of"]
        return {key: self._values_now[district, key] for key in keys}

    @cached_property
    def _values_now(self) -> dict[tuple[int, str], float]:
        rows = self._table[self._table["month"] == str(self.month)]
        return rows.set_index(["district", "indicator"])["value"].to_dict()

    @cached_property
    def _composites(self) -> list[pd.DataFrame]:
        """Those of this month and of the month before: a row a district, known or not."""
        own = (self._composite.xs(str(month), level="month") for month in self._two_months)
        rows = (each.reindex(list(self.params.districts)) for each in own)
        return [each.assign(enough=each["enough"].eq(True)) for each in rows]

    @cached_property
    def _sent(self) -> dict[int, datetime]:
        rows = self._submissions[self._submissions["month"] == str(self.month)]
        return {each.district: each.received_at.to_pydatetime() for each in rows.itertuples()}


def points(change: float, word: str) -> str:
    """A change of a composite in points, «+۳٫۱ واحد»."""
    return f"{signed(change * 100, 1)} {word}"


def score(value: float | None) -> str:
    """A composite as a reader sees it, from 0 to 100."""
    return number(None if value is None else value * 100, 0)


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
