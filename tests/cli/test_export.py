"""`gozaresh export`: once, and again whenever something it is made of is saved."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import nbformat
import pypdfium2
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook
from own_program import PROGRAM

from gozaresh.params import find_root

ROOT = find_root()
COMMAND = [*PROGRAM, "export"]


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    for part in ("params", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    save(tmp_path / "report.ipynb", "# عنوان نخست")
    monkeypatch.setenv("GOZARESH_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONUTF8", "1")
    return tmp_path


@pytest.fixture
def watched(project) -> Iterator[IO[str]]:
    """What `export --watch` says, line by line; Ctrl-C at the end, which it takes as its end."""
    with subprocess.Popen(
        [*COMMAND, str(project / "report.ipynb"), "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        try:
            yield process.stdout
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()
    assert process.returncode == 0


def save(notebook: Path, text: str) -> None:
    put(notebook, nbformat.writes(new_notebook(cells=[new_markdown_cell(text)])))


def put(path: Path, text: str) -> None:
    """At once, so that nobody reads a half of it."""
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf.read_bytes()) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_saving_the_notebook_prints_it_again(project, watched):
    assert "report.pdf" in watched.readline()
    assert "عنوان نخست" in text_of(project / "report.pdf")
    save(project / "report.ipynb", "# عنوان دوم")
    assert "report.pdf" in watched.readline()
    assert "عنوان دوم" in text_of(project / "report.pdf")


def test_saving_a_template_changes_the_page(project, watched):
    watched.readline()
    main = project / "templates" / "main.typ"
    put(main, main.read_text(encoding="utf-8") + "\n#pagebreak()\nپایان")
    assert "report.pdf" in watched.readline()
    assert "پایان" in text_of(project / "report.pdf")


def test_a_faulty_template_is_a_sentence_and_the_last_good_pdf_stays(project, watched):
    watched.readline()
    printed, main = (project / "report.pdf").read_bytes(), project / "templates" / "main.typ"
    good = main.read_text(encoding="utf-8")
    put(main, good + "\n#no-such-thing")
    said = watched.readline()
    assert "no-such-thing" in said and "main.typ" in said
    assert (project / "report.pdf").read_bytes() == printed
    put(main, good)
    assert "report.pdf" in watched.readline()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("{", "is no notebook"), (None, "There is no notebook"), ("failed", "ended in KeyError")],
    ids=["not JSON", "not there", "a cell failed"],
)
def test_what_cannot_be_printed_is_one_sentence(project, content, sentence):
    notebook = project / "report.ipynb"
    if content is None:
        notebook.unlink()
    elif content == "failed":
        error = nbformat.v4.new_output("error", ename="KeyError", evalue="'x'", traceback=[])
        cell = nbformat.v4.new_code_cell("report.cards('x')", outputs=[error])
        nbformat.write(new_notebook(cells=[cell]), notebook)
    else:
        notebook.write_text(content, encoding="utf-8")
    done = subprocess.run([*COMMAND, str(notebook)], capture_output=True, encoding="utf-8")
    assert done.returncode > 0
    assert sentence in done.stderr and "Traceback" not in done.stderr
    assert not (project / "report.pdf").exists()
