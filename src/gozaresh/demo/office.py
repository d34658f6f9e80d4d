"""One office in one month: what it is like, when it submits, and the chance that goes with it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate

from gozaresh.calendar import Month
from gozaresh.demo.dice import Dice
from gozaresh.demo.texts import material
from gozaresh.param_files import District

SEED = 1401
EPOCH = Month(1400, 10)  # trends and running totals start here, whatever months are asked for
_WEEKDAYS = {3: 0.45, 4: 0.15}  # how much is done on a Thursday and a Friday, beside other days
_QUIET = 0.05
_LONGEST_TREND = 24  # months
_ORDINARY = {"work": 1.0, "items": 1.0, "hours": 1.0}


@dataclass(frozen=True)
class Office:
    """A district's office in one month; shares are 0–1, `hours` the median until publication."""

    district: District
    month: Month
    due_day: int
    seed: int
    received_at: datetime
    fullness: float
    actions: float
    items: float
    hours: float
    told: float
    care: float
    variety: float
    reach: float
    answers: float
    service: float
    order: float

    @property
    def number(self) -> int:
        """The district's number."""
        return self.district.number

    @property
    def population(self) -> int:
        """Residents at the census."""
        return self.district.facts.population

    def earlier(self, months: int) -> Office:
        """The same office so many months before."""
        return office(self.district, self.month - months, self.due_day, self.seed)

    @property
    def age(self) -> int:
        """Months since the sample data begin."""
        return months_since_epoch(self.month)

    @cached_property
    def end(self) -> datetime:
        """The first instant after the month."""
        return self.month.end

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days of the month."""
        first = self.month.first_day
        return tuple(first + timedelta(days=day) for day in range((self.end.date() - first).days))

    def workday(self, dice: Dice) -> date:
        """A day of the month: seldom a Thursday, hardly ever a Friday or a public holiday."""
        return dice.choices(self.days, cum_weights=self._busyness)[0]

    @cached_property
    def _busyness(self) -> tuple[float, ...]:
        quiet = material("stories")["quiet_days"].get(self.month.month, ())
        weights = (
            _QUIET if at in quiet else _WEEKDAYS.get(day.weekday(), 1.0)
            for at, day in enumerate(self.days, start=1)
        )
        return tuple(accumulate(weights))

    @property
    def gap(self) -> float:
        """The chance that an expected cell is left empty."""
        return min(0.6, 1 - self.order * (0.4 + 0.6 * self.fullness))

    def dice(self, purpose: str) -> Dice:
        """The chance of one purpose in this month."""
        return Dice(self.seed, self.number, self.month, purpose)

    def steady_dice(self, purpose: str) -> Dice:
        """The chance of one purpose, the same in every month."""
        return Dice(self.seed, self.number, purpose)


def months_since_epoch(month: Month) -> int:
    """How many months after the first month of the sample data."""
    return (month.year - EPOCH.year) * 12 + month.month - EPOCH.month


def submits(district: int, month: Month) -> bool:
    """Whether the district submits anything for that month."""
    return district not in material("stories")["submissions"]["missing"].get(str(month), ())


def office(district: District, month: Month, due_day: int, seed: int = SEED) -> Office:
    """The office of a district in a month; forms are due on `due_day` of the month that follows."""
    traits = material("offices")[district.number]
    season = _ORDINARY | material("stories")["months"].get(month.month, {})
    thin = material("stories")["submissions"]["thin"].get(str(month), {})
    drift = traits["trend"] * min(_LONGEST_TREND, max(-_LONGEST_TREND, months_since_epoch(month)))
    dice = Dice(seed, district.number, month, "office")
    return Office(
        district=district,
        month=month,
        due_day=due_day,
        seed=seed,
        received_at=_received_at(district.number, month, due_day, traits["order"], dice),
        fullness=thin.get(district.number, 1.0),
        actions=traits["actions"] * season["work"],
        items=traits["items"] * season["items"],
        hours=traits["hours"] * season["hours"] * math.exp(-6 * drift),
        **{key: traits[key] for key in ("care", "variety", "reach")},
        **{key: _share(traits[key] + drift) for key in ("told", "answers", "service", "order")},
    )


def _share(value: float) -> float:
    return min(0.985, max(0.35, value))


def _received_at(district: int, month: Month, due_day: int, order: float, dice: Dice) -> datetime:
    """Orderly offices submit on the first days, all that are not named as late by the due day."""
    planned = material("stories")["submissions"]
    days_late = planned["late"].get(str(month), {}).get(district)
    day = min(due_day, 1 + dice.count(25 * (1 - order)))
    if days_late:
        day = due_day + days_late
    day = planned["on_day"].get(str(month), {}).get(district, day)
    morning = datetime.combine((month + 1).first_day, time(8)) + timedelta(days=day - 1)
    return morning + timedelta(minutes=dice.randint(0, 8 * 60))
