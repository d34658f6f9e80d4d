"""A PDF says what it was made from."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import nbformat
import pdf_samples as samples
import pikepdf
import pypdfium2
import pytest

from gozaresh import __version__
from gozaresh.pdf import render

PARAMETERS = {
    "district": 12,
    "month": "1401-10",
    "snapshot": "/somewhere/1401-10.duckdb",
    "facts": None,
}

DATA = {
    "as_of": "2023-01-22T12:49:00",
    "submissions": [f"1401-10 district-12.xlsx {'c7' * 32}", f"1401-09 گزارش.xlsx {'5f' * 32}"],
    "corrections": ["naming-12"],
}
SAID = {
    "data_version": "a3f9c1",
    "data_time": "2023-01-22T12:49:00",
    "submissions": "; ".join(DATA["submissions"]),
    "corrections": "naming-12",
    "program": f"gozaresh {__version__}",
    "commit": "5f2c1ab90d11",
    "parameters": "district=12, month=1401-10",
}


@pytest.fixture(scope="module")
def pdf() -> bytes:
    notebook = samples.notebook(samples.shown(samples.HEAD | DATA))
    notebook.metadata.papermill = {"parameters": PARAMETERS}
    return render(notebook, commit="5f2c1ab90d11")


def test_the_metadata_say_what_the_report_was_made_from(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        said = {name: metadata[f"{{urn:gozaresh:origin:1.0#}}{name}"] for name in SAID}
        assert document.docinfo["/Subject"] == metadata["dc:description"]
    assert said == SAID


def test_properties_that_pdf_a_does_not_know_are_declared(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        xmp = document.Root.Metadata.read_bytes().decode()
    assert all(f"<pdfaProperty:name>{name}<" in xmp for name in SAID)


def test_the_last_page_says_it_too(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    text = document[len(document) - 1].get_textpage().get_text_bounded()
    assert all(SAID[name] in text for name in ("program", "commit", "parameters"))
    assert "۱۴۰۱/۱۱/۰۲" in text and "۱۲:۴۹" in text


def test_parameters_set_by_hand_are_said_as_papermill_s_are() -> None:
    by_hand = nbformat.v4.new_code_cell(
        "# of the report\ndistrict = 7\nmonth = '1401-10'\nsnapshot = None\nother = len('x')"
    )
    by_hand.metadata["tags"] = ["parameters"]
    notebook = samples.notebook(by_hand)
    assert parameters_of(render(notebook, commit="")) == "district=7, month=1401-10"
    notebook.metadata.papermill = {"parameters": {"district": 12}}
    assert parameters_of(render(notebook, commit="")) == "district=12, month=1401-10"


def parameters_of(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        return metadata["{urn:gozaresh:origin:1.0#}parameters"]


def test_what_is_not_known_is_not_said() -> None:
    made = render(samples.notebook(samples.displayed({"text/plain": "متن"})), commit="")
    with pikepdf.open(io.BytesIO(made)) as document:
        xmp = document.Root.Metadata.read_bytes().decode()
    assert "gozaresh:program" in xmp
    assert not any(f"gozaresh:{name}" in xmp for name in SAID.keys() - {"program"})


def test_poppler_has_nothing_to_complain_of(
    pdf: bytes, tmp_path: Path, needs: Callable[[str], Path]
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    ran = subprocess.run([needs("pdfinfo"), path], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
