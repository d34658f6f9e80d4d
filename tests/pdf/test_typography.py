"""The regression page looks and reads as it did; `typography.py` says how it is drawn again."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
import typography
from PIL import Image, ImageChops, ImageStat

from extractors import by_poppler
from gozaresh.pdf import render

TILE = 16  # dots: a digit that changes, or changes sides, shows in a tile of this size
TOLERANCE = 8  # of 255, the mean of a tile


def furthest(one: Image.Image, other: Image.Image) -> float:
    """How much the two pictures differ where they differ most."""
    difference = ImageChops.difference(one.convert("L"), other.convert("L"))
    corners = ((x, y) for x in range(0, one.width, TILE) for y in range(0, one.height, TILE))
    tiles = (difference.crop((x, y, x + TILE, y + TILE)) for x, y in corners)
    return max(ImageStat.Stat(tile).mean[0] for tile in tiles)


def test_the_page_looks_as_it_did() -> None:
    drawn, now = Image.open(typography.DRAWN), typography.drawn()
    assert now.size == drawn.size
    where = "look at the page, then draw it again: python tests/pdf/typography.py"
    assert furthest(drawn, now) < TOLERANCE, where


def test_the_comparison_sees_two_digits_that_changed_places() -> None:
    changed = render(typography.notebook(typography.MIXED.replace("۱٬۲۰۴", "۱٬۲۴۰")))
    assert furthest(typography.drawn(), typography.drawn(changed)) > TOLERANCE


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What poppler reads: it knows Unicode's order of letters best."""
    path = tmp_path_factory.mktemp("typography") / "page.pdf"
    path.write_bytes(typography.pdf())
    return by_poppler(path)


@pytest.mark.parametrize(
    "words",
    [
        "کتاب‌خانه‌ها و نیم‌فاصله‌ها می‌مانند",
        "«من شهردارم»، «من شهردارم» و «بازار تهران»",
        '"press release" و 5"',
        "تغییر خبر +۱۲٫۵٪، گزارش تصویری −۶٫۴٪ و سهم ۸۷٪ از ۱٬۲۰۴ مورد (−۵٪)",
        "خبر +۱۲٫۵٪ گزارش −۶٫۴٪ پویش ۰٫۰٪",
        "https://region12.tehran.ir/news?id=31384",
        "English in a Persian report reads from the left (100%)",
        "۴. ده",
        "☑ انجام‌شده ☐ مانده",
        "شکل ۱: تغییر هر نوع محتوا",
        "جدول ۲: اقدامات",
        "۳ سطر، ۳ ستون",
        "صفحهٔ ۳ از ۳",
    ],
)
def test_what_the_page_says(words: str, said: str) -> None:
    assert words in said


def test_no_number_has_a_latin_minus(said: str) -> None:
    persian = [word for word in said.split() if set(word) & set("۰۱۲۳۴۵۶۷۸۹")]
    assert len(persian) > 100
    assert not [word for word in persian if "-" in word or "%" in word]


def test_a_note_referred_to_again_keeps_its_number() -> None:
    page = pypdfium2.PdfDocument(typography.pdf())[0].get_textpage().get_text_range()
    notes = page[page.index("سال خورشیدی") :]
    assert notes.count("سال خورشیدی") == 1
    assert "A note in English" in notes


def test_a_notes_mark_stands_after_its_word() -> None:
    """At the left of a Persian word or number, at the right of an English one."""
    page = pypdfium2.PdfDocument(typography.pdf())[0].get_textpage()
    letters = page.get_text_range()
    year, english = letters.index("سال ۱۴۰۱") + 4, letters.index("mark.") + 4
    assert mark_near(page, year)[0] < page.get_charbox(year + 3)[0]
    assert mark_near(page, english)[0] > page.get_charbox(english)[0]


def mark_near(page: pypdfium2.PdfTextPage, place: int) -> tuple[float, ...]:
    """The box of the nearest small digit that stands higher than a letter."""
    left, bottom, _, top = page.get_charbox(place)
    boxes = [page.get_charbox(each, loose=False) for each in range(page.count_chars())]
    high = [
        box
        for box in boxes
        if bottom < box[1] and top - 1 < box[3] < top + 6 and 0 < box[3] - box[1] < 5
    ]
    return min(high, key=lambda box: abs(box[0] - left))


def test_the_head_of_a_long_table_is_on_each_of_its_pages() -> None:
    pages = [
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(typography.pdf())
    ]
    assert ["فاصله (ساعت)" in page for page in pages] == [False, True, True]


def test_bookmarks_and_page_labels_are_persian() -> None:
    with pikepdf.open(io.BytesIO(typography.pdf())) as document:
        with document.open_outline() as outline:
            titles = [
                (item.title, [child.title for child in item.children]) for item in outline.root
            ]
        assert titles == [
            ("شاخص KPI و «هدف» در نرم‌افزار Excel ۲۰۲۱", ["فهرست‌ها"]),
            ("Mixed: عنوان دوم با English", []),
        ]
        assert [page.label for page in document.pages] == ["۱", "۲", "۳"]


def test_the_contents_lead_to_their_headings() -> None:
    with pikepdf.open(io.BytesIO(typography.pdf())) as document:
        links = [note for note in document.pages[0].Annots if note.Subtype == "/Link"]
        inside = [
            note for note in links if "/Dest" in note or note.get("/A", {}).get("/S") == "/GoTo"
        ]
        assert len(inside) >= 4  # three headings and a link in the text
