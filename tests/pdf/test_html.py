"""HTML in Markdown and in outputs is set as what it says; what it plays is named."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pdf_samples as samples
import pypdfium2
import pytest
from nbformat.v4 import new_markdown_cell

from gozaresh.pdf import render
from gozaresh.pdf.document import build
from gozaresh.pdf.html import tokens

PICTURE = f'<img src="data:image/png;base64,{samples.png()}" alt="نمودار" width="40">'
SVG = '<svg viewBox="0 0 9 9"><linearGradient id="a"/><circle cx="4" cy="4" r="3"/></svg>'
ELSEWHERE = "تصویری که همراه دفترچه نیست"


def shown(source: str) -> str:
    """What the PDF says of an output of HTML."""
    cell = samples.displayed({"text/html": source, "text/plain": "<HTML object>"}, "")
    pages = pypdfium2.PdfDocument(render(samples.notebook(cell)))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def all_tokens(block: dict[str, Any]) -> list[dict[str, Any]]:
    inside = [*block.get("tokens", []), *block.get("children", [])]
    return [block, *(token for each in inside for token in all_tokens(each))]


def pictures(*cells: Any) -> list[dict[str, Any]]:
    blocks = build(samples.notebook(*cells))["blocks"]
    return [each for block in blocks for each in all_tokens(block) if each["type"] == "image"]


ATTACHED = {"a.png": {"image/png": samples.png()}}


@pytest.mark.parametrize(
    "cell",
    [
        new_markdown_cell(f"<p align=center>{PICTURE}</p>"),
        new_markdown_cell(f"متن با {PICTURE} در میان"),
        new_markdown_cell('<img src="attachment:a.png" width=40>', attachments=ATTACHED),
        samples.displayed({"text/html": f"<div>{PICTURE}</div>"}, ""),
        samples.displayed({"text/html": f"<table><tr><td>{PICTURE}</td></tr></table>"}, ""),
    ],
    ids=["block", "line", "attachment", "output", "in a table"],
)
def test_a_picture_in_html_is_set_at_its_width(cell: Any) -> None:
    (picture,) = pictures(cell)
    assert picture["file"]
    assert picture["attrs"]["width"] == 40
    assert render(samples.notebook(cell))


def test_a_picture_that_lies_elsewhere_leaves_a_note() -> None:
    said = shown('<p>متن <img src="https://example.org/a.png" alt="دوردست"></p>')
    assert ELSEWHERE in said
    assert "دوردست" in said


def test_a_drawing_in_html_keeps_its_names() -> None:
    document = build(samples.notebook(samples.displayed({"text/html": f"<div>{SVG}</div>"}, "")))
    (drawing,) = document["files"].values()
    assert "viewBox" in drawing
    assert "linearGradient" in drawing


def test_symbols_that_a_page_keeps_are_no_drawing() -> None:
    assert tokens('<svg style="width:0"><defs><path id="i"/></defs></svg><svg><use/></svg>') == []


def test_all_that_stands_beside_a_table_is_set() -> None:
    source = """<h3>سرصفحه</h3>پیش از جدول<ul><li>یک<ol start=3><li>دو</li></ol></li></ul>
        <table><tr><th>نام<td>۵</table><blockquote>نقل</blockquote><pre>کد  بلند</pre><hr>
        <dl><dt>واژه<dd>معنی</dl><details><summary>بیشتر</summary>پنهان</details>"""
    said = shown(source)
    words = ["سرصفحه", "پیش از جدول", "▪ یک", "۳. دو", "نام", "نقل", "کد بلند"]
    places = [said.find(word) for word in [*words, "واژه", "معنی", "بیشتر", "پنهان"]]
    assert places == sorted(places), said
    assert -1 not in places, said


def test_marks_of_html_in_a_line_are_what_they_mean() -> None:
    (block,) = build(samples.notebook(new_markdown_cell(MARKED)))["blocks"]
    kinds = [token["type"] for token in all_tokens(block)]
    wanted = ["strong", "emphasis", "underline", "strikethrough", "subscript", "superscript"]
    assert [kind for kind in kinds if kind in wanted] == wanted
    assert "inline_html" not in kinds


MARKED = """<b>پررنگ <i>کج</i></b> <u>زیر</u> <del>نه</del> H<sub>2</sub>O<sup>3</sup> <kbd>x</kbd>
<span style="color:red">سرخ</span> </b> <unknown>آزاد</unknown> <!-- هیچ --> <span>باز"""


@pytest.mark.parametrize(
    "played",
    ['<video src="https://example.org/a.mp4">', "<audio controls>", '<iframe src="https://e.org">'],
)
def test_what_is_played_is_named(played: str) -> None:
    said = shown(f"<p>متن</p>{played}")
    assert "متن" in said
    assert "نمی‌توان چاپ کرد" in said
    assert played.strip("<>").split()[0] in said


def test_what_is_hidden_or_a_script_says_nothing() -> None:
    said = shown('<p>دیده</p><p style="display: none">ندیده</p><script>run()</script><style>a{}')
    assert "دیده" in said
    assert not {"ندیده", "run()", "a{}"} & set(said.split())


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 500 + "ته",
        "<ul><li>" * 50 + "ته",
        "<b>" * 100 + "ته",
        "<p>ته\x00\ud800</p>",
        "<table><tr><td>ته",
    ],
    ids=["deep", "deep lists", "deep marks", "controls", "cut off"],
)
def test_no_html_keeps_a_report_from_being_made(source: str) -> None:
    assert "ته" in shown(source)
    assert render(samples.notebook(new_markdown_cell(f"متن {source}")))


def grids(value: Any) -> list[dict[str, Any]]:
    cell = samples.displayed({"text/html": value._repr_html_(), "text/plain": repr(value)}, "")
    return [block for block in build(samples.notebook(cell))["blocks"] if block["type"] == "grid"]


def test_a_styled_table_keeps_its_colours() -> None:
    styled = pd.DataFrame({"a": [1, 2]}).style.highlight_max(color="yellow", props="")
    (plain,) = grids(styled)
    assert plain["rows"][1][1].get("ground") is None
    (coloured,) = grids(pd.DataFrame({"a": [1, 2]}).style.highlight_max(color="yellow"))
    assert coloured["rows"][1][1]["ground"] == "#ffff00"
    assert "ground" not in coloured["rows"][0][1]


def test_what_a_persian_table_lacks_is_a_dash() -> None:
    (grid,) = grids(pd.DataFrame({"مقدار": [1.5, None]}))
    assert [row[1]["text"] for row in grid["rows"]] == ["۱٫۵", "—"]
    (grid,) = grids(pd.DataFrame({"value": [1.5, None]}))
    assert [row[1]["text"] for row in grid["rows"]] == ["1.5", "NaN"]


def test_a_table_wider_than_the_page_goes_on_below() -> None:
    wide = pd.DataFrame([[1234567.25] * 18], columns=[f"c{place}" for place in range(18)])
    cell = samples.displayed({"text/html": wide._repr_html_(), "text/plain": ""}, "")
    (page,) = pypdfium2.PdfDocument(render(samples.notebook(cell)))
    letters = page.get_textpage()
    boxes = [letters.get_charbox(place) for place in range(letters.count_chars())]
    assert max(box[2] for box in boxes) < page.get_width()
    said = letters.get_text_range()
    assert all(f"c{place}" in said for place in range(18))


def test_an_empty_frame_is_told_in_words() -> None:
    assert grids(pd.DataFrame()) == []
