"""An analyst's way in a real browser: change the parameters, run, look, edit, export the PDF."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from gozaresh.calendar import Month
from gozaresh.demo import write_demo
from gozaresh.params import find_root, load_params

ROOT = find_root()
MONTH = Month(1401, 9)
MOST_MS = 120_000  # on a busy machine; nothing waits longer than it must
ADDED = "این جمله را تحلیلگر در ژوپیترلب نوشت"

WRITING = """from gozaresh.store import Store, default_url
from gozaresh.params import find_root
Store(default_url(find_root())).add([])"""


@dataclass(frozen=True)
class Office:
    """A project of its own, so that what JupyterLab saves is no file of the repository."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        own = {"GOZARESH_HOME": self.folder, "GOZARESH_DATA": self.folder / "data"}
        own |= {f"JUPYTER_{each.upper()}_DIR": self.folder / each for each in ("config", "data")}
        own |= {"JUPYTER_RUNTIME_DIR": self.runtime, "IPYTHONDIR": self.folder / "ipython"}
        return os.environ | {name: str(path) for name, path in own.items()}

    @property
    def runtime(self) -> Path:
        return self.folder / "runtime"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-c", "from gozaresh.cli import main; main()", *arguments]

    @property
    def printed(self) -> Path:
        return self.folder / "reports" / str(MONTH) / "district-07.pdf"

    def call(self, *arguments: str) -> None:
        done = subprocess.run(
            self.command(*arguments), env=self.environment, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Office:
    office = Office(tmp_path_factory.mktemp("office"))
    for part in ("params", "templates", "notebooks"):
        shutil.copytree(ROOT / part, office.folder / part)
    params = load_params(ROOT)
    districts, due = [params.district(n) for n in (7, 12)], params.defaults.submission_due_day
    write_demo(office.folder / "forms", MONTH, 2, districts, due, workers=1)
    office.call("ingest", str(office.folder / "forms"))
    return office


@pytest.fixture(scope="module")
def address(office) -> Iterator[str]:
    """Where `gozaresh lab` serves the notebook, its token with it; the batch has run meanwhile."""
    log = office.folder / "lab.log"
    command = office.command("lab", "--", "--no-browser", "--allow-root")
    with (
        log.open("w", encoding="utf-8") as output,
        subprocess.Popen(command, env=office.environment, stdout=output, stderr=output) as lab,
    ):
        try:
            office.call("run", str(MONTH), "--district", "7", "--report", "district-report")
            about = office.runtime / f"jpserver-{lab.pid}.json"
            wait_until(lambda: lab.poll() is not None or readable(about))
            assert lab.poll() is None, log.read_text(encoding="utf-8")
            yield re.search(r"http://127\.0\.0\.1\S+", log.read_text(encoding="utf-8"))[0]
        finally:
            lab.terminate()


def readable(about: Path) -> bool:
    try:
        return bool(json.loads(about.read_text(encoding="utf-8"))["url"])
    except (FileNotFoundError, ValueError):
        return False


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + MOST_MS / 1000
    while not condition():
        assert time.monotonic() < deadline, "JupyterLab has not come up"
        time.sleep(0.05)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    expect.set_options(timeout=MOST_MS)
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
    context.set_default_timeout(MOST_MS)
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(address)
    yield page
    context.close()


def code(cell: Locator) -> str:
    return "\n".join(cell.locator(".cm-line").all_inner_texts())


def rewrite(page: Page, cell: Locator, text: str) -> None:
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def choose(page: Page, menu: str, *items: str) -> None:
    page.get_by_role("menuitem", name=menu, exact=True).click()
    for item in items[:-1]:
        page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).hover()
    page.locator(".lm-Menu-itemLabel").get_by_text(items[-1], exact=True).click()


def run_all(page: Page) -> None:
    choose(page, "Run", "Run All Cells")
    page.wait_for_function(
        """() => {
            const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
            return document.querySelector('[data-mime-type="application/vnd.jupyter.stderr"]')
                || prompts.length > 30 && prompts.every(each => /\\d/.test(each.textContent));
        }"""
    )
    stopped = page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').all_inner_texts()
    assert stopped == []


def exported(page: Page) -> bytes:
    with page.expect_download() as download:
        choose(page, "File", "Save and Export Notebook As", "گزارش PDF")
    assert download.value.suggested_filename == "district_report.pdf"
    return Path(download.value.path()).read_bytes()


def pictures(pdf: bytes) -> list[bytes]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=1).to_pil().tobytes() for page in document]


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_an_analyst_changes_the_parameters_runs_looks_edits_and_exports(page, office):
    notebook = page.locator(".jp-NotebookPanel")
    parameters = notebook.locator(".jp-CodeCell").first
    expect(parameters).to_contain_text("district = 12")
    expect(page.get_by_text("| Idle")).to_be_visible()  # before, what is to be run is forgotten
    changed = code(parameters).replace("district = 12", "district = 7")
    rewrite(page, parameters, changed.replace("1401-10", str(MONTH)))
    run_all(page)

    assert_it_looks_like_the_report(notebook)
    assert pictures(exported(page)) == pictures(office.printed.read_bytes())

    prose = notebook.locator(".jp-MarkdownCell").first
    prose.dblclick()
    rewrite(page, prose, f"## عنوان تازه\n\n{ADDED}.")
    page.keyboard.press("Shift+Enter")
    expect(prose.locator("p")).to_have_css("text-align", "start")
    pdf = exported(page)
    said = text_of(pdf)
    assert all(words in said for words in ("منطقه ۷", MONTH.title, "عنوان تازه", ADDED))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "fa"

    last = notebook.locator(".jp-CodeCell").last
    rewrite(page, last, WRITING)
    page.keyboard.press("Control+Enter")
    expect(last).to_contain_text("StoreError: The store is only read from JupyterLab")

    elsewhere = [url for url in page.asked if not re.match(r"http://127\.0\.0\.1|data:|blob:", url)]
    assert elsewhere == []


def assert_it_looks_like_the_report(notebook: Locator) -> None:
    blocks = notebook.locator(".gozaresh")
    assert blocks.evaluate_all("all => all.every(b => getComputedStyle(b).direction === 'rtl')")
    expect(notebook.locator(".gozaresh h1")).to_contain_text("منطقه ۷")
    expect(notebook.locator(".gozaresh .cards").first.locator("article")).to_have_count(8)
    assert notebook.locator(".gozaresh table").count() >= 10
    charts = notebook.locator(".gozaresh figure img")
    assert charts.evaluate_all("all => all.length >= 4 && all.every(i => i.naturalWidth > 100)")
    # the typeface is the PDF's, wherever the browser runs
    face = '() => [...document.fonts].some(f => /Plex/.test(f.family) && f.status === "loaded")'
    assert notebook.page.evaluate(face)
