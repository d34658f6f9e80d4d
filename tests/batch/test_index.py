"""The index page in a real browser, at the sizes of a desk and of a phone."""

from __future__ import annotations

import json
import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import typst
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from gozaresh.batch.book import bound_of
from gozaresh.batch.index import Index
from gozaresh.batch.ledger import Ledger
from gozaresh.batch.reports import Listed
from gozaresh.calendar import Month
from gozaresh.errors import TemplateFaultError
from gozaresh.params import find_root
from gozaresh.persian import latin_digits, persian_digits
from gozaresh.seal import Sealed, sealed
from gozaresh.snapshot import Snapshot
from gozaresh.store import Store

MONTH = Month(1401, 10)
ROOT = find_root()
HOSTILE = "cell «<script>alert(1)</script>» raised KeyError: 'نام'"
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@dataclass
class Folder:
    """A folder of reports as a run leaves it: 12 and 13 have submitted, 14's report has failed."""

    out: Path
    templates: Path
    url: str
    params: object

    @property
    def snapshot(self) -> Sealed:
        return sealed(self.url, MONTH, ROOT, self.out.parent / "snapshots")

    def write(self) -> None:
        self.index.keep_current(Ledger(self.out).reports)

    @property
    def index(self) -> Index:
        listed = [Listed(f"district-{n:02d}", "گزارش", n) for n in self.params.districts]
        listed.append(Listed("city", "نمای شهر", None))
        return Index(self.out, self.templates, listed, self.snapshot)

    def make(self, name: str, text: str, of: dict[str, str] | None = None) -> None:
        page = f"#set page(width: 210mm, height: 297mm)\n= {text}"
        (self.out / f"{name}.pdf").write_bytes(typst.compile(page.encode()))
        Ledger(self.out).made(name, "it was never made", 1.0, of or {})

    @property
    def html(self) -> str:
        return (self.out / "index.html").read_text(encoding="utf-8")


def actions(published: int, month: int) -> list[dict]:
    rows = []
    for n in range(10):
        row = {"id": f"a-{n}", "title": f"اقدام {n}", "category": "urban"}
        row["completed_at"] = f"2023-{month:02d}-05 10:00"
        rows.append(row | ({"published_at": f"2023-{month:02d}-05 16:00"} if n < published else {}))
    return rows


def made_folder(path: Path, params, submit) -> Folder:
    url = f"duckdb:///{path / 'store.duckdb'}"
    month_before = str(MONTH - 1)
    Store(url).add(
        [
            submit(12, month_before, actions=actions(6, 1)),
            submit(12, str(MONTH), actions=actions(9, 1)),
            submit(13, month_before, actions=actions(9, 1)),
            submit(13, str(MONTH), actions=actions(4, 1)),
        ]
    )
    folder = Folder(path / "1401-10", ROOT / "templates", url, params)
    folder.out.mkdir()
    for name in ("district-12", "district-13", "city"):
        folder.make(name, name)
    Ledger(folder.out).failed("district-14", HOSTILE, 1.0)
    folder.write()
    return folder


@pytest.fixture
def folder(tmp_path, params, submit) -> Folder:
    return made_folder(tmp_path, params, submit)


