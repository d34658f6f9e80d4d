"""What holds of the declarations themselves."""

import ast
from pathlib import Path

import pytest

from gozaresh import indicators
from gozaresh.indicators import Unit, catalogue
from gozaresh.indicators.declared import REGISTRY, indicator
from gozaresh.indicators.document import PATH, document
from gozaresh.params import find_root
from gozaresh.persian import normalise

DECLARED = [pytest.param(each, id=key) for key, each in catalogue().items()]


@pytest.mark.parametrize("declared", DECLARED)
def test_an_indicator_says_what_it_is_in_the_one_spelling(declared):
    for text in (declared.title, declared.formula, declared.source):
        assert text
        assert normalise(text) == text
    assert declared.compute.__doc__


def test_titles_cannot_be_mixed_up():
    assert len({each.title for each in catalogue().values()}) == len(catalogue())


def test_reports_know_every_unit(params):
    assert set(params.messages["report"]["units"]) == set(Unit)


def test_a_key_is_declared_once():
    coverage = catalogue()["coverage"]
    again = indicator(
        "coverage",
        title=coverage.title,
        unit=coverage.unit,
        better=coverage.better,
        formula=coverage.formula,
        source=coverage.source,
    )
    with pytest.raises(ValueError, match="coverage is declared twice"):
        again(coverage.compute)
    assert REGISTRY["coverage"] is coverage


def test_the_dictionary_of_indicators_is_current(params):
    written = (find_root() / PATH).read_text(encoding="utf-8")
    assert written == document(params.indicators), "run `make docs`"


@pytest.mark.parametrize(
    "path", sorted(Path(indicators.__file__).parent.glob("*.py")), ids=lambda path: path.stem
)
def test_indicators_know_nothing_of_what_comes_after_them(path):
    imported = [
        node.module
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    ]
    later = ("snapshot", "report", "pdf", "batch", "cli", "store")
    assert not [name for name in imported if name.startswith(tuple(f"gozaresh.{x}" for x in later))]
