"""What makes a report again, and what does not; no kernel is needed to decide that."""

import json
from dataclasses import replace

import pytest

from gozaresh.batch import Job
from gozaresh.batch.fingerprint import fingerprints
from gozaresh.batch.ledger import Ledger


@pytest.fixture
def job(write_notebook, tmp_path) -> Job:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.typ").write_text("a page", encoding="utf-8")
    snapshot = tmp_path / "one.duckdb"
    snapshot.write_bytes(b"data")
    return Job(
        "district-12",
        write_notebook("district = 1\nsnapshot = None", "district"),
        {"district": 12},
        files={"snapshot": snapshot},
        depends={"templates": [templates]},
    )


@pytest.fixture
def why(job, tmp_path):
    """Make the job as it is now; then say why another state of it would be made."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "district-12.pdf").write_bytes(b"%PDF")
    Ledger(out).made("district-12", "it was never made", 1.0, fingerprints([job])["district-12"])
    return lambda later: Ledger(out).why_make(later.name, fingerprints([later])[later.name])


def test_nothing_changed_nothing_made(job, why):
    assert why(job) is None


def test_a_parameter_a_template_a_cell_or_the_data_make_it_again(
    job, why, write_notebook, tmp_path
):
    assert why(replace(job, parameters={"district": 13})) == "changed: parameters"
    (tmp_path / "one.duckdb").write_bytes(b"other data")
    (tmp_path / "templates" / "page.typ").write_text("another page", encoding="utf-8")
    write_notebook("district = 1\nsnapshot = None", "district + 1")
    assert why(job) == "changed: data, notebook, templates"


def test_only_the_slice_that_a_report_reads_counts(job, tmp_path):
    sliced = replace(job, data=lambda: b"district 12's rows")
    before = fingerprints([sliced])
    (tmp_path / "one.duckdb").write_bytes(b"another district's rows have changed")
    assert fingerprints([sliced]) == before
    later = replace(job, data=lambda: b"district 12's new rows")
    assert fingerprints([later]) != before


def test_where_the_data_lies_does_not_count(job, why, tmp_path):
    moved = (tmp_path / "one.duckdb").rename(tmp_path / "moved.duckdb")
    assert why(replace(job, files={"snapshot": moved})) is None


def test_outputs_left_in_the_notebook_by_an_editor_do_not_count(job, why):
    content = json.loads(job.notebook.read_bytes())
    content["cells"][1] |= {"execution_count": 7, "outputs": [{"output_type": "stream"}]}
    job.notebook.write_text(json.dumps(content), encoding="utf-8")
    assert why(job) is None


def test_a_pdf_that_is_gone_or_altered_is_made_again(job, why, tmp_path):
    pdf = tmp_path / "out" / "district-12.pdf"
    pdf.write_bytes(b"%PDF, altered")
    assert why(job) == "its PDF is missing or not the one that was made"
    pdf.unlink()
    assert why(job) == "its PDF is missing or not the one that was made"


def test_after_a_failure_it_is_tried_again(job, why, tmp_path):
    Ledger(tmp_path / "out").failed("district-12", "no data", 1.0)
    assert why(job) == "the last attempt failed"


def test_a_damaged_run_json_means_that_all_is_made_again(job, why, tmp_path):
    (tmp_path / "out" / "run.json").write_text("{", encoding="utf-8")
    assert why(job) == "it was never made"


@pytest.mark.parametrize(
    ("installed", "reason"),
    [("NumPy-99.0", "changed: libraries"), ("nothing_of_ours-1.0", None)],
)
def test_another_version_of_a_library_that_we_use_makes_it_again(
    job, why, tmp_path, monkeypatch, installed, reason
):
    assert why(job) is None
    (tmp_path / "site" / f"{installed}.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert why(job) == reason
