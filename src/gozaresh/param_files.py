"""What each file of `params/` may say, typed and checked by itself."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from gozaresh.checked import JalaliDate, MonthId, Strict

Weekday = Literal["saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday"]


class Defaults(Strict):
    """`defaults.yml`: what every report shares."""

    city: str
    organisation: tuple[str, ...]
    invocation: str
    author: str
    font: str
    window_months: int = Field(ge=2)
    population_year: int
    weekend: tuple[Weekday, ...]
    submission_due_day: int = Field(ge=1, le=29)


class Day(Strict):
    """A day that is off, or is not, whatever the calendar of holidays says; and why."""

    date: JalaliDate
    reason: str


class Holidays(Strict):
    """`holidays.yml`: whose public holidays count, and the days to add to them or remove."""

    country: str
    add: tuple[Day, ...] = ()
    remove: tuple[Day, ...] = ()


class IndicatorParams(Strict):
    """One indicator's target (in the indicator's own unit) and weight in the composite."""

    target: float | None = None
    weight: float = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _what_weighs_is_scaled_by_its_target(self) -> Self:
        if self.weight and not (self.target and self.target > 0):
            raise ValueError("a weight goes with a target above 0, by which it is scaled")
        return self


class Band(Strict):
    """A band of the composite: its Persian name and lowest composite."""

    name: str
    lowest: float = Field(alias="from", ge=0, le=1)


class Indicators(Strict):
    """`indicators.yml`: targets, weights, deadlines and bands."""

    low_data: int = Field(ge=1)
    publish_within_hours: float = Field(gt=0)
    answer_media_within_hours: float = Field(gt=0)
    answer_citizens_within_workdays: int = Field(ge=1)
    participation_campaign: str
    composite_least_weight: float = Field(gt=0, le=1)
    indicators: dict[str, IndicatorParams]
    bands: tuple[Band, ...]

    @model_validator(mode="after")
    def _bands_descend_to_zero(self) -> Self:
        cuts = [band.lowest for band in self.bands]
        if cuts != sorted(cuts, reverse=True) or not cuts or cuts[-1] != 0:
            raise ValueError("bands go from the highest cut-off down to 0")
        return self


class Matching(Strict):
    """`matching.yml`: when a declared item and an observed one are the same."""

    same_from: float = Field(gt=0, le=100)
    near_from: float = Field(gt=0, le=100)
    contained: float = Field(ge=0, le=1)
    days: int = Field(ge=0)
    compared: int = Field(ge=1)
    passed_over: tuple[str, ...]

    @model_validator(mode="after")
    def _near_is_below_same(self) -> Self:
        if self.near_from > self.same_from:
            raise ValueError("near_from is not above same_from")
        return self

    @cached_property
    def empty_words(self) -> frozenset[str]:
        """`passed_over`, for looking words up."""
        return frozenset(self.passed_over)


class Facts(Strict):
    """What is known of a district: Persian name, census figures, area, place on the tile map."""

    name: str
    population: int = Field(gt=0)
    households: int = Field(gt=0)
    area_ha: float = Field(gt=0)
    tile: tuple[int, int]


class District(Strict):
    """One `districts/district-NN.yml`, which is also a papermill parameter file."""

    district: int = Field(ge=1)
    facts: Facts
    targets: dict[str, float] = Field(default_factory=dict)

    @property
    def number(self) -> int:
        """The district's number."""
        return self.district

    @property
    def name(self) -> str:
        """The district's Persian name, «منطقه ۱۲»."""
        return self.facts.name


class Meeting(Strict):
    """A supervision meeting: when, where, who by role, agenda, and the month it looks back on."""

    district: int
    date: JalaliDate
    looks_back_on: MonthId
    title: str
    place: str
    attendees: tuple[str, ...]
    agenda: tuple[str, ...]
