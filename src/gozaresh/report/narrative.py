"""The sentences of page one, chosen and filled from the numbers; their words are in `params/`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gozaresh.indicators import Better
from gozaresh.persian import number, percent
from gozaresh.report.formats import Measured, full_text, state, trend

Words = Mapping[str, Any]

# A change of less than half the spread between districts is not called one.
_NOTABLE = 0.5


@dataclass(frozen=True)
class Untold:
    """An action that nothing has been published of, and the days since its completion."""

    title: str
    days: int


@dataclass(frozen=True)
class Situation:
    """What page one can speak of: a district's measures, what is overdue, what was not told.

    `measures` has coverage and adopted, and else those worth speaking of.

    `overdue` counts rows past their due date by kind of record.
    """

    month: str
    previous_month: str
    submitted: bool
    measures: Mapping[str, Measured]
    overdue: Mapping[str, int]
    untold: tuple[Untold, ...]


def sentences(situation: Situation, words: Words, units: Mapping[str, str]) -> tuple[str, ...]:
    """Three to five sentences, the most important first; one where nothing was submitted."""
    if not situation.submitted:
        return (words["not_submitted"].format(month=situation.month),)
    return tuple(_said(situation, words, units))


def _said(situation: Situation, words: Words, units: Mapping[str, str]) -> Iterator[str]:
    measures = situation.measures
    yield _coverage(measures["coverage"], situation, words)
    if any(not math.isnan(each.change) for each in measures.values()):
        yield _change(situation, words["change"], units)
    if any(_judged(each) for each in measures.values()):
        yield _target(measures, words["target"], units)
    if any(situation.overdue.values()):
        yield _overdue(situation.overdue, words["overdue"])
    if measures["adopted"].value > 0:
        yield words["adopted"].format(count=number(measures["adopted"].value))
    elif situation.untold:
        yield _untold(situation.untold, words["untold"])


def _coverage(coverage: Measured, situation: Situation, words: Words) -> str:
    return words["coverage"][_coverage_case(coverage)].format(
        actions=number(coverage.denominator),
        published=number(coverage.numerator),
        share=percent(coverage.value),
        month=situation.month,
        change=_points(coverage, situation, words["fragments"]),
        median=_beside_median(coverage, words["fragments"]),
    )


def _coverage_case(coverage: Measured) -> str:
    if not coverage.has_value:
        return "no_actions"
    if coverage.numerator == coverage.denominator:
        return "all"
    return "told" if coverage.numerator else "none"


def _points(share: Measured, situation: Situation, fragments: Mapping[str, str]) -> str:
    direction = trend(share)
    if direction is None:
        return ""
    return fragments[f"points_{direction}"].format(
        amount=number(abs(share.change) * 100), previous=situation.previous_month
    )


def _beside_median(share: Measured, fragments: Mapping[str, str]) -> str:
    if math.isnan(share.median):
        return ""
    ours, theirs = round(share.value * 100), round(share.median * 100)
    side = "at" if ours == theirs else "above" if ours > theirs else "below"
    return fragments[f"{side}_median"].format(median=percent(share.median))


def _change(situation: Situation, words: Mapping[str, str], units: Mapping[str, str]) -> str:
    """The change that is largest beside the spread between districts; coverage has its own."""
    moved = [
        each
        for key, each in situation.measures.items()
        if key != "coverage" and each.enough and abs(movement(each)) >= _NOTABLE
    ]
    if not moved:
        return words["none"].format(previous=situation.previous_month)
    most = max(moved, key=lambda each: abs(movement(each)))
    return words["better" if movement(most) > 0 else "worse"].format(
        previous=situation.previous_month,
        title=most.indicator.title,
        before=full_text(most.indicator, most.previous, units),
        now=full_text(most.indicator, most.value, units),
    )


def movement(measured: Measured) -> float:
    """The change in units of the spread between districts, positive for the better; 0 if none."""
    if math.isnan(measured.change) or not measured.spread > 0 or trend(measured) == "flat":
        return 0.0
    better = 1 if measured.indicator.better is Better.HIGHER else -1
    return better * measured.change / measured.spread


def _target(
    measures: Mapping[str, Measured], words: Mapping[str, str], units: Mapping[str, str]
) -> str:
    judged = [each for each in measures.values() if _judged(each)]
    missed = [each for each in judged if state(each) in ("bad", "watch")]
    if not missed:
        return words["all"].format(count=number(len(judged)))
    furthest = max(missed, key=_gap)
    return words["missed" if len(missed) > 1 else "one"].format(
        reached=number(len(judged) - len(missed)),
        count=number(len(judged)),
        title=furthest.indicator.title,
        value=full_text(furthest.indicator, furthest.value, units),
        target=full_text(furthest.indicator, furthest.target, units),
    )


def _judged(measured: Measured) -> bool:
    return measured.enough and state(measured) != "none"


def _gap(measured: Measured) -> float:
    return abs(measured.target - measured.value) / abs(measured.target)


def _overdue(overdue: Mapping[str, int], words: Mapping[str, str]) -> str:
    named = [words[kind].format(count=number(count)) for kind, count in overdue.items() if count]
    *most, last = named
    said = words["and"].join([words["comma"].join(most), last]) if most else last
    return words["sentence"].format(list=said)


def _untold(untold: tuple[Untold, ...], words: Mapping[str, str]) -> str:
    oldest = max(untold, key=lambda action: action.days)
    return words["one" if len(untold) == 1 else "many"].format(
        count=number(len(untold)), title=oldest.title, days=number(oldest.days)
    )
