"""What a cell displays: JSON that the PDF is made from, and HTML that runs nothing."""

from __future__ import annotations

import base64
import json
from html.parser import HTMLParser

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from gozaresh.report.block import BLOCK_MIME, Block
from gozaresh.report.blocks import (
    Cell,
    Definition,
    Definitions,
    Figure,
    Note,
    PageBreak,
    Table,
    TableColumn,
)
from gozaresh.report.first_page import Card, Cards, Fact, Head, Position, Summary

HOSTILE = """<script>alert(1)</script>{{ 7 * 7 }}{% raw %}"'&#60;\u202e #show"""
SVG = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(2)</script></svg>"


def one_of_each(text: str) -> list[Block]:
    facts = (Fact(text, text),)
    return [
        Head(text, "1401-10", text, 12, text, (text,), text, facts, facts, True, text, text),
        Summary(text, (text, text)),
        Cards(
            (Card(text, text, text, text, text, "up", "bad", text, (0.1, None, 0.3), 0.2, text),)
        ),
        Position(text, text, low=2, best=4, high=7, of=22, alt=text),
        Table(text, (TableColumn(text), TableColumn(text, "end", 2)), ((text, Cell(text)),), text),
        Table(text, (TableColumn(text),), (), empty=text, note=text),
        Figure(text, text, svg=SVG),
        Note(text, "warning"),
        Definitions((Definition(text, text),)),
        PageBreak(),
    ]


class Reader(HTMLParser):
    """Which elements a page has, with their attributes, and what it says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def only(self, tag: str) -> dict:
        [found] = [attributes for name, attributes in self.elements if name == tag]
        return found


def html(block: Block) -> Reader:
    return Reader(block._repr_mimebundle_()["text/html"])


@pytest.mark.parametrize("block", one_of_each("متن"), ids=lambda block: block.type)
def test_a_cell_shows_a_block_as_json_html_and_text(block):
    shown, _ = InteractiveShell.instance().display_formatter.format(block)
    assert set(shown) == {BLOCK_MIME, "text/html", "text/plain"}
    assert json.loads(json.dumps(shown[BLOCK_MIME], allow_nan=False)) == block.data()
    assert shown[BLOCK_MIME]["type"] == block.type
    assert html(block).elements[0] == ("div", {"class": "gozaresh", "dir": "rtl", "lang": "fa"})


@pytest.mark.parametrize("block", one_of_each(HOSTILE), ids=lambda block: block.type)
def test_text_that_was_typed_stays_text(block):
    page = html(block)
    assert "script" not in {tag for tag, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if "on" in name[:2]]
    if not isinstance(block, PageBreak):
        told = page.text + "".join(attributes.get("alt", "") for _, attributes in page.elements)
        assert HOSTILE in told


def test_an_svg_is_the_source_of_an_image_so_that_its_scripts_do_not_run():
    image = html(Figure("شکل", "اعداد شکل", svg=SVG, width=0.5)).only("img")
    assert image["alt"] == "اعداد شکل"
    assert image["style"] == "width: 50.0%"
    kind, _, content = image["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(content).decode() == SVG


def test_json_has_the_fields_that_the_templates_read():
    assert Position("جایگاه", "رتبهٔ ۴", 2, 4, 7, 22, "رتبهٔ ۴ از ۲۲").data() == {
        "type": "position",
        "title": "جایگاه",
        "sentence": "رتبهٔ ۴",
        "low": 2,
        "best": 4,
        "high": 7,
        "of": 22,
        "alt": "رتبهٔ ۴ از ۲۲",
    }
    table = Table("ج", (TableColumn("الف", "end", 2),), (("۱",), (Cell("۲", "bad", True),)), "—")
    assert table.data()["columns"] == [{"title": "الف", "align": "end", "weight": 2}]
    assert table.data()["rows"] == [["۱"], [{"text": "۲", "state": "bad", "strong": True}]]
    assert "png" not in Figure("شکل", "اعداد", svg=SVG).data()
    assert "svg" not in Figure("شکل", "اعداد", png="aGk=").data()


def test_undefined_and_numpy_numbers_become_json():
    spark = (np.float64(0.5), float("nan"), None, np.int64(3))
    [card] = Cards((Card("پوشش", "—", spark=spark),)).data()["cards"]
    assert card["spark"] == [0.5, None, None, 3]
    json.dumps(card, allow_nan=False)


def test_a_sparkline_has_a_gap_where_a_month_has_no_value():
    page = html(Cards((Card("پوشش", "۸۷", spark=(0.1, 0.2, None, 0.4, 0.3), spark_alt="پنج ماه"),)))
    assert page.only("svg")["aria-label"] == "پنج ماه"
    assert page.only("path")["d"].count("M") == 2
    assert "svg" not in {tag for tag, _ in html(Cards((Card("پوشش", "—"),))).elements}


def test_state_is_said_in_words_too():
    card = Card("پوشش", "۸۷", state="bad", state_text="به هدف نرسیده", note="دادهٔ اندک")
    assert "به هدف نرسیده" in html(Cards((card,))).text
    assert str(Cards((card,))) == "پوشش: ۸۷، به هدف نرسیده، دادهٔ اندک"


def test_an_empty_table_says_so():
    table = Table("اقدامات", (TableColumn("اقدام"), TableColumn("محل")), (), "موردی نیست")
    assert "موردی نیست" in html(table).text
    assert str(table) == "اقدامات\nاقدام\tمحل\nموردی نیست"


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (lambda: Card("پوشش", "۸۷", state="worse"), "state is one of good, watch, bad, none"),
        (lambda: Card("پوشش", "۸۷", trend="left"), "trend is one of up, down, flat"),
        (lambda: Note("متن", "shout"), "tone is one of info, warning"),
        (lambda: TableColumn("الف", "left"), "align is one of start, center, end"),
        (lambda: Table("ج", (TableColumn("الف"),), (("۱",), ("۱", "۲")), "—"), "row 2 of table"),
        (lambda: Position("ج", "س", low=4, best=2, high=7, of=22, alt="ا"), "low ≤ best"),
        (lambda: Figure("شکل", "", svg=SVG), "needs `alt`"),
        (lambda: Figure("شکل", "اعداد"), "needs one picture"),
        (lambda: Figure("شکل", "اعداد", svg=SVG, png="aGk="), "needs one picture"),
    ],
)
def test_a_block_that_cannot_be_shown_is_refused(build, says):
    with pytest.raises(ValueError, match=says):
        build()
