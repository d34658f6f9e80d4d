"""A notebook becomes a PDF that can be read, searched and heard."""

from __future__ import annotations

import io
import subprocess
import sys
from functools import cache
from pathlib import Path

import nbformat
import pdf_samples as samples
import pikepdf
import pypdfium2
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from gozaresh.pdf import render
from gozaresh.pdf.document import NotebookRefusedError, build
from gozaresh.pdf.typeset import TypesetError, typeset

TEMPLATES = Path(__file__).parents[2] / "templates"


@cache
def report() -> bytes:
    return render(samples.report())


def text_of(pdf: bytes) -> str:
    return "\n".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)
    ).replace("\r\n", "\n")


def text_of_cells(*cells: nbformat.NotebookNode) -> str:
    return text_of(render(samples.notebook(*cells)))


def elements(pdf: bytes) -> list[pikepdf.Dictionary]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            {key: str(item[key]) for key in ("/S", "/Alt") if key in item}
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/K" in item
        ]


@pytest.mark.parametrize(
    "words",
    [
        "گزارش عملکرد روابط عمومی منطقهٔ ۱۲",
        "در یک نگاه",
        "پایان‌یافتهٔ منطقه ۴۱ مورد",
        "میانهٔ فاصلهٔ انتشار",
        "۸۷٫۲",
        "به هدف نرسیده",
        "داده‌ای نرسیده",
        "جایگاه میان ۲۲ منطقه",
        "محلهٔ عودلاجان",
        "اینفوگرافیک",
        "سه نوع محتوای پرشمار در دی ۱۴۰۱",
        "خروجی مارک‌داون یک خانه",
        "موردی نیست",
        "اقدام‌های منتشرشده بخش بر اقدام‌های پایان‌یافته",
        "صفحهٔ ۱ از",
    ],
)
def test_what_was_written_can_be_found(words: str) -> None:
    assert words in text_of(report())


def test_every_page_of_sample_data_says_so_and_a_real_report_never_does() -> None:
    mark = samples.HEAD["sample_note"]
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(report())]
    assert len(pages) > 3
    assert all(mark in page for page in pages)
    real = samples.HEAD | {"sample": False}
    assert mark not in text_of_cells(samples.shown(real))


def test_the_pdf_names_its_language_title_direction_and_standards() -> None:
    with pikepdf.open(io.BytesIO(report())) as document:
        root = document.Root
        assert root.Lang == "fa"
        assert root.ViewerPreferences.Direction == "/R2L"
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.MarkInfo.Marked
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == samples.HEAD["title"]
            assert metadata["pdfaid:part"] == "3"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["pdfuaid:part"] == "1"


def test_tables_have_header_cells_and_pictures_say_what_they_show() -> None:
    found = elements(report())
    kinds = [element["/S"] for element in found]
    assert {"/Table", "/TH", "/TD", "/Figure", "/H1", "/H2", "/Link", "/Note"} <= set(kinds)
    alternatives = {element.get("/Alt") for element in found if element["/S"] == "/Figure"}
    assert samples.FIGURE["alt"] in alternatives
    assert samples.POSITION["alt"] in alternatives
    assert "دقت در سیزده ماه" in alternatives
    assert None not in alternatives


def test_headings_are_bookmarks() -> None:
    with pikepdf.open(io.BytesIO(report())) as document, document.open_outline() as outline:
        assert [item.title for item in outline.root] == ["گزارش اقدامات مدیریت شهری", "تعریف‌ها"]


def test_the_same_notebook_gives_the_same_bytes_whatever_the_clock_says() -> None:
    assert render(samples.report()) == report()
    with pikepdf.open(io.BytesIO(report())) as document:
        assert str(document.docinfo.CreationDate).startswith("D:20230121")  # the end of Dey 1401


def test_fonts_are_embedded_and_only_ours() -> None:
    with pikepdf.open(io.BytesIO(report())) as document:
        names = {
            str(item.FontName).split("+")[1]
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
        }
    assert {name.split("-")[0] for name in names} <= {
        "IBMPlexSansArabic",
        "NotoSansArabic",
        "DejaVuSans",
        "DejaVuSansMono",
        "NewCMMath",
    }


def test_a_font_that_is_not_installed_is_named() -> None:
    document = build(samples.report())
    document["meta"]["font"] = "No Such Family"
    with pytest.raises(TypesetError, match="'No Such Family' is not installed"):
        typeset(document, TEMPLATES)


def test_code_is_hidden_in_a_report_unless_the_cell_asks_otherwise() -> None:
    said = text_of_cells(
        samples.shown(samples.HEAD),
        new_code_cell("secret = 1"),
        new_code_cell("visible", metadata={"tags": ["show-input"]}),
    )
    assert "visible" in said
    assert "secret" not in said


def test_a_data_frame_becomes_a_table_with_persian_numbers() -> None:
    block = build(samples.notebook(samples.displayed({"text/html": samples.FRAME})))["blocks"][-1]
    assert block["type"] == "grid"
    assert [cell["text"] for cell in block["header"][0]] == ["", "منطقه", "پوشش", "تغییر"]
    assert [cell["text"] for cell in block["rows"][1][2:]] == ["۱٬۲۰۴٫۵۰", "۱۲٫۰"]
    assert block["rows"][0][3]["text"] == "\u2066\u2212۳٫۱\u2069"


