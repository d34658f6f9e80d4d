"""A measured indicator as a card: value, target, change, state and thirteen-month sparkline."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.persian import number
from gozaresh.report.first_page import Card, Position
from gozaresh.report.formats import (
    Measured,
    change_text,
    full_text,
    state,
    state_key,
    trend,
    value_text,
)


def card(measured: Measured, months: Mapping[str, float], words: dict[str, Any]) -> Card:
    """The card of one indicator; `months` holds its values by month id, oldest first."""
    units, target = words["units"], measured.target
    low_data = measured.has_value and not measured.enough and measured.denominator != 1
    return Card(
        title=measured.indicator.title,
        value=value_text(measured.indicator, measured.value),
        unit=units[measured.indicator.unit] if measured.has_value else "",
        target=_target(measured, words),
        change=change_text(measured, words),
        trend=trend(measured),
        state=state(measured),
        state_text=words["states"][state_key(measured)] if target is not None else "",
        spark=tuple(None if math.isnan(value) else value for value in months.values()),
        spark_target=target,
        spark_alt=_spark_alt(measured, months, words, units),
        note=words["low_data"] if low_data else None,
    )


def _target(measured: Measured, words: dict[str, Any]) -> str:
    if measured.target is None:
        return ""
    value = full_text(measured.indicator, measured.target, words["units"])
    return words["target"].format(value=value)


def _spark_alt(
    measured: Measured, months: Mapping[str, float], words: dict[str, Any], units: dict[str, str]
) -> str:
    known = [(month, value) for month, value in months.items() if not math.isnan(value)]
    if not known:
        return words["spark_alt_none"].format(title=measured.indicator.title)
    return words["spark_alt"].format(
        title=measured.indicator.title,
        count=number(len(known)),
        first=_month_value(measured, *known[0], units),
        last=_month_value(measured, *known[-1], units),
    )


def _month_value(measured: Measured, month: str, value: float, units: dict[str, str]) -> str:
    return f"{full_text(measured.indicator, value, units)} ({Month.parse(month).title})"


def position(row: pd.Series, of: int, words: dict[str, Any]) -> Position:
    """A row of `indicators.ranking` of the composite as a place on the scale of ranks."""
    rank, low, high = (int(row[key]) for key in ("rank", "first", "last"))
    filled = {"rank": rank, "of": of, "low": low, "high": high, "left": len(row["left_out"])}
    filled = {key: number(value) for key, value in filled.items()} | {"band": row["band"]}
    said = [words["sure" if low == high else "sentence"].format(**filled)]
    if row["left_out"]:
        said.append(words["left_out"].format(**filled))
    text = " ".join(said)
    return Position(words["title"], text, low, rank, high, of, alt=text)
