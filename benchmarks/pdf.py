"""Executed reports to PDFs: ours, nbconvert's webpdf in Chromium, and WeasyPrint.

The same notebook in the same run: district 12 of a sample month. Ours is also given three others
that it has not seen, because Typst remembers what it has set. WeasyPrint is no dependency of ours:
the first run makes it an environment of its own (`.venv-weasyprint`). What is not installed is
left out, and said so.
"""

import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import nbformat

from benchmarks._measure import line, seconds
from benchmarks.batch import set_up
from gozaresh.params import find_root
from gozaresh.pdf import render

DISTRICT, OTHERS = 12, (1, 2, 3)
_WEASYPRINT = """
import sys, time
from weasyprint import HTML
page = open(sys.argv[1], encoding="utf-8").read()
for _ in range(2):
    started = time.perf_counter()
    made = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    print(time.perf_counter() - started, len(made))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        notebook, *others = executed(Path(scratch))
        ours = gozaresh(notebook, others)
        compare("nbconvert's webpdf (Chromium)", webpdf(notebook), ours)
        compare("nbconvert's HTML, then WeasyPrint", weasyprint(notebook, Path(scratch)), ours)


def executed(folder: Path) -> Iterator[nbformat.NotebookNode]:
    """The notebooks of the districts, with their outputs."""
    import papermill

    jobs = {job.parameters["district"]: job for job in set_up(folder).jobs}
    for district in (DISTRICT, *OTHERS):
        job, path = jobs[district], folder / f"{district}.ipynb"
        parameters = dict(job.arguments)
        papermill.execute_notebook(job.notebook, path, parameters=parameters, progress_bar=False)
        yield nbformat.read(path, as_version=4)


def gozaresh(notebook: nbformat.NotebookNode, others: list[nbformat.NotebookNode]) -> float:
    first = seconds(lambda: render(notebook))
    each = seconds(lambda: [render(other) for other in others]) / len(others)
    line("Gozaresh, the first report of a process", milliseconds(first))
    line("Gozaresh, each of three others", milliseconds(each))
    line("Gozaresh, one that it has set before", milliseconds(seconds(lambda: render(notebook), 3)))
    return each


def webpdf(notebook: nbformat.NotebookNode) -> float | None:
    """With the system's Chromium, as the tests use it: nbconvert would download one of its own."""
    from nbconvert.exporters import WebPDFExporter
    from playwright.async_api import BrowserType

    browser = shutil.which("chromium")
    if browser is None:
        return None
    launch = BrowserType.launch
    BrowserType.launch = partialmethod(launch, executable_path=browser)
    try:
        exporter = WebPDFExporter(disable_sandbox=True)
        return seconds(lambda: exporter.from_notebook_node(notebook), times=2)
    finally:
        BrowserType.launch = launch


def weasyprint(notebook: nbformat.NotebookNode, folder: Path) -> float | None:
    """The page that nbconvert makes, printed; neither program's start is counted."""
    from nbconvert.exporters import HTMLExporter

    python = weasyprint_python()
    page = folder / "page.html"
    written = seconds(
        lambda: page.write_text(HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8"), 2
    )
    command = [str(python), "-W", "ignore", "-c", _WEASYPRINT, str(page)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        return None
    return written + min(float(each.split()[0]) for each in ran.stdout.splitlines())


def weasyprint_python() -> Path:
    folder = find_root() / ".venv-weasyprint"
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "weasyprint>=66"]
        subprocess.run(install, capture_output=True, check=False)
    return python


def compare(what: str, taken: float | None, ours: float) -> None:
    if taken is None:
        line(what, "not installed here")
    else:
        line(what, f"{milliseconds(taken)}, {taken / ours:.0f}×")


def milliseconds(taken: float) -> str:
    return f"{taken * 1000:,.0f} ms"
