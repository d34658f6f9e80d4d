"""The sentences of page one, chosen and filled from the numbers; their words are in `params/`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gozaresh.persian import number, percent
from gozaresh.report.formats import Measured, decimals, trend, value_text

Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Untold:
    """An action that nothing has been published of, and the days since its completion."""

    title: str
    days: int


@dataclass(frozen=True)
class Situation:
    """What page one can speak of: a district's measures and what it has not told."""

    month: str
    previous_month: str
    submitted: bool
    measures: Mapping[str, Measured]
    untold: tuple[Untold, ...]
    publish_within_hours: float


def sentences(situation: Situation, words: Words) -> tuple[str, ...]:
    """Three to five sentences, the most important first; one where nothing was submitted."""
    if not situation.submitted:
        return (words["not_submitted"].format(month=situation.month),)
    return tuple(_said(situation, words))


def _said(situation: Situation, words: Words) -> Iterator[str]:
    measures = situation.measures
    yield _coverage(measures["coverage"], situation, words)
    if measures["timely"].has_value and measures["timely"].target is not None:
        yield _timely(measures["timely"], situation, words["timely"])
    if measures["lag"].has_value:
        yield _lag(measures["lag"], situation, words["lag"])
    yield _output(measures["output"], situation, words["output"])
    if situation.untold:
        yield _untold(situation.untold, words["untold"])
    elif measures["adopted"].value > 0:
        yield words["adopted"]["some"].format(count=number(measures["adopted"].value))


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


def _timely(timely: Measured, situation: Situation, words: Mapping[str, str]) -> str:
    gap = round((timely.target - timely.value) * 100)
    return words["below" if gap > 0 else "above"].format(
        hits=number(timely.numerator),
        judged=number(timely.denominator),
        share=percent(timely.value),
        limit=number(situation.publish_within_hours),
        target=percent(timely.target),
        gap=number(gap),
    )


def _lag(lag: Measured, situation: Situation, words: Mapping[str, str]) -> str:
    return words[trend(lag) or "first"].format(
        hours=value_text(lag.indicator, lag.value),
        amount=number(abs(lag.change), decimals(lag.indicator, lag.value)),
        previous=situation.previous_month,
    )


def _output(output: Measured, situation: Situation, words: Mapping[str, str]) -> str:
    if not output.value:
        return words["none"]
    return words[trend(output) or "first"].format(
        items=number(output.value),
        amount=number(abs(output.change)),
        previous=situation.previous_month,
    )


def _untold(untold: tuple[Untold, ...], words: Mapping[str, str]) -> str:
    oldest = max(untold, key=lambda action: action.days)
    return words["one" if len(untold) == 1 else "many"].format(
        count=number(len(untold)), title=oldest.title, days=number(oldest.days)
    )
