"""Survey answers: only closed questions are kept, and of these no answer that few people gave.

So a name, an address or a story typed into a survey has no way in: a column of such is no closed
question, and a rare answer to a closed one is kept as `rare`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from gozaresh.observed.faults import Fault
from gozaresh.observed.mapping import clean
from gozaresh.observed.readers import Raw
from gozaresh.observed.sources import Questions, Source

LONGEST_ANSWER = 80
Closed = Mapping[str, frozenset[str]]


def closed_questions(raws: Iterable[Raw | Fault], source: Source) -> Closed:
    """Each closed question of a survey, by its column, with the answers that enough people gave."""
    rule = source.questions
    mapped = {path for field in source.fields.values() for path in field.paths}
    counts: dict[str, Counter[str]] = {}
    open_ones: set[str] = set()
    for raw in raws:
        if isinstance(raw, Fault):
            continue
        for column in raw.values.keys() - mapped - open_ones:
            counted = counts.setdefault(column, Counter())
            counted.update(_answers(raw, column, rule))
            if _is_open(column, counted, rule):
                open_ones.add(column)
                counts[column].clear()
    often = {
        column: frozenset(answer for answer, n in counted.items() if n >= rule.fewest)
        for column, counted in counts.items()
    }
    return {column: answers for column, answers in often.items() if answers}


def answers_of(raw: Raw, closed: Closed, source: Source) -> dict[str, list[str]]:
    """One respondent's answers to the closed questions; what few answered is `rare`."""
    rule = source.questions
    given = {column: _answers(raw, column, rule) for column in closed}
    return {
        clean(column): sorted({each if each in closed[column] else rule.rare for each in answers})
        for column, answers in given.items()
        if answers
    }


def _is_open(column: str, counted: Counter[str], rule: Questions) -> bool:
    title = clean(column)
    return (
        not title
        or len(counted) > rule.most_answers
        or any(len(answer) > LONGEST_ANSWER for answer in counted)
        or any(drop.search(title) for drop in rule.drop)
    )


def _answers(raw: Raw, column: str, rule: Questions) -> list[str]:
    value = raw.values.get(column)
    text = "" if value is None else str(value)
    parts = text.split(rule.several) if rule.several else [text]
    return [answer for part in parts if (answer := clean(part))]
