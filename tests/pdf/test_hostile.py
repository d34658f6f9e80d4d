"""What a district may type prints as text or as a mark, and never runs, reads or reorders."""

from __future__ import annotations

import io
import logging

import pdf_samples as samples
import pikepdf
import pypdfium2
import pytest
import sample_blocks
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from gozaresh.pdf import render
from gozaresh.pdf.typeset import font_files

BEGIN, END = "آغاز", "انجام"


def report(typed: str) -> NotebookNode:
    """The text where offices type: title, note, caption, cells of tables, an output."""
    named = {"title": f"{BEGIN} {typed} {END}", "caption": typed, "note": typed, "text": typed}
    table = samples.action_table() | {"rows": [[typed, "ب", "پ", "ت"]], "note": typed}
    return samples.notebook(
        samples.shown(samples.HEAD | {"title": named["title"]}),
        samples.shown({"type": "note", "tone": "info", "text": f"{BEGIN} {typed} {END}"}),
        samples.shown(table | {"caption": typed}),
        samples.displayed({"text/plain": typed}),
        new_markdown_cell(f"{BEGIN}\n\n{END}"),
    )


def pages(notebook: NotebookNode) -> list[pypdfium2.PdfTextPage]:
    return [page.get_textpage() for page in pypdfium2.PdfDocument(render(notebook))]


def said(notebook: NotebookNode) -> str:
    return " ".join(" ".join(page.get_text_range() for page in pages(notebook)).split())


SIGNS = ["#", "$", "@", "\\", "`", "]", "[", "<", "*", "_", "~", "=", "//", "/*", "*/", "{{", "&"]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_of_some_language_is_a_sign(sign: str) -> None:
    typed = f"الف{sign}ب {sign} پ{sign}"
    assert said(report(typed)).count(sign) >= 3 * 5


RUNS = [
    '#read("/etc/passwd")',
    '#import "/etc/hostname": *',
    '#include "main.typ"',
    '#eval("1 + 776")',
    '#image("/etc/passwd")',
    "$sqrt(x)$ @head <label> #panic()",
    '*/ #panic() #eval("1 + 776") /*',  # it is given to Typst as a comment
    '<script>x</script><img src="file:///etc/passwd">',
    "\\input{/etc/passwd} {{ 7 * 111 }}",
]


@pytest.mark.parametrize("typed", RUNS)
def test_nothing_typed_runs_or_reads(typed: str) -> None:
    text = said(report(typed))
    assert "root:" not in text
    assert "777" not in text
    assert text.count(END) == 3


def test_markdown_runs_nothing_of_typst() -> None:
    typed = "\n\n".join(RUNS)
    text = said(samples.notebook(new_markdown_cell(typed), new_markdown_cell(END)))
    assert "root:" not in text
    assert END in text


@pytest.mark.parametrize("line", ["ب", "۱۲۳۴۵۶۷۸۹"])
def test_a_line_of_a_cell_is_not_taken_for_a_figure_of_its_column(line: str) -> None:
    assert place_of_figure(f"الف\n{line}") == pytest.approx(place_of_figure("الف"), abs=0.01)


def place_of_figure(below: str) -> float:
    """How far from the left of the page a figure begins, over another cell of its column."""
    table = samples.action_table() | {"rows": [["ا", "ب", "پ", each] for each in ("۷۷", below)]}
    (page,) = pages(samples.notebook(samples.shown(table)))
    return page.get_charbox(page.get_text_range().index("۷۷"))[0]


ADDRESS = "https://region12.tehran.ir/"


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        (ADDRESS, 1),
        (ADDRESS.ljust(2000, "x"), 1),
        (ADDRESS.ljust(2001, "x"), 0),
        ("javascript:alert(1)", 0),
        ("file:///etc/passwd", 0),
    ],
)
def test_an_address_can_be_followed_if_it_is_one_and_not_endless(address, followed) -> None:
    made = render(samples.notebook(new_markdown_cell(f"[خبر]({address})")))
    with pikepdf.open(io.BytesIO(made)) as document:
        notes = [note for page in document.pages for note in page.get("/Annots", [])]
    assert len(notes) == followed


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ufffe", "\ue000"])
def test_a_control_character_is_a_mark(control: str) -> None:
    text = said(report(f"پیش{control}پس"))
    assert control not in text
    assert text.count("پیش\ufffdپس") >= 3


REORDERING = ["\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068"]


@pytest.mark.parametrize("control", REORDERING)
def test_what_would_reorder_a_page_ends_with_its_text(control: str) -> None:
    """What stands after the text is where it stands without it; an isolate parts two letters."""
    without = "\u200c" if control >= "\u2066" else ""
    plain, turned = (places(report(f"متن{mark}متن")) for mark in (without, control))
    assert len(plain) == 3
    assert turned == plain


