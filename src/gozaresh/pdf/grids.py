"""HTML tables (what pandas, R and Julia show) as blocks with header cells, spans and colours."""

from __future__ import annotations

import re
from typing import Any

from gozaresh.pdf.plain import has_persian
from gozaresh.persian import ISOLATE_END, ISOLATE_LEFT_TO_RIGHT, NO_VALUE, persian_digits

Block = dict[str, Any]
_NUMBER = re.compile(r"[-\u2212+]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?%?")
_TO_PERSIAN = str.maketrans({".": "٫", ",": "٬", "%": "٪", "-": "\u2212"})
_MISSING = {"NaN", "NaT", "<NA>", "None"}
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CELL_NAME = re.compile(r"#([\w-]+)\s*(?:,|$)")
_COLOUR = re.compile(r"(?:^|;)\s*(background-color|background|color)\s*:\s*([^;!]+)")
_HIDDEN = re.compile(r"display\s*:\s*none")
_WIDEST = 1000
_LONGEST = 60  # digits: what is longer is no number that is counted with

Colours = dict[str, str]


def colours(css: str) -> dict[str, Colours]:
    """The colours that a style sheet gives to cells, by their ids: what a pandas Styler writes."""
    rules = ((_CELL_NAME.findall(names), _colours(said)) for names, said in _RULE.findall(css))
    return {name: said for names, said in rules if said for name in names}


def grid(table: Any, note: str, styles: dict[str, Colours]) -> Block:
    """One table as `{type: "grid", caption, header, rows, note}`.

    `header` and `rows` are rows of cells `{text, head, number, colspan, rowspan}`, with `ground`
    and `ink` (hexadecimal colours) where the table is coloured.
    """
    caption = table.find("caption")
    header = [_row(row, styles) for row in table.iterfind("thead/tr")]
    rows = [_row(row, styles) for row in table.iter("tr") if row.getparent().tag != "thead"]
    if has_persian("".join(cell["text"] for row in header + rows for cell in row)):
        header, rows = _in_persian(header), _in_persian(rows)
    return {
        "type": "grid",
        "caption": None if caption is None else text_of(caption),
        "header": [row for row in header if row],
        "rows": [row for row in rows if row],
        "note": note or None,
    }


def text_of(element: Any) -> str:
    """What an element says, on one line."""
    return " ".join(element.text_content().split())


def _row(row: Any, styles: dict[str, Colours]) -> list[Block]:
    cells = (cell for cell in row if cell.tag in ("th", "td"))
    return [_cell(cell, styles) for cell in cells if not _HIDDEN.search(cell.get("style", ""))]


def _cell(cell: Any, styles: dict[str, Colours]) -> Block:
    text = text_of(cell)
    return {
        "text": text,
        "head": cell.tag == "th",
        "number": len(text) < _LONGEST and bool(_NUMBER.fullmatch(text)),
        "colspan": _span(cell.get("colspan")),
        "rowspan": _span(cell.get("rowspan")),
        **styles.get(cell.get("id"), {}),
        **_colours(cell.get("style", "")),
    }


def _span(written: str | None) -> int:
    return min(max(int(written), 1), _WIDEST) if written and written.isdecimal() else 1


def _colours(css: str) -> Colours:
    from PIL import ImageColor

    found = {}
    for place, colour in _COLOUR.findall(css):
        try:
            red, green, blue, *_ = ImageColor.getrgb(colour.strip())
        except ValueError:  # a gradient, a variable, «inherit»
            continue
        found["ink" if place == "color" else "ground"] = f"#{red:02x}{green:02x}{blue:02x}"
    return found


def _in_persian(rows: list[list[Block]]) -> list[list[Block]]:
    """The same cells, what they count or lack written as a Persian reader expects it."""
    return [[{**cell, "text": _persian(cell)} for cell in row] for row in rows]


def _persian(cell: Block) -> str:
    if cell["text"] in _MISSING and not cell["head"]:
        return NO_VALUE
    if not cell["number"]:
        return cell["text"]
    text = persian_digits(cell["text"].translate(_TO_PERSIAN))
    isolated = f"{ISOLATE_LEFT_TO_RIGHT}{text}{ISOLATE_END}"
    return text if text[0].isdigit() and text[-1].isdigit() else isolated
