from __future__ import annotations

import pytest
from pydantic import ValidationError

from gozaresh.dictionary import PATH, dictionary
from gozaresh.intake.cells import parse_cell
from gozaresh.intake.rules import RULES
from gozaresh.params import find_root
from gozaresh.persian import matching_key, normalise
from gozaresh.records import Column, ColumnType, Kind, Rule, kinds

COLUMNS = [
    pytest.param(column, id=f"{kind.key}.{column.key}")
    for kind in kinds().values()
    for column in kind.columns
]
KINDS = [pytest.param(kind, id=kind.key) for kind in kinds().values()]


@pytest.mark.parametrize("column", COLUMNS)
def test_the_example_of_a_column_is_one_that_intake_takes(column: Column) -> None:
    assert parse_cell(column, column.example) is not None


@pytest.mark.parametrize("column", COLUMNS)
def test_persian_words_are_written_in_the_one_spelling(column: Column) -> None:
    for text in (column.title, column.guidance, *column.choices.values()):
        assert normalise(text) == text


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_can_be_that_of_a_sheet(kind: Kind) -> None:
    assert len(kind.title) <= 31
    assert not set(kind.title) & set("[]:*?/\\'")


@pytest.mark.parametrize("kind", KINDS)
def test_columns_of_a_kind_cannot_be_mixed_up(kind: Kind) -> None:
    assert len({matching_key(column.title) for column in kind.columns}) == len(kind.columns)
    assert len({column.key for column in kind.columns}) == len(kind.columns)
    assert "row" not in {column.key for column in kind.columns}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_closed_list_fits_into_a_drop_down(column: Column) -> None:
    titles = column.choices.values()
    assert len(",".join(titles)) <= 255
    assert not any("," in title for title in titles)
    assert len({matching_key(title) for title in titles}) == len(titles)


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_is_one_that_intake_knows(kind: Kind) -> None:
    assert {rule.rule for rule in kind.rules} <= set(RULES)


def test_choices_belong_to_the_type_choice() -> None:
    with pytest.raises(ValidationError, match="choices go with type choice"):
        Column(key="a", title="الف", type=ColumnType.TEXT, example="x", choices={"x": "ی"})


def test_a_rule_names_columns_of_its_kind() -> None:
    column = Column(key="a", title="الف", type=ColumnType.TEXT, example="x")
    with pytest.raises(ValidationError, match="names no column"):
        Kind(
            key="k",
            title="ک",
            guidance="",
            columns=(column,),
            rules=(Rule(rule="unique", columns=("b",)),),
        )


def test_the_data_dictionary_is_current() -> None:
    written = (find_root() / PATH).read_text(encoding="utf-8")
    assert written == dictionary(), "run `make docs`"


def test_an_unknown_column_is_answered_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="published_at"):
        kinds()["content"].column("publishd_at")
