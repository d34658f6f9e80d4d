"""Notebooks that have nothing to do with us: what they show is set, or a note stands there."""

from __future__ import annotations

import base64
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pdf_samples as samples
import pypdfium2
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

from gozaresh.pdf import render
from gozaresh.pdf.document import build
from gozaresh.pdf.exporter import GozareshPDFExporter

UNPRINTABLE = "این خروجی را نمی‌توان چاپ کرد"
ELSEWHERE = "تصویری که همراه دفترچه نیست"
PICTURE = base64.b64decode(samples.png())


def said_by(*cells: nbformat.NotebookNode, folder: Path | None = None) -> str:
    pdf = pypdfium2.PdfDocument(render(samples.notebook(*cells), folder))
    lines = (page.get_textpage().get_text_range() for page in pdf)
    return " ".join("\n".join(lines).split())


def displayed(value: object) -> nbformat.NotebookNode:
    """A cell that displayed a value as Jupyter would."""
    data = {"text/plain": repr(value)}
    if hasattr(value, "_repr_html_"):
        data["text/html"] = value._repr_html_()
    return samples.displayed(data)


def kinds(*cells: nbformat.NotebookNode) -> list[str]:
    return [block["type"] for block in build(samples.notebook(*cells))["blocks"]]


def frame() -> pd.DataFrame:
    index = pd.MultiIndex.from_product([["شمال", "جنوب"], [1, 2]], names=["پهنه", "منطقه"])
    columns = pd.MultiIndex.from_product([["۱۴۰۰", "۱۴۰۱"], ["خبر", "گزارش"]])
    return pd.DataFrame(np.arange(16).reshape(4, 4), index=index, columns=columns)


def test_frames_series_and_styled_tables_are_set() -> None:
    styled = frame().style.set_caption("جدول رنگی").background_gradient(axis=None)
    said = said_by(displayed(frame()), displayed(frame()["۱۴۰۰"]["خبر"]), displayed(styled))
    for words in ("پهنه", "جنوب", "جدول رنگی", "int64", "۱۵"):
        assert words in said


SHOWN = {
    "remove_cell": (False, False),
    "hide_cell": (False, False),
    "remove_input": (False, True),
    "hide_input": (False, True),
    "remove_output": (True, False),
    "hide_output": (True, False),
    "remove_stdout": (True, False),
    "remove_stderr": (True, True),
    "anything": (True, True),
}
TAGS = SHOWN | {tag.replace("_", "-"): shown for tag, shown in SHOWN.items()}


@pytest.mark.parametrize(("tag", "shown"), TAGS.items(), ids=list(TAGS))
def test_the_usual_tags_say_what_of_a_cell_is_shown(tag: str, shown: tuple[bool, bool]) -> None:
    output = new_output("stream", name="stdout", text="printed\n")
    said = said_by(new_code_cell("source()", outputs=[output], metadata={"tags": [tag]}))
    assert ("source()" in said, "printed" in said) == shown


HIDDEN = {
    "source": ({"jupyter": {"source_hidden": True}}, ["text"]),
    "outputs": ({"jupyter": {"outputs_hidden": True}}, ["code"]),
    "both": ({"jupyter": {"source_hidden": True, "outputs_hidden": True}}, []),
    "an older way": ({"hide_input": True}, ["text"]),
    "nothing": ({}, ["code", "text"]),
}


@pytest.mark.parametrize("by_hand", HIDDEN)
def test_what_was_hidden_by_hand_stays_hidden(by_hand: str) -> None:
    metadata, shown = HIDDEN[by_hand]
    output = new_output("stream", name="stdout", text="printed\n")
    assert kinds(new_code_cell("secret()", metadata=metadata, outputs=[output])) == shown


RAW = {
    None: ("*متن* خام", "text"),
    "text/markdown": ("*متن* خام", "markdown"),
    "text/html": ("<table><tr><td>خام</td></tr></table>", "grid"),
    "text/x-rst": ("*متن* خام", "text"),
}


@pytest.mark.parametrize("kind", RAW)
def test_a_raw_cell_is_what_it_says_it_is(kind: str | None) -> None:
    source, block = RAW[kind]
    cell = new_raw_cell(source, metadata={"raw_mimetype": kind} if kind else {})
    assert kinds(cell) == [block]
    assert "خام" in said_by(cell)


@pytest.mark.parametrize(
    "data",
    [
        {"application/vnd.custom+json": {}},
        {"text/html": "<script>draw()</script>"},
        {"text/html": "<canvas></canvas>", "application/x": ""},
    ],
)
def test_what_cannot_be_printed_leaves_a_note(data: dict) -> None:
    assert UNPRINTABLE in said_by(samples.displayed(data))


def test_html_that_is_only_text_is_set_as_text() -> None:
    source = "<style>p{}</style><h3>نتیجه</h3><p>دو <b>مورد</b><br>بس</p>"
    data = {"text/html": source, "text/plain": "<IPython.core.display.HTML object>"}
    said = said_by(samples.displayed(data))
    assert "نتیجه دو مورد بس" in said
    assert "IPython" not in said


