"""What a run keeps of a report that failed: its notebook, to be opened in JupyterLab."""

import json
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from rich.console import Console

from gozaresh.batch import Job, run_jobs
from gozaresh.params import find_root

BLOCK = "from gozaresh.report.blocks import Note\nNote('متن')"


@pytest.fixture
def failed(write_notebook, tmp_path):
    """The outputs of a notebook that showed a block and then failed."""

    def run() -> list[dict]:
        job = Job("report", write_notebook("district = 1", BLOCK, "assert False"))
        quiet = Console(file=StringIO())
        assert run_jobs([job], out=tmp_path / "out", console=quiet).failed
        kept = json.loads((tmp_path / "out" / "failed" / "report.ipynb").read_bytes())
        return [each for cell in kept["cells"] for each in cell.get("outputs", ())]

    return run


def test_it_shows_its_blocks_though_the_kernels_of_a_batch_make_no_html(failed):
    shown = next(output["data"] for output in failed() if "data" in output)
    assert "متن" in shown["text/html"]


@pytest.mark.usefixtures("project_with_bad_template")
def test_it_is_kept_as_it_is_where_a_template_is_at_fault(failed):
    outputs = failed()
    assert "text/html" not in outputs[0]["data"]
    assert outputs[-1]["ename"] == "AssertionError"


@pytest.fixture
def project_with_bad_template(tmp_path, monkeypatch) -> Path:
    project = tmp_path / "project"
    copytree(find_root() / "params", project / "params")
    (project / "templates").mkdir()
    (project / "templates" / "blocks.html").write_text("{% if %}", encoding="utf-8")
    monkeypatch.setenv("GOZARESH_HOME", str(project))
    return project
