"""Several reports as one PDF: as archivable, accessible and searchable as each by itself."""

from __future__ import annotations

import io
import re
from typing import Any

import pdf_samples as samples
import pikepdf
import pypdfium2
import pytest
from nbformat.v4 import new_markdown_cell

from gozaresh.params import find_root
from gozaresh.pdf import print_document
from gozaresh.pdf.book import bind
from gozaresh.pdf.document import build
from gozaresh.pdf.inspection import inspect
from gozaresh.persian import latin_digits

DISTRICTS = {"city-overview": "شهر تهران", "district-05": "منطقه ۵", "district-12": "منطقه ۱۲"}
ATTACHED = {"type": "attachment", "name": "data.csv", "csv": "a,b", "description": "ردیف‌ها"}
ABOUT = {
    "lang": "fa",
    "title": "گزارش‌های مناطق",
    "subtitle": "دی ۱۴۰۱",
    "running": "کتاب گزارش‌ها",
    "version": "a3f9c1",
    "time": "2023-01-22T12:49:00",
    "origin": {"data_version": "a3f9c1"},
    "origin_shown": {"data_version": "a3f9c1"},
    "missing": [{"title": "منطقه ۱۴", "state": "failed"}, {"title": "منطقه ۹", "state": "absent"}],
    "silent": ["منطقه ۵"],
}


def report(subject: str) -> dict[str, Any]:
    shown = (samples.HEAD | {"title": f"گزارش {subject}"}, samples.FIGURE, ATTACHED)
    text = f"## پاسخگویی {subject}\n\nمتن\n\n### ریزتر\n\nمتن"
    return build(samples.notebook(*map(samples.shown, shown), new_markdown_cell(text)))


@pytest.fixture(scope="module")
def made() -> bytes:
    documents = {name: report(subject) for name, subject in DISTRICTS.items()}
    return print_document(bind(documents, ABOUT), find_root())


@pytest.fixture(scope="module")
def texts(made: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(made)
    return [page.get_textpage().get_text_bounded() for page in document]


@pytest.fixture
def book(made: bytes):
    with pikepdf.open(io.BytesIO(made)) as document:
        yield document


def test_it_is_what_a_report_is(book: pikepdf.Pdf) -> None:
    assert list(inspect(book)) == []
    assert str(book.docinfo.Title) == ABOUT["title"]


def test_the_same_documents_give_the_same_bytes(made: bytes) -> None:
    documents = {name: report(subject) for name, subject in DISTRICTS.items()}
    assert print_document(bind(documents, ABOUT), find_root()) == made


def test_the_outline_has_each_report_and_under_it_its_headings(book: pikepdf.Pdf) -> None:
    with book.open_outline() as outline:
        found = {each.title: [child.title for child in each.children] for each in outline.root}
        below = [grandchild.title for grandchild in outline.root[1].children[0].children]
    assert found == {f"گزارش {who}": [f"پاسخگویی {who}"] for who in DISTRICTS.values()}
    assert below == ["ریزتر"]


def test_the_contents_name_the_page_of_each_report_and_lead_there(
    book: pikepdf.Pdf, texts: list[str]
) -> None:
    for place, who in enumerate(DISTRICTS.values(), start=3):
        (line,) = [line for line in texts[1].splitlines() if f"گزارش {who}" in line]
        assert re.findall(r"\d+", latin_digits(line))[-1] == str(place)
        assert f"گزارش {who}" in texts[place - 1]
    links = [each for each in book.pages[1].Annots if each.Subtype == "/Link"]
    targets = {_page_of(book, link) for link in links}
    assert targets == {3, 4, 5}
    assert {str(link.Contents) for link in links} == {f"گزارش, صفحه {n}" for n in "۳۴۵"}


def test_pages_are_numbered_through_and_the_running_line_is_each_reports_own(
    texts: list[str],
) -> None:
    assert len(texts) == 5
    for place, text in enumerate(texts[1:], start=2):
        assert f"صفحهٔ {place} از 5" in latin_digits(text)
    assert "کتاب گزارش‌ها" in texts[1] and "کتاب گزارش‌ها" not in texts[2]


def test_the_cover_says_whom_the_book_lacks_and_why(texts: list[str]) -> None:
    (failed,) = [line for line in texts[0].splitlines() if "این بار ساخته نشد" in line]
    (absent,) = [line for line in texts[0].splitlines() if "هنوز ساخته نشده" in line]
    (silent,) = [line for line in texts[0].splitlines() if "نفرستاده‌اند" in line]
    assert "منطقه ۱۴" in failed and "منطقه ۹" in absent and "منطقه ۵" in silent


def test_attachments_are_told_apart_by_their_report(book: pikepdf.Pdf) -> None:
    assert sorted(book.attachments) == sorted(f"{name}-data.csv" for name in DISTRICTS)


def test_figures_are_each_reports_own_and_counted_for_itself(texts: list[str]) -> None:
    assert all("شکل ۱:" in text for text in texts[2:])


def _page_of(book: pikepdf.Pdf, link: pikepdf.Dictionary) -> int:
    target = link.get("/Dest", link.get("/A", {}).get("/D") if "/A" in link else None)
    page = target[0]
    return next(n for n, each in enumerate(book.pages, start=1) if each.obj.objgen == page.objgen)
