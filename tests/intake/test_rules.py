from __future__ import annotations

from datetime import datetime

import pytest

from gozaresh.calendar import Month
from gozaresh.intake.rules import RULES, Broken, Context

CONTEXT = Context(month=Month(1401, 10), district=12, districts=range(1, 23))
IN_MONTH = datetime(2023, 1, 1)
BEFORE, AFTER = datetime(2022, 12, 21, 23, 59), datetime(2023, 1, 21)

CASES = [
    ("unique", {"a": ["x", "y", "x", None, None]}, [(2, "a")]),
    ("unique", {"a": ["كتاب‌ها", "کتاب ها"]}, [(1, "a")]),
    ("unique", {"a": [1, 1, 2], "b": ["x", "y", "x"]}, []),
    ("unique", {"a": [1, 1], "b": ["x", "x"]}, [(1, "a")]),
    ("within_month", {"a": [IN_MONTH, BEFORE, AFTER, None]}, [(1, "a"), (2, "a")]),
    ("by_month_end", {"a": [IN_MONTH, BEFORE, AFTER, None]}, [(2, "a")]),
    ("together", {"a": [1, None, 1, None], "b": [1, None, None, 1]}, [(2, "b"), (3, "a")]),
    ("needs", {"a": [1, None, 1, None], "b": [1, None, None, 1]}, [(2, "b")]),
    ("not_before", {"a": [2, 1, 1, None], "b": [1, 1, 2, 3]}, [(2, "a")]),
    ("at_most", {"a": [5, 6, None, 9], "whole": [5, 5, 5, None]}, [(1, "a")]),
    ("at_most", {"a": [3, 3], "b": [2, 3], "whole": [5, 5]}, [(1, "a")]),
    ("pattern_of_another_district", {"a": ["7/x-1", "۷/x-1", None]}, []),
    ("pattern_of_another_district", {"a": ["12/x", "23/x", "x"]}, [(0, "a"), (1, "a"), (2, "a")]),
]


@pytest.mark.parametrize(("rule", "values", "broken"), CASES)
def test_a_rule_marks_the_rows_that_break_it(rule: str, values: dict, broken: list) -> None:
    found = RULES[rule](list(values), values, CONTEXT)
    assert [(one.at, one.column) for one in found] == broken


@pytest.mark.parametrize("rule", ["within_month", "by_month_end"])
def test_a_rule_of_the_month_passes_where_the_month_is_not_known(rule: str) -> None:
    assert list(RULES[rule](["a"], {"a": [BEFORE, AFTER]}, Context())) == []


def test_every_rule_has_a_case() -> None:
    assert {rule for rule, *_ in CASES} == set(RULES)


def test_what_exceeds_is_added_up() -> None:
    (broken,) = RULES["at_most"](["a", "b", "c"], {"a": [3], "b": [3], "c": [5]}, CONTEXT)
    assert broken == Broken(0, "a", "exceeds", {"parts": ["a", "b"], "other": "c", "total": 6})
