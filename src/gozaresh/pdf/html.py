"""HTML as the tokens that Markdown has: what it says is set, what it plays is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from gozaresh.pdf.grids import Colours, colours, grid, text_of

Token = dict[str, Any]
_MEANING = {
    **dict.fromkeys(("b", "strong", "caption"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn"), "emphasis"),
    **dict.fromkeys(("s", "del", "strike"), "strikethrough"),
    **dict.fromkeys(("u", "ins"), "underline"),
    "mark": "mark",
    "sub": "subscript",
    "sup": "superscript",
}
_CODE = {"code", "kbd", "samp", "tt", "var"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CONTAINERS = "address article aside body center details div dd dt figcaption figure footer"
_CONTAINERS += " form header li main nav p section summary tbody td tfoot th thead tr"
PLAYED = {"video", "audio", "iframe", "canvas", "object", "embed", "select", "textarea", "input"}
_SILENT = {"script", "style", "head", "meta", "link", "template", "noscript", "colgroup", "button"}
_BLOCKS = {*_CONTAINERS.split(), *_HEADINGS, *PLAYED, "pre", "ul", "ol", "dl", "blockquote"}
_BLOCKS |= {"table", "hr", "svg"}
_LAYOUT = "self::img or self::svg or self::table or self::pre or self::ul or self::ol"
_SVG = re.compile(r"<svg\b.*?</svg\s*>", re.DOTALL | re.IGNORECASE)
_KEPT_FOR_USE = re.compile(r"<(defs|symbol)\b.*?</\1\s*>", re.DOTALL)
_DRAWN = re.compile(r"<(path|rect|circle|ellipse|line|polyline|polygon|text|image|foreignObject)\b")
_NAMESPACES = {
    "xmlns=": ' xmlns="http://www.w3.org/2000/svg"',
    "xmlns:xlink=": ' xmlns:xlink="http://www.w3.org/1999/xlink"',
}
_SHAPE = re.compile(r"[\d,]+ rows? × [\d,]+ columns?")
_DEEPEST = 120  # elements in one another: nobody writes that, and every reader has its limit


def tokens(source: str) -> list[Token]:
    """The blocks of HTML as tokens; besides Markdown's own `grid`, `svg` and `unprintable`.

    Scripts and styles say nothing; pictures still carry their addresses.
    """
    from lxml import etree, html

    if not source.strip():
        return []
    drawings = _SVG.findall(source)
    places = count()
    source = _SVG.sub(lambda _: f'<svg id="{next(places)}"></svg>', source)
    parser = html.HTMLParser(huge_tree=True)
    try:
        root = html.fragment_fromstring(source, create_parent="div", parser=parser)
    except (etree.ParserError, ValueError):  # nothing but comments, or letters that XML has not
        return []
    if _depth(root) > _DEEPEST:
        return list(_paragraph([{"type": "text", "raw": text_of(root)}]))
    styles = colours("".join(part.text or "" for part in root.iter("style")))
    return list(_Page(styles, drawings).flow(root))


def plays(source: str) -> bool:
    """Whether scripts draw what the HTML shows."""
    return "<script" in source.lower()


def inline(tag: str, attributes: dict[str, str], children: list[Token]) -> list[Token]:
    """The tokens that an element inside a line means."""
    if tag == "br":
        return [{"type": "linebreak"}]
    if tag == "img":
        return [_image(attributes)]
    if tag in _MEANING:
        return [{"type": _MEANING[tag], "children": children}]
    if tag == "a" and "href" in attributes:
        return [{"type": "link", "attrs": {"url": attributes["href"]}, "children": children}]
    name = attributes.get("id") or (attributes.get("name") if tag == "a" else None)
    return ([{"type": "anchor", "attrs": {"name": name}}] if name else []) + children


def _image(attributes: dict[str, str]) -> Token:
    width = re.fullmatch(r"(\d{1,5})(?:px)?", attributes.get("width", "").strip())
    attrs = {"url": attributes.get("src", ""), "width": int(width[1]) if width else None}
    alt = attributes.get("alt") or attributes.get("title") or ""
    return {"type": "image", "attrs": attrs, "children": [{"type": "text", "raw": alt}]}


def _depth(root: Any) -> int:
    from lxml import etree

    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


class _Page:
    """Reads one page of HTML; `styles` are the colours of its cells, `drawings` its SVG as written.

    (To an HTML parser `viewBox` is `viewbox`, and the picture another one.)
    """

    def __init__(self, styles: dict[str, Colours], drawings: list[str]) -> None:
        self._styles, self._drawings = styles, drawings

    def flow(self, element: Any) -> Iterator[Token]:
        """What an element holds, the text between blocks as paragraphs."""
        line: list[Token] = []
        for part in _parts(element):
            if isinstance(part, str) or not _is_block(part):
                line += self._line(part)
                continue
            yield from _paragraph(line)
            line = []
            yield from self._block(part)
        yield from _paragraph(line)

    def _line(self, part: Any) -> list[Token]:
        if isinstance(part, str):
            return [{"type": "text", "raw": re.sub(r"\s+", " ", part)}]
        if part.tag in _SILENT or _is_hidden(part):
            return []
        if part.tag in _CODE:
            return [{"type": "codespan", "raw": part.text_content()}]
        children = [token for each in _parts(part) for token in self._line(each)]
        return inline(part.tag, dict(part.attrib), children)

    def _block(self, part: Any) -> Iterator[Token]:
        if _is_hidden(part) or _says_nothing(part) or _is_note(part):
            return
        if part.tag in PLAYED:
            yield {"type": "unprintable", "kinds": [address(part)]}
        elif part.tag == "svg":
            yield from _svg(self._drawings[int(part.get("id"))])
        elif part.tag == "pre":
            yield {"type": "block_code", "raw": part.text_content()}
        elif part.tag == "table" and not part.xpath(f"count(.//td//*[{_LAYOUT}])"):
            yield from self._table(part)
        else:
            yield from self._structure(part)

    def _table(self, part: Any) -> Iterator[Token]:
        made = grid(part, _note(part), self._styles)
        if any(cell["text"] for row in made["header"] + made["rows"] for cell in row):
            yield made

    def _structure(self, part: Any) -> Iterator[Token]:
        if part.tag in ("ul", "ol"):
            yield self._list(part)
        elif part.tag == "hr":
            yield {"type": "thematic_break"}
        elif part.tag in _HEADINGS:
            inside = self.flow(part)
            line = [token for each in inside for token in each.get("children", [each])]
            yield {"type": "heading", "attrs": {"level": int(part.tag[1])}, "children": line}
        elif part.tag == "blockquote":
            yield {"type": "block_quote", "children": list(self.flow(part))}
        elif part.tag in ("dt", "summary"):
            inside = list(self.flow(part))
            yield {"type": "paragraph", "children": [{"type": "strong", "children": inside}]}
        else:
            yield from self.flow(part)

    def _list(self, part: Any) -> Token:
        items = [
            {"type": "list_item", "children": list(self.flow(item))}
            for item in part.iterchildren("li")
        ]
        start = part.get("start", "")
        attrs = {
            "ordered": part.tag == "ol",
            "start": int(start) if start.isdecimal() and len(start) < 10 else 1,
        }
        return {"type": "list", "attrs": attrs, "children": items}


def _parts(element: Any) -> Iterator[Any]:
    """The texts and elements inside an element, in their order."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def _paragraph(line: list[Token]) -> Iterator[Token]:
    while line and line[0].get("raw", "x").isspace():
        line = line[1:]
    while line and (line[-1].get("raw", "x").isspace() or line[-1]["type"] == "linebreak"):
        line = line[:-1]
    if line:
        yield {"type": "paragraph", "children": line}