def test_captions_are_numbered_in_reading_order_tables_and_figures_for_themselves() -> None:
    frame = samples.FRAME.replace("<thead>", "<caption>دو منطقه</caption><thead>")
    cells = (
        samples.shown(samples.action_table()),
        samples.shown(samples.FIGURE),
        samples.displayed({"text/html": frame}),
        samples.displayed({"text/html": samples.FRAME}),
        samples.shown(samples.action_table()),
    )
    blocks = build(samples.notebook(*cells))["blocks"]
    assert [block.get("number") for block in blocks] == [1, 1, 2, None, 3]
    said = text_of_cells(*cells)
    assert all(words in said for words in ("جدول ۱:", "شکل ۱:", "جدول ۲: دو منطقه", "جدول ۳:"))


def test_a_notebook_without_a_head_takes_its_title_from_its_first_heading() -> None:
    cells = new_markdown_cell("# نام دفترچه\n\nمتن"), new_markdown_cell("### بخش")
    document = build(samples.notebook(*cells))
    assert document["meta"]["title"] == "نام دفترچه"
    assert document["blocks"][1]["tokens"][0]["attrs"]["level"] == 1
    assert "نام دفترچه" in text_of(render(samples.notebook(*cells)))


def test_what_a_district_typed_is_text_and_never_code() -> None:
    typed = '#import "x.typ" $a_1$ \\ `b` ] @ref <label> // *not strong* = heading'
    rows = [[typed, "", "", ""]]
    said = text_of_cells(samples.shown(samples.action_table() | {"rows": rows}))
    assert all(said.count(letter) == typed.count(letter) for letter in "#$\\`]@*=_")


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<svg><g>",
        "<html/>",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&x;</text></svg>',
    ],
    ids=["empty", "cut off", "no picture", "reads a file"],
)
def test_a_picture_that_is_none_becomes_a_visible_note(svg: str) -> None:
    assert "نمی‌توان چاپ کرد" in text_of_cells(samples.shown(samples.FIGURE | {"svg": svg}))
    assert "نمی‌توان چاپ کرد" in text_of_cells(samples.displayed({"image/svg+xml": svg}))


@pytest.mark.parametrize(
    "typed",
    [
        "漢字",
        "سلام 😀🇮🇷",
        "م" * 10_000,
        "x" * 10_000,
        "a\x00b\x07c\x1b[31m",
        "abc\u202edef\u2066x",
        "\u0301\u064b\u200d\ufe0f",
        "# $ @ \\ ` ] [ <a> {{x}}",
        "\ue000\uf8ff\U000e0041\U000f0000",
        "\ud800",
    ],
    ids=["no glyph", "emoji", "long", "long Latin", "control", "override", "marks", "code",
         "private", "surrogate"],
)  # fmt: skip
def test_no_text_keeps_a_report_from_being_made(typed: str) -> None:
    rows = [[typed] * 4]
    notebook = samples.notebook(
        samples.shown(samples.HEAD | {"title": typed}),
        new_markdown_cell(f"متن\n\n{typed}"),
        samples.shown(samples.action_table() | {"rows": rows}),
        samples.displayed({"text/plain": typed}),
        samples.displayed({"text/html": samples.FRAME.replace("منطقهٔ ۱۲", typed)}),
    )
    assert "پایان" in text_of(render(notebook))


def test_control_and_override_characters_do_not_reach_the_page() -> None:
    head = samples.HEAD | {"title": "گز\x07ارش\u202eمعکوس \u2066باز"}
    meta = build(samples.notebook(samples.shown(head)))["meta"]
    assert meta["title"] == "گز\ufffdارشمعکوس \u2066باز\u2069"


def test_a_notebook_with_an_error_is_refused_in_a_sentence_that_names_the_cell() -> None:
    failed = new_output("error", ename="KeyError", evalue="'coverage'", traceback=["…"])
    cells = (
        new_markdown_cell("متن"),
        new_code_cell("\nreport.cards('coverage')\nmore()", outputs=[failed]),
    )
    with pytest.raises(NotebookRefusedError) as refused:
        build(samples.notebook(*cells))
    assert str(refused.value) == (
        "Cell 2 («report.cards('coverage')») ended in KeyError: 'coverage'."
        " Mend it and run the notebook again."
    )


def test_a_notebook_that_papermill_left_half_run_is_refused() -> None:
    cell = new_markdown_cell("<span>…</span>", metadata={"tags": ["papermill-error-cell-tag"]})
    with pytest.raises(NotebookRefusedError, match=r"Cell 1 .* left by a run that failed"):
        build(samples.notebook(cell))


def nbconvert(folder: Path, notebook: nbformat.NotebookNode) -> subprocess.CompletedProcess:
    nbformat.write(notebook, folder / "report.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", "gozaresh_pdf", "report.ipynb"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_nbconvert_exports_by_name(tmp_path: Path) -> None:
    ran = nbconvert(tmp_path, samples.report())
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "report.pdf").read_bytes() == report()


def test_nbconvert_leaves_nothing_behind_for_a_notebook_with_an_error(tmp_path: Path) -> None:
    failed = new_output("error", ename="ValueError", evalue="بد", traceback=[])
    ran = nbconvert(tmp_path, samples.notebook(new_code_cell("f(1)", outputs=[failed])))
    assert ran.returncode == 1
    assert "Cell 1 («f(1)») ended in ValueError: بد." in ran.stderr
    assert not (tmp_path / "report.pdf").exists()
