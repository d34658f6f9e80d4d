"""Chance that falls the same way every time: the seed is the name of what is decided."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")

_DAY_STARTS, _DAY_ENDS = 7, 22  # nothing is published at night


class Dice(Random):
    """A `Random` seeded by names: `Dice(1401, 12, "1401-10")`, and a few more throws."""

    def __new__(cls, *_: object) -> Dice:
        """Keep the names from `Random`, which takes one seed only."""
        return super().__new__(cls)

    def __init__(self, *names: object) -> None:
        super().__init__("/".join(map(str, names)))

    def happens(self, chance: float) -> bool:
        """True with that chance."""
        return self.random() < chance

    def around(self, middle: float, spread: float = 0.1) -> float:
        """A positive number of median `middle`; `spread` is the standard deviation of its log."""
        return self.lognormvariate(math.log(middle), spread)

    def count(self, mean: float) -> int:
        """A whole number, Poisson about `mean`."""
        if mean > 50:
            return max(0, round(self.gauss(mean, math.sqrt(mean))))
        threshold, product, count = math.exp(-mean), self.random(), 0
        while product > threshold:
            product *= self.random()
            count += 1
        return count

    def share(self, of: int, chance: float) -> int:
        """How many of `of` happen, each with that chance."""
        middle = of * chance
        spread = math.sqrt(max(0.0, middle * (1 - chance)))
        return min(of, max(0, round(self.gauss(middle, spread))))

    def some(self, of: Sequence[T], wanted: int) -> list[T]:
        """So many different ones, or all if there are fewer."""
        return self.sample(of, min(wanted, len(of)))

    def weighted(self, weights: dict[T, float]) -> T:
        """A key, by its weight."""
        return self.choices(list(weights), list(weights.values()))[0]

    def round_number(self, low: int, high: int) -> int:
        """A number of the range as people report it: the larger, the rounder."""
        step = 1 if high < 60 else 10 if high < 1000 else 50
        return max(low, round(self.uniform(low, high) / step) * step)

    def office_hour(self, day: date, round_to: int = 1) -> datetime:
        """An instant of that day between 7:00 and 19:00, most often before noon."""
        minutes = int(self.triangular(7 * 60, 19 * 60, 11 * 60))
        return datetime.combine(day, time()) + timedelta(minutes=minutes // round_to * round_to)

    def daytime(self, instant: datetime) -> datetime:
        """The instant itself, or the next morning if it falls in the night."""
        if _DAY_STARTS <= instant.hour < _DAY_ENDS:
            return instant.replace(second=0, microsecond=0)
        day = instant.date() + timedelta(days=int(instant.hour >= _DAY_ENDS))
        return datetime.combine(day, time(7)) + timedelta(minutes=self.randint(20, 170))
