"""Whether a PDF is what we promise: archivable, tagged, in Persian, its pictures in words.

This reads what the file says of itself and how it is built; it is no full validator of a standard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Check = Callable[[Any], Iterator[str]]
_STANDARD = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
_SAID_IN_WORDS = ("/Figure", "/Formula")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_ACTION_KEYS = ("/A", "/OpenAction")
_FORBIDDEN_ACTIONS = {
    *("/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript"),
    *("/Hide", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView"),
}
# The flags of a remark: invisible, hidden, not to be viewed; and that it is printed.
_UNSEEN, _PRINTED = 0b100011, 0b100


def inspect(document: Any) -> Iterator[tuple[str, str]]:
    """The faults of an open pikepdf document: the check's name, and what is wrong in a sentence."""
    for name, check in CHECKS.items():
        yield from ((name, fault) for fault in check(document))


def _standard(document: Any) -> Iterator[str]:
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        said = {key: metadata.get(key) for key in _STANDARD}
    if said != _STANDARD:
        yield "It does not claim to be PDF/A-3a and PDF/UA-1."
    intents = document.Root.get("/OutputIntents", [])
    if not any(each.S == "/GTS_PDFA1" and "/DestOutputProfile" in each for each in intents):
        yield "It does not say which colours it means (OutputIntents)."


def _archive(document: Any) -> Iterator[str]:
    """What PDF/A forbids or asks of a file as such; Typst writes none of it, and refuses some."""
    if document.is_encrypted:
        yield "It is encrypted."
    if "/ID" not in document.trailer:
        yield "It has no identifier (ID)."
    forbidden = sorted(_actions(document) & _FORBIDDEN_ACTIONS)
    if forbidden or "/AA" in document.Root:
        yield f"It does something by itself: {', '.join(forbidden) or '/AA'}."
    if document.Root.get("/AcroForm", {}).get("/XFA") or "/NeedsRendering" in document.Root:
        yield "It holds a form that only some readers show (XFA)."
    for stream in _streams(document):
        if "/F" in stream or "/LZWDecode" in _filters(stream):
            yield "A part of it lies outside of it, or is packed in a way that archives refuse."
            break
    if any(_is_hidden(note) for page in document.pages for note in page.get("/Annots", [])):
        yield "It holds a remark that is hidden or is not printed."


def _tags(document: Any) -> Iterator[str]:
    root = document.Root
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        yield "It is not tagged."
        return
    loose = [place for place, page in enumerate(document.pages, 1) if "/StructParents" not in page]
    if loose:
        yield f"Page {loose[0]} is outside the tags."
    tables = [item for item in _elements(document) if item.S == "/Table"]
    if any(not _has_header(table) for table in tables):
        yield "A table has no header cells."


def _language(document: Any) -> Iterator[str]:
    if str(document.Root.get("/Lang", "")).partition("-")[0] != "fa":
        yield "Its language is not Persian (/Lang fa)."
    if document.Root.get("/ViewerPreferences", {}).get("/Direction") != "/R2L":
        yield "It is not to be read from the right."


def _title(document: Any) -> Iterator[str]:
    if not str(document.docinfo.get("/Title", "")).strip():
        yield "It has no title."
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        if metadata.get("dc:title") != str(document.docinfo.get("/Title", "")):
            yield "Its metadata give it another title (dc:title)."
    if not document.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "A reader would show its file's name in place of its title."


def _alternatives(document: Any) -> Iterator[str]:
    pictures = [item for item in _elements(document) if item.S in _SAID_IN_WORDS]
    silent = sum(not str(item.get("/Alt", "")).strip() for item in pictures)
    if silent:
        yield f"{silent} of {len(pictures)} pictures and formulas have no alternative text."


def _fonts(document: Any) -> Iterator[str]:
    for item in _dictionaries(document):
        kind = item.get("/Type"), item.get("/Subtype")
        if kind[0] == "/FontDescriptor" and not any(key in item for key in _FONT_FILES):
            yield f"The font {str(item.FontName)[1:]} is not embedded."
        if kind == ("/Font", "/Type0") and "/ToUnicode" not in item:
            yield f"What the font {str(item.BaseFont)[1:]} shows cannot be read as text."
        if b"\0\0" in _glyphs_of_codes(item)[1:]:
            yield f"It shows a glyph that the font {str(item.BaseFont)[1:]} lacks (.notdef)."


def _attachments(document: Any) -> Iterator[str]:
    associated = {each.objgen for each in document.Root.get("/AF", [])}
    for item in _dictionaries(document):
        if item.get("/Type") == "/Filespec":
            name = str(item.get("/UF", item.get("/F", "?")))
            if "/AFRelationship" not in item or not str(item.get("/Desc", "")).strip():
                yield f"The attachment {name} is not described."
            elif item.objgen not in associated:
                yield f"The attachment {name} belongs to nothing in the document (AF)."
            elif "/Subtype" not in item.EF.F:
                yield f"The attachment {name} does not say what kind of file it is."


CHECKS: dict[str, Check] = {
    "standard": _standard,
    "archive": _archive,
    "tags": _tags,
    "language": _language,
    "title": _title,
    "alternatives": _alternatives,
    "fonts": _fonts,
    "attachments": _attachments,
}


def _dictionaries(document: Any) -> Iterator[Any]:
    import pikepdf

    return (item for item in document.objects if isinstance(item, pikepdf.Dictionary))


def _glyphs_of_codes(font: Any) -> list[bytes]:
    """The glyph of each code of a font, two bytes each; the first of them stands for none."""
    import pikepdf

    table = font.get("/CIDToGIDMap")
    found = table.read_bytes() if isinstance(table, pikepdf.Stream) else b""
    return [found[place : place + 2] for place in range(0, len(found), 2)]


def _streams(document: Any) -> Iterator[Any]:
    import pikepdf

    return (item for item in document.objects if isinstance(item, pikepdf.Stream))


def _filters(stream: Any) -> set[str]:
    import pikepdf

    found = stream.get("/Filter", [])
    return {str(each) for each in (found if isinstance(found, pikepdf.Array) else [found])}


def _actions(document: Any) -> set[str]:
    """What kinds of action there are, of links and bookmarks too."""
    import pikepdf

    places = [item[key] for item in _dictionaries(document) for key in _ACTION_KEYS if key in item]
    actions = [each for each in places if isinstance(each, pikepdf.Dictionary)]
    return {str(each.get("/S")) for each in [*actions, *_dictionaries(document)] if "/S" in each}


def _is_hidden(annotation: Any) -> bool:
    flags = int(annotation.get("/F", 0))
    return annotation.get("/Subtype") != "/Popup" and (flags & _UNSEEN or not flags & _PRINTED)


def _elements(document: Any) -> Iterator[Any]:
    """The elements of the structure tree; what only looks like one has no parent."""
    return (item for item in _dictionaries(document) if "/S" in item and "/P" in item)


def _has_header(element: Any) -> bool:
    import pikepdf

    if element.get("/S") == "/TH":
        return True
    children = element.get("/K", [])
    children = children if isinstance(children, pikepdf.Array) else [children]
    return any(isinstance(child, pikepdf.Dictionary) and _has_header(child) for child in children)