def _is_block(part: Any) -> bool:
    return part.tag not in _SILENT and any(each.tag in _BLOCKS for each in part.iter())


def _is_hidden(part: Any) -> bool:
    shown = part.get("style", "").replace(" ", "")
    return "display:none" in shown or "hidden" in part.attrib


def _says_nothing(part: Any) -> bool:
    """Whether a field is one that no reader sees: hidden, or the switch of something folded."""
    return part.tag == "input" and part.get("type") in ("hidden", "checkbox")


def address(part: Any) -> str:
    """What is played, and where it lies, for the note that stands in its place."""
    source = part.get("src") or next((each.get("src") for each in part.iter("source")), None) or ""
    return f"{part.tag} {source}" if re.match(r"https?://", source) else part.tag


def _svg(source: str) -> Iterator[Token]:
    """A drawing; none if it only keeps shapes for others, or uses another's: a page's symbols."""
    if not _DRAWN.search(_KEPT_FOR_USE.sub("", source)):
        return
    start, rest = source[: source.index(">")], source[source.index(">") :]
    missing = [text for name, text in _NAMESPACES.items() if name not in start]
    yield {"type": "svg", "raw": f"<svg{''.join(missing)}{start[4:]}{rest}"}


def _note(table: Any) -> str:
    """What pandas writes under a table: how many rows and columns there are."""
    following = table.getnext()
    return text_of(following) if following is not None and _is_note(following) else ""


def _is_note(part: Any) -> bool:
    before = part.getprevious()
    after_table = part.tag == "p" and before is not None and before.tag == "table"
    return after_table and bool(_SHAPE.fullmatch(text_of(part)))
