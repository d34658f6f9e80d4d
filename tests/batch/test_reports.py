"""What a notebook says of itself, and how it is told that it says it wrongly."""

import json

import pytest

from gozaresh.batch.reports import available, choose
from gozaresh.errors import CallError, ParamsError

RIGHT = {"title": "پاسخگویی", "scope": "district", "output": "answers-{district:02d}"}


@pytest.fixture
def root(tmp_path):
    """A project's folder: `root(metadata)` writes `notebooks/fair_answers.ipynb` with them."""
    (tmp_path / "notebooks").mkdir()

    def write(metadata: dict):
        content = {"cells": [], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        (tmp_path / "notebooks" / "fair_answers.ipynb").write_text(json.dumps(content))
        return tmp_path

    return write


def test_a_notebook_that_describes_itself_is_a_report(root):
    assert list(available(root({"gozaresh": RIGHT}))) == ["fair-answers"]


def test_one_that_does_not_is_none_and_its_name_says_what_a_report_is(root):
    reports = available(root({}))
    with pytest.raises(CallError, match=r"no report 'fair-answers'.* metadata describe it"):
        choose(reports, ["fair-answers"])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"scope": "districts"}, "scope: it is one of district, city, meeting, not 'districts'"),
        ({"scope": 12}, "scope: 12 is no text"),
        ({"titel": "x"}, "titel: there is no such key, only title, scope"),
        ({"tables": True}, "tables: True is no whole number"),
        ({"output": "answers"}, r"has \{district:02d\}, and no other field, unlike 'answers'"),
        ({"output": "a-{month}"}, r"has \{district:02d\}, and no other field"),
        ({"scope": "city"}, "output: of scope city it has no field"),
        ({"output": "a-{district:02"}, "cannot be filled in .*unmatched"),
        ({"output": "a-{district:02y}"}, "cannot be filled in .*format code 'y'"),
        ({"output": "a-{district:{width}}"}, "cannot be filled in .*width"),
    ],
)
def test_what_is_wrong_in_the_metadata_is_said_with_its_place(root, wrong, sentence):
    with pytest.raises(ParamsError, match=f"notebooks/fair_answers.ipynb: metadata.*{sentence}"):
        available(root({"gozaresh": RIGHT | wrong}))


def test_all_that_is_wrong_is_said_at_once(root):
    with pytest.raises(ParamsError) as refused:
        available(root({"gozaresh": {"scope": "city", "figures": "x"}}))
    keys = ("output: it is missing", "title: it is missing", "figures: 'x' is no whole number")
    assert all(f"metadata.gozaresh.{key}." in str(refused.value) for key in keys)


def test_what_is_missing_is_not_held_against_a_name_that_may_be_right(root):
    with pytest.raises(ParamsError) as refused:
        available(root({"gozaresh": {"title": "شهر", "output": "city"}}))
    assert str(refused.value).endswith("metadata.gozaresh.scope: it is missing.")


def test_metadata_that_are_no_mapping_are_refused(root):
    with pytest.raises(ParamsError, match="it is a mapping, not 'x'"):
        available(root({"gozaresh": "x"}))


def test_what_is_no_notebook_is_said_to_be_none(root):
    folder = root({})
    (folder / "notebooks" / "half.ipynb").write_text("{")
    with pytest.raises(ParamsError, match=r"notebooks/half\.ipynb is no notebook"):
        available(folder)
