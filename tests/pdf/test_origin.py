"""A PDF says what it was made from."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pdf_samples as samples
import pikepdf
import pytest

from gozaresh import __version__
from gozaresh.pdf import render

PARAMETERS = {
    "district": 12,
    "month": "1401-10",
    "snapshot": "/somewhere/1401-10.duckdb",
    "facts": None,
}


@pytest.fixture(scope="module")
def pdf() -> bytes:
    notebook = samples.notebook(samples.shown(samples.HEAD | {"commit": "5f2c1ab"}))
    notebook.metadata.papermill = {"parameters": PARAMETERS}
    return render(notebook)


def test_the_metadata_say_versions_parameters_and_the_time_of_the_data(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        said = {name: metadata[f"{{urn:gozaresh:origin:1.0#}}{name}"] for name in (
            "data_version", "data_time", "program", "commit", "parameters"
        )}  # fmt: skip
        assert document.docinfo["/Subject"] == metadata["dc:description"]
    assert said == {
        "data_version": "a3f9c1",
        "data_time": "2023-01-21T00:00:00",
        "program": f"gozaresh {__version__}",
        "commit": "5f2c1ab",
        "parameters": "district=12, month=1401-10",
    }


def test_properties_that_pdf_a_does_not_know_are_declared(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        xmp = document.Root.Metadata.read_bytes().decode()
    for name in ("data_version", "data_time", "program", "commit", "parameters"):
        assert f"<pdfaProperty:name>{name}<" in xmp


def test_poppler_has_nothing_to_complain_of(
    pdf: bytes, tmp_path: Path, needs: Callable[[str], Path]
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    ran = subprocess.run([needs("pdfinfo"), path], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
