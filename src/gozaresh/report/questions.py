"""The questions that the data itself raises: the largest falls, gaps to target, what is overdue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from gozaresh.persian import number
from gozaresh.report.formats import Measured, full_text, state
from gozaresh.report.narrative import movement

_MOST = 5
_ROWS_BEHIND = 3
_LARGE_FALL = 1.0  # in spreads between districts


@dataclass(frozen=True)
class Question:
    """A question for the meeting, and what in the data raises it."""

    question: str
    evidence: str


def raised(
    measures: Iterable[Measured],
    overdue: Mapping[str, Sequence[str]],
    untold: Sequence[str],
    *,
    words: Mapping[str, str],
    units: Mapping[str, str],
) -> list[Question]:
    """At most five questions, the gravest first.

    `overdue` names the overdue rows by kind, the longest overdue first; `untold` the actions that
    nothing was published of.
    """
    judged = [each for each in measures if each.enough and each.has_value]
    return list(islice(_all(judged, overdue, untold, words, units), _MOST))


def _all(
    measures: Sequence[Measured],
    overdue: Mapping[str, Sequence[str]],
    untold: Sequence[str],
    words: Mapping[str, str],
    units: Mapping[str, str],
) -> Iterator[Question]:
    yield from _falls(measures, words, units)
    yield from _gaps(measures, words, units)
    for kind, titles in overdue.items():
        if titles:
            text = words[f"overdue_{kind}"].format(count=number(len(titles)))
            yield Question(text, _rows(titles, words))
    if untold:
        text = words["untold"].format(count=number(len(untold)))
        yield Question(text, _rows(untold, words))


def _falls(
    measures: Sequence[Measured], words: Mapping[str, str], units: Mapping[str, str]
) -> Iterator[Question]:
    """The largest fall, if it is as large as the spread between districts."""
    fallen = [each for each in measures if movement(each) <= -_LARGE_FALL]
    for each in sorted(fallen, key=movement)[:1]:
        yield _question("fall", each, words, units)


def _gaps(
    measures: Sequence[Measured], words: Mapping[str, str], units: Mapping[str, str]
) -> Iterator[Question]:
    """The two indicators that are relatively furthest from their targets."""
    missed = [each for each in measures if state(each) == "bad" and each.target]
    furthest = sorted(missed, key=lambda each: -abs(each.target - each.value) / abs(each.target))
    for each in furthest[:2]:
        yield _question("gap", each, words, units)


def _question(
    case: str, measured: Measured, words: Mapping[str, str], units: Mapping[str, str]
) -> Question:
    filled = {
        "title": measured.indicator.title,
        "before": full_text(measured.indicator, measured.previous, units),
        "now": full_text(measured.indicator, measured.value, units),
        "target": full_text(measured.indicator, measured.target, units),
        "median": full_text(measured.indicator, measured.median, units),
        "numerator": number(measured.numerator),
        "denominator": number(measured.denominator),
    }
    return Question(words[case].format(**filled), words[f"{case}_evidence"].format(**filled))


def _rows(titles: Sequence[str], words: Mapping[str, str]) -> str:
    said = words["separator"].join(f"«{title}»" for title in titles[:_ROWS_BEHIND])
    rest = len(titles) - _ROWS_BEHIND
    return said if rest <= 0 else words["and_more"].format(rows=said, count=number(rest))
