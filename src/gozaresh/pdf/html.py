"""The tables in an HTML output (what pandas shows), as blocks with header cells and spans."""

from __future__ import annotations

import re
from typing import Any

from gozaresh.persian import ISOLATE_END, ISOLATE_LEFT_TO_RIGHT, persian_digits

Block = dict[str, Any]
_NUMBER = re.compile(r"[-\u2212+]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?%?")
_PERSIAN_LETTER = re.compile("[\u0620-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]")
_NO_TEXT = {"script", "iframe", "svg", "canvas", "video", "audio", "img", "object", "embed"}
_OWN_LINE = ("p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "tr")
_TO_PERSIAN = str.maketrans({".": "٫", ",": "٬", "%": "٪", "-": "\u2212"})


def tables(source: str) -> list[Block]:
    """Every table of the HTML as `{type: "grid", caption, header, rows, note}`.

    `header` and `rows` are rows of cells `{text, head, number, colspan, rowspan}`.
    """
    from lxml import html

    if "<table" not in source.lower():
        return []
    root = html.fragment_fromstring(source, create_parent="div")
    note = " ".join(_text(part) for part in root.iterchildren("p"))
    note = note or " ".join(_text(part) for part in root.findall("./div/p"))
    return [_table(table, note) for table in root.iter("table")]


def words(source: str) -> list[str]:
    """The lines of text of HTML, none where a script or a picture has more to say than its text."""
    from lxml import etree, html

    if not source.strip():
        return []
    root = html.fragment_fromstring(source, create_parent="div")
    if any(part.tag in _NO_TEXT for part in root.iter()):
        return []
    for part in [*root.iter("style", etree.Comment)]:
        part.drop_tree()
    for part in root.iter(*_OWN_LINE):
        part.tail = "\n" + (part.tail or "")
    lines = (" ".join(line.split()) for line in root.text_content().split("\n"))
    return [line for line in lines if line]


def _table(table: Any, note: str) -> Block:
    caption = table.find("caption")
    header = [_row(row) for row in table.iterfind("thead/tr")]
    rows = [_row(row) for row in table.iter("tr") if row.getparent().tag != "thead"]
    if _PERSIAN_LETTER.search("".join(cell["text"] for row in header + rows for cell in row)):
        header, rows = _in_persian(header), _in_persian(rows)
    return {
        "type": "grid",
        "caption": None if caption is None else _text(caption),
        "header": header,
        "rows": rows,
        "note": note or None,
    }


def _row(row: Any) -> list[Block]:
    return [_cell(cell) for cell in row if cell.tag in ("th", "td")]


def _cell(cell: Any) -> Block:
    text = _text(cell)
    return {
        "text": text,
        "head": cell.tag == "th",
        "number": bool(_NUMBER.fullmatch(text)),
        "colspan": _span(cell.get("colspan")),
        "rowspan": _span(cell.get("rowspan")),
    }


def _span(written: str | None) -> int:
    return max(int(written), 1) if written and written.isdecimal() else 1


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())


def _in_persian(rows: list[list[Block]]) -> list[list[Block]]:
    """The same cells, their numbers written as a Persian reader expects them."""
    return [
        [{**cell, "text": _persian(cell["text"])} if cell["number"] else cell for cell in row]
        for row in rows
    ]


def _persian(number: str) -> str:
    text = persian_digits(number.translate(_TO_PERSIAN))
    isolated = f"{ISOLATE_LEFT_TO_RIGHT}{text}{ISOLATE_END}"
    return text if text[0].isdigit() and text[-1].isdigit() else isolated
