from pathlib import Path

import pytest

from gozaresh.batch import Job, expand
from gozaresh.batch.plan import check
from gozaresh.errors import PlanError


def faults_of(*jobs: Job) -> tuple[str, ...]:
    with pytest.raises(PlanError) as caught:
        check(jobs)
    return caught.value.faults


def test_expands_a_job_over_every_combination(write_notebook):
    notebook = write_notebook('district = 1\nmonth = "1401-10"')
    job = Job("{month}-district-{district:02d}", notebook)
    jobs = expand(job, {"month": ["1401-09", "1401-10"], "district": [1, 12]})
    assert [each.name for each in jobs] == [
        "1401-09-district-01",
        "1401-09-district-12",
        "1401-10-district-01",
        "1401-10-district-12",
    ]
    assert jobs[-1].parameters == {"month": "1401-10", "district": 12}
    check(jobs)


def test_lists_every_fault_of_every_job_at_once(write_notebook, tmp_path):
    notebook = write_notebook('district = 12\nmonth = "1401-10"')
    faults = faults_of(
        Job("misspelt", notebook, {"distrct": 3}),
        Job("text", notebook, {"district": "۱۲", "month": 1401}),
        Job("nowhere", tmp_path / "missing.ipynb"),
        Job("twice", notebook),
        Job("twice", notebook),
    )
    assert len(faults) == 5
    assert "misspelt" in faults[0] and "did you mean 'district'?" in faults[0]
    assert "'district'" in faults[1] and "should be int" in faults[1]
    assert "'month'" in faults[2] and "should be str" in faults[2]
    assert "There is no notebook" in faults[3]
    assert faults[4] == "twice: two jobs have this name."


@pytest.mark.parametrize(
    ("declared", "value", "fits"),
    [
        ("value = 1", True, False),
        ("value = 1", 2, True),
        ("value = 0.5", 1, True),
        ("value = 1", 0.5, False),
        ("value = None", {"coverage": 0.85}, True),
        ("value: dict[str, float] | None = None", {"coverage": 0.85}, True),
        ("value: dict[str, float] | None = None", None, True),
        ("value: dict[str, float] | None = None", [1], False),
        ("value = []", ["خبر"], True),
        ("value = max(1, 2)", "anything", True),
        ("value = None", Path("x"), False),
        ("value = {}", {"when": object()}, False),
        ("value = {}", {1: "a key that is no text"}, False),
    ],
)
def test_judges_a_value_by_annotation_or_default(write_notebook, declared, value, fits):
    job = Job("report", write_notebook(declared), {"value": value})
    if fits:
        check([job])
    else:
        assert len(faults_of(job)) == 1


def test_a_name_that_would_leave_the_folder_is_refused(write_notebook):
    assert len(faults_of(Job("../district-12", write_notebook("x = 1")))) == 1


def test_a_file_that_is_not_there_is_a_fault(write_notebook, tmp_path):
    notebook = write_notebook("snapshot = None")
    job = Job("report", notebook, files={"snapshot": tmp_path / "none.duckdb"})
    assert "none.duckdb" in faults_of(job)[0]


def test_what_is_no_notebook_is_named(tmp_path):
    broken = tmp_path / "broken.ipynb"
    broken.write_text("{", encoding="utf-8")
    untagged = tmp_path / "untagged.ipynb"
    untagged.write_text('{"cells": []}', encoding="utf-8")
    faults = faults_of(Job("a", broken), Job("b", untagged))
    assert "broken.ipynb cannot be read as a notebook" in faults[0]
    assert "untagged.ipynb has no cell tagged 'parameters'" in faults[1]