@pytest.fixture
def show(browser, folder):
    """Open the page from its file: there is no server, and nothing else is asked for."""
    contexts = []

    def open_page(size: str = "desk", *, script: bool = True) -> Page:
        context = browser.new_context(
            viewport=SIZES[size], java_script_enabled=script, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto((folder.out / "index.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_and_nothing_sticks_out(show, size):
    page = show(size)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == SIZES[size]["width"]


def test_pictures_taken_while_a_run_goes_on_are_those_of_the_pdfs_that_are_there_in_the_end(folder):
    def uri(name: str) -> str:
        noted = json.loads((folder.out / "index.json").read_bytes())
        return noted["pictures"][name]["uri"]

    index, before = folder.index, uri("district-12")
    folder.make("district-12", "امروز")
    index.add("district-12")
    folder.make("district-13", "امروز")
    index.add("district-13")
    folder.make("district-13", "فردا")
    index.keep_current(Ledger(folder.out).reports)
    assert uri("district-12") not in (before, uri("district-13"))
    assert uri("district-12") in folder.html and uri("district-13") in folder.html
    folder.make("district-12", "فردا")
    folder.write()
    assert uri("district-12") == uri("district-13")


def test_it_asks_for_nothing_but_itself(show, folder):
    asked = [url for url in show().asked if not url.startswith("data:")]
    assert asked == [(folder.out / "index.html").as_uri()]


PLACES_OF_TILES = """() => Object.fromEntries([12, 13, 1, 20].map(number => {
    const {x, y} = document.querySelector(`a[href='#district-${number}']`).getBoundingClientRect();
    return [number, {x, y}];
}))"""


def test_every_district_has_a_row_and_a_tile_that_leads_to_it(show, params):
    page = show()
    assert page.locator("tbody tr").count() == len(params.districts)
    page.locator(".tiles a", has_text=re.compile("^۱۳")).click()
    assert page.url.endswith("#district-13")
    box = page.evaluate(PLACES_OF_TILES)
    assert box["13"]["x"] > box["12"]["x"]  # east is on the right
    assert box["1"]["y"] < box["20"]["y"]  # north is above


def test_a_row_shows_what_the_snapshot_says(show, folder):
    row = show().locator("#district-12").inner_text()
    table = Snapshot(folder.snapshot.path).indicators.set_index(["indicator", "district", "month"])
    coverage = table.loc[("coverage", 12, str(MONTH)), "value"]
    assert persian_digits(f"{coverage * 100:.0f}") == "۹۰"
    assert "۹۰٪" in row
    assert "ساخته شد" in row


def test_links_lead_to_pdfs_that_are_there(show, folder):
    page = show()
    links = page.locator("a[href$='.pdf']").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert set(links) == {"district-12.pdf", "district-13.pdf", "city.pdf"}
    assert all((folder.out / each).is_file() for each in links)
    pictures = page.locator(".gallery img")
    assert pictures.count() == 3
    assert pictures.evaluate_all("all => all.every(i => i.complete && i.naturalWidth > 100)")


def test_who_has_not_submitted_is_named_and_a_failure_told_as_plain_text(show):
    page = show()
    assert "نفرستاده" in page.locator("#district-15").inner_text()
    assert "ساخته نشد" in page.locator("#district-14").inner_text()
    failures = page.locator("section[aria-labelledby=failures]").inner_text()
    assert HOSTILE in failures
    changes = page.locator("section[aria-labelledby=changes]").inner_text()
    assert "منطقه ۱۵" in changes and "منطقه ۱۲،" not in changes


def test_search_takes_either_kind_of_digit_and_whole_numbers(show):
    page = show()
    for typed, rows in (("منطقه 1", 1), ("۱۲", 1), ("نفرستاده", 19), ("هیچ", 0), ("", 22)):
        page.get_by_role("searchbox").fill(typed)
        assert page.locator("tbody tr:visible").count() == rows, typed


@pytest.mark.parametrize("size", SIZES)
def test_headings_sort_and_say_so(show, size):
    page = show(size)

    def shown() -> list[int]:
        names = page.locator("tbody th").all_inner_texts()
        return [int(latin_digits(name).split()[-1]) for name in names]

    coverage = page.get_by_role("columnheader", name="پوشش خبری اقدامات")
    coverage.get_by_role("button").click()
    assert shown()[:2] == [12, 13]
    assert coverage.get_attribute("aria-sort") == "descending"
    coverage.get_by_role("button").click()
    assert shown()[-2:] == [13, 12]
    page.get_by_role("columnheader", name="منطقه").get_by_role("button").click()
    assert shown() == list(range(1, 23))


def test_without_script_all_is_there_and_nothing_that_would_not_work(show):
    page = show(script=False)
    assert page.locator("tbody tr:visible").count() == 22
    assert not page.locator(".search").is_visible()
    assert page.locator("thead button").count() == 0


def test_the_book_is_linked_and_told_to_be_old_when_a_report_is_made_again(show, folder):
    assert "book.pdf" not in folder.html
    entries = Ledger(folder.out).reports
    names = [f"district-{n:02d}" for n in folder.params.districts]
    folder.make("book", "all of them", bound_of(entries, [*names, "city"]))
    folder.write()
    page = show()
    link = page.locator("header a[href='book.pdf']")
    assert link.inner_text() == folder.params.messages["index"]["book"]
    assert page.locator(".gallery li").first.inner_text().endswith("ساخته شد")
    assert Axe().run(page).violations_count == 0
    folder.make("district-12", "again")
    folder.write()
    assert "از گزارش‌های پیشین" in show().locator("header").inner_text()


def test_on_paper_it_is_two_whole_sheets_without_what_only_a_screen_can_do(show, params):
    page = show()
    with closing(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))) as printed:
        assert len(printed) == 2
        assert _ink_in_margins(printed) == 0
    page.emulate_media(media="print")
    assert page.locator("tbody tr:visible").count() == len(params.districts)
    assert page.locator("thead th:visible").count() == 9
    assert page.locator(".gallery .state:visible").count() == len(params.districts) + 1
    for useless in (".search", ".gallery img", "td a", ".skip"):
        assert page.locator(f"{useless}:visible").count() == 0, useless


def _ink_in_margins(printed: pypdfium2.PdfDocument) -> int:
    """Dots that stick out at either side, where a table too wide would be cut."""
    sheets = [np.asarray(sheet.render(scale=1).to_pil().convert("L")) for sheet in printed]
    return sum(int((sheet[:, :30] < 200).sum() + (sheet[:, -30:] < 200).sum()) for sheet in sheets)


def test_nothing_changed_nothing_written(folder):
    before = (folder.out / "index.html").stat().st_mtime_ns
    folder.write()
    assert (folder.out / "index.html").stat().st_mtime_ns == before


def test_what_changed_since_the_previous_run_is_told_until_the_data_change_again(folder, submit):
    assert folder.params.messages["index"]["changes"]["first"] in folder.html
    Store(folder.url).add([submit(15, str(MONTH), actions=actions(5, 1))])
    folder.write()
    assert "منطقه ۱۵: گزارش رسید" in folder.html
    folder.make("district-15", "late")
    folder.write()
    assert "منطقه ۱۵: گزارش رسید" in folder.html
    assert "district-15.pdf" in folder.html


def test_a_damaged_memory_is_none(folder):
    for damage in ("{", "[]", "{}"):
        (folder.out / "index.json").write_text(damage, encoding="utf-8")
        folder.write()
        assert json.loads((folder.out / "index.json").read_bytes())["own"]["version"]


def test_a_faulty_template_is_one_sentence_and_the_last_good_page_stays(folder, tmp_path):
    before = folder.html
    folder.templates = tmp_path / "templates"
    folder.templates.mkdir()
    (folder.templates / "index.html").write_text("{{ no_such_thing }}", encoding="utf-8")
    with pytest.raises(TemplateFaultError, match="no_such_thing"):
        folder.write()
    assert folder.html == before