def places(notebook: NotebookNode) -> list[tuple[int, int]]:
    """Where the word that ends each text stands, by whole points."""
    found = []
    for page in pages(notebook):
        text, start = page.get_text_range(), 0
        while (start := text.find(END, start)) >= 0:
            left, bottom, *_ = page.get_charbox(start)
            found.append((round(left), round(bottom)))
            start += 1
    return found


@pytest.mark.parametrize("letter", ["م", "x", "۵", "-"])
def test_a_word_of_ten_thousand_letters_stays_on_its_page(letter: str) -> None:
    count = 0
    for page in pages(report(letter * 10_000)):
        boxes = [page.get_charbox(place) for place in range(0, page.count_chars(), 7)]
        assert all(box[0] > -1 and box[2] < 597 for box in boxes)
        count += page.get_text_range().count(letter)
    assert count > 10_000


def test_diacritics_stay_on_their_letters() -> None:
    typed = "مُدِیریَّت شَهرِی قَطعاً"
    assert typed in said(samples.notebook(new_markdown_cell(typed)))


WARNING = "گزارش: no font has"


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("漢", "U+6F22 CJK UNIFIED IDEOGRAPH-6F22"),
        ("🇮", "U+1F1EE REGIONAL INDICATOR SYMBOL LETTER I"),
        ("🧿", "U+1F9FF NAZAR AMULET"),
    ],
)
def test_a_letter_that_no_font_has_is_marked_and_named(
    typed: str, named: str, caplog: pytest.LogCaptureFixture
) -> None:
    cells = [new_markdown_cell("# گزارش"), new_code_cell("f()"), new_markdown_cell(f"پیش{typed}پس")]
    with caplog.at_level(logging.WARNING):
        text = said(samples.notebook(*cells))
    assert "پیش\ufffdپس" in text
    assert caplog.messages == [f"{WARNING} {named}, in cell 3"]


def test_a_letter_in_a_chart_or_an_output_is_named_with_its_cells(
    caplog: pytest.LogCaptureFixture,
) -> None:
    chart = samples.FIGURE | {"svg": sample_blocks.CHART.replace("خبر", "خبر漢")}
    printed = new_output("stream", name="stdout", text="漢\n")
    render(samples.notebook(samples.shown(chart), new_code_cell("f()", outputs=[printed])))
    assert len(caplog.messages) == 1
    assert caplog.messages[0].endswith("U+6F22 CJK UNIFIED IDEOGRAPH-6F22, in cells 1, 2")


def test_what_the_fonts_have_is_not_reported(caplog: pytest.LogCaptureFixture) -> None:
    typed = "گچپژ «۱۲٫۵٪» ☎ ✓ → ∑ αβγ Жж Éé 😀 ▲▼ \u200c \u200d \ufe0f قَطعاً"
    assert "\ufffd" not in said(samples.notebook(new_markdown_cell(typed)))
    assert caplog.messages == []


def test_many_missing_letters_are_told_in_few_lines(caplog: pytest.LogCaptureFixture) -> None:
    typed = "".join(map(chr, range(0x4E00, 0x4E40)))
    render(samples.notebook(new_markdown_cell(typed)))
    assert len(caplog.messages) == 21
    assert caplog.messages[-1].endswith("and 44 other letters")


def test_the_named_font_is_asked_first() -> None:
    assert "NotoSansArabic" in font_files("Noto Sans Arabic")[0].name
    assert "IBMPlexSansArabic-Regular" in font_files(None)[0].name


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="9">{}<text y="9">{}</text></svg>'
PICTURES = {
    "of no size": (SVG.format(0, "", "الف"), False),
    "reads a file": (SVG.format(90, '<image href="file:///etc/passwd"/>', "الف"), False),
    "a symbol": (SVG.format(90, "", "الف ■ \x07"), True),
    "missing letter": (SVG.format(90, "", "الف 漢"), True),
    "sound": (SVG.format(90, "", "الف"), True),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_that_cannot_be_set_leaves_a_note_and_the_rest(kind: str) -> None:
    svg, is_set = PICTURES[kind]
    bad, good = samples.displayed({"image/svg+xml": svg}), samples.shown(samples.FIGURE)
    text = said(samples.notebook(bad, good))
    assert ("این تصویر را نمی‌توان چاپ کرد" in text) is not is_set
    assert ("الف" in text) is is_set
    assert "اینفوگرافیک" in text
    assert "root:" not in text
