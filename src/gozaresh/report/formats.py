"""Indicator values as a Persian reader sees them: value, unit, change, target and state."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gozaresh.indicators import Better, Indicator, Unit
from gozaresh.persian import NO_VALUE, number, percent, signed

# Within this share of the target an indicator is near it, not below it.
_NEAR_TARGET = 0.05
_DECIMALS = {
    Unit.INDEX: 2,
    Unit.RATIO: 2,
    Unit.SCORE: 1,
    Unit.PER_100K: 1,
    Unit.PER_WORKDAY: 1,
    Unit.PER_MILLE: 1,
}
_PERCENTAGES = (Unit.SHARE, Unit.PERCENT)
_COUNTS = (
    Unit.ITEMS,
    Unit.OUTLETS,
    Unit.PEOPLE,
    Unit.PER_100K,
    Unit.PER_WORKDAY,
    Unit.PER_MILLE,
)


@dataclass(frozen=True)
class Measured:
    """One indicator of one district and month, beside its month before, target and the city.

    `median` is that of all districts, `spread` the range of their middle half.
    """

    indicator: Indicator
    value: float
    n: int
    numerator: float
    denominator: float
    enough: bool
    previous: float
    target: float | None
    median: float
    spread: float

    @property
    def change(self) -> float:
        """The value less the month before's, in the indicator's unit."""
        return self.value - self.previous

    @property
    def has_value(self) -> bool:
        """Whether the indicator is defined this month."""
        return not math.isnan(self.value)


def decimals(indicator: Indicator, value: float) -> int:
    """As many places as the number can bear: one for short times, none for shares and counts."""
    if indicator.unit is Unit.HOURS:
        return 0 if math.isnan(value) or abs(value) >= 10 else 1
    return _DECIMALS.get(indicator.unit, 0)


def value_text(indicator: Indicator, value: float) -> str:
    """The bare number, «۸۷» for 0.87 of a share; its unit stands apart."""
    scaled = value * 100 if indicator.unit in _PERCENTAGES else value
    return number(scaled, decimals(indicator, value))


def full_text(indicator: Indicator, value: float | None, units: dict[str, str]) -> str:
    """The number with its unit, «۸۷٪» or «۱۸ ساعت»."""
    if value is None or math.isnan(value):
        return NO_VALUE
    if indicator.unit in _PERCENTAGES:
        return percent(value)
    return f"{value_text(indicator, value)} {units[indicator.unit]}".strip()


def change_text(measured: Measured, words: dict) -> str:
    """The change since the month before: «+۳ واحد» of a share, «+۱۲٪» of a count, «−۲ ساعت»."""
    if math.isnan(measured.change):
        return ""
    unit = measured.indicator.unit
    if unit in _PERCENTAGES:
        return f"{signed(measured.change * 100)} {words['points']}"
    if unit in _COUNTS:
        return _relative_change(measured, words["units"][unit])
    places = decimals(measured.indicator, measured.value)
    return f"{signed(measured.change, places)} {words['units'][unit]}".strip()


def _relative_change(measured: Measured, unit: str) -> str:
    if measured.previous == 0:
        return f"{signed(measured.change)} {unit}"
    return signed(measured.change / measured.previous * 100, suffix="٪")


def trend(measured: Measured) -> str | None:
    """Which way the value moved: up, down, flat, or None where there is nothing to compare."""
    if math.isnan(measured.change):
        return None
    scale = 100 if measured.indicator.unit in _PERCENTAGES else 1
    places = decimals(measured.indicator, measured.value)
    moved = round(measured.change * scale, places)
    return "flat" if moved == 0 else "up" if moved > 0 else "down"


def state(measured: Measured) -> str:
    """Good at the target or better, watch within a twentieth of it, bad beyond; else none."""
    if measured.target is None or not measured.has_value:
        return "none"
    short = measured.target - measured.value
    if measured.indicator.better is Better.LOWER:
        short = -short
    if short <= 0:
        return "good"
    return "watch" if short <= _NEAR_TARGET * abs(measured.target) else "bad"


def state_key(measured: Measured) -> str:
    """The key of the words for the state; missing a target from above has words of its own."""
    found = state(measured)
    return "bad_lower" if found == "bad" and measured.indicator.better is Better.LOWER else found