def test_an_interactive_output_says_that_its_text_stands_for_it() -> None:
    data = {"text/plain": "Slider(0)", "application/vnd.jupyter.widget-view+json": {}}
    said = said_by(samples.displayed(data))
    assert "Slider(0)" in said
    assert "شکل تعاملی دارد" in said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A notebook's folder with pictures in it, beside it, and a link that leads out of it."""
    inside = tmp_path / "notebook"
    (inside / "شکل‌ها").mkdir(parents=True)
    (inside / "شکل‌ها" / "a b.png").write_bytes(PICTURE)
    (inside / "chart.svg").write_text(samples.FIGURE["svg"], encoding="utf-8")
    (inside / "notes.txt").write_text("secret")
    (tmp_path / "outside.png").write_bytes(PICTURE)
    (inside / "link.png").symlink_to(tmp_path / "outside.png")
    return inside


@pytest.mark.parametrize("address", ["شکل‌ها/a%20b.png", "./chart.svg", "شکل‌ها/../chart.svg"])
def test_a_picture_beside_the_notebook_is_set(address: str, folder: Path) -> None:
    assert ELSEWHERE not in said_by(new_markdown_cell(f"![نمودار]({address})"), folder=folder)


@pytest.mark.parametrize(
    "address",
    [
        "../outside.png",
        "link.png",
        "notes.txt",
        "nowhere.png",
        "/etc/hostname",
        "file:///etc/hostname",
        "https://example.org/a.png",
        "%00.png",
        ".",
    ],
)
def test_a_picture_that_lies_elsewhere_or_is_none_leaves_a_note(address: str, folder: Path) -> None:
    said = said_by(new_markdown_cell(f"![نمودار]({address})"), folder=folder)
    assert ELSEWHERE in said
    assert "نمودار" in said
    assert "secret" not in said


def test_without_a_folder_nothing_is_read(folder: Path) -> None:
    cell = new_markdown_cell(f"![نمودار]({folder}/chart.svg)")
    assert ELSEWHERE in said_by(cell)
    assert ELSEWHERE in said_by(new_markdown_cell("![نمودار](pyproject.toml)"))


def test_an_attachment_of_a_cell_is_set() -> None:
    attachments = {"a.png": {"image/png": samples.png()}}
    cell = new_markdown_cell("![نمودار](attachment:a.png)", attachments=attachments)
    assert ELSEWHERE not in said_by(cell)
    assert ELSEWHERE in said_by(new_markdown_cell("![نمودار](attachment:b.png)"))


def test_several_pictures_keep_their_order_and_what_they_say() -> None:
    names = ["یک", "دو"]
    cells = [pictured(name) for name in names]
    blocks = build(samples.notebook(*cells))["blocks"]
    shown = [block["alt"] for block in blocks if block["type"] == "image"]
    assert shown == [name for name in names for _ in range(2)]


def pictured(alt: str) -> nbformat.NotebookNode:
    """A cell that showed two pictures with what they say."""
    data = {"image/png": samples.png()}
    output = new_output("display_data", data=data, metadata={"alt": alt})
    return new_code_cell("plot()", outputs=[output, output])


NOTEBOOKS = Path(__file__).with_name("notebooks")


def printed(name: str) -> pypdfium2.PdfDocument:
    """A notebook as others left it, through the exporter: it reads any version of the format."""
    pdf, _ = GozareshPDFExporter().from_filename(str(NOTEBOOKS / f"{name}.ipynb"))
    return pypdfium2.PdfDocument(pdf)


def text_of(pdf: pypdfium2.PdfDocument) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


OTHERS = {
    "interactive": [
        f"{UNPRINTABLE}: application/vnd.plotly.v1+json",
        "alt.Chart(...)",
        "VBox(children=(IntSlider(value=0)",
        "100%|██████████| 3/3",
    ],
    "science": ["LinearRegression()", "<xarray.Dataset>", "shape: (2, 2)", "x dx"],
    "old": ["An old notebook", "Text of 2012.", "print 'old'"],
    "r": ["Cars in R", "a list inside", "A data.frame: 2 × 2", "Multiple R-squared"],
    "julia": ["2×2 DataFrame", "missing", "using DataFrames"],
}


@pytest.mark.parametrize("name", OTHERS)
def test_notebooks_of_others_are_set_inside_their_pages(name: str) -> None:
    pdf = printed(name)
    said = text_of(pdf)
    assert [words for words in OTHERS[name] if words not in said] == []
    assert_nothing_leaves_the_page(pdf)


def assert_nothing_leaves_the_page(pdf: pypdfium2.PdfDocument) -> None:
    for page in pdf:
        letters, (width, height) = page.get_textpage(), page.get_size()
        for place in range(letters.count_chars()):
            left, bottom, right, top = letters.get_charbox(place)
            assert left > -1 and right < width + 1, letters.get_text_range(max(place - 20, 0), 40)
            assert bottom > -1 and top < height + 1
