"""A document through the Typst templates to a PDF: archivable (PDF/A-3a), accessible (PDF/UA-1)."""

from __future__ import annotations

import json
import re
import threading
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import typst

STANDARDS = ["a-3a", "ua-1"]
# Asked for a letter in this order, after the family that a document names.
_FAMILIES = ["IBM Plex Sans Arabic", "Noto Sans Arabic", "DejaVu Sans", "STIXGeneral"]
# The first is the family of a document that names none. DejaVu (Matplotlib brings it) has the
# arrows, Greek and mathematical signs that the others lack.
_FONT_FOLDERS = {
    "fontpkg_ibm_plex_sans_arabic": "files",
    "fontpkg_noto_sans_arabic": "files",
    "matplotlib": "mpl-data/fonts/ttf",
}

# Typst parses all that it is given as if it were a template; a comment it soon passes over.
_COMMENT = "/*"

_one_at_a_time = threading.Lock()

_LABEL = re.compile(r"(?<=>)[^<>]+(?=</(?:text|tspan)>)")
_SYMBOLS = re.compile("[\u2047\u2190-\u2bff\ufffd\U0001f000-\U0001faff]+")


class TypesetError(RuntimeError):
    """The templates could not set a document; the message says what and where."""


def typeset(
    document: dict[str, Any],
    templates: Path,
    *,
    timestamp: datetime | None = None,
    form: Literal["pdf", "png"] = "pdf",
    ppi: float = 144,
) -> bytes | list[bytes]:
    """The document as a PDF, or as one PNG a page; the same input gives the same bytes.

    `timestamp` is the moment that the PDF says it was made; by default the time of the data
    (`meta.time`), never the clock's. Raises `TypesetError`.
    """
    try:
        made = _compiled(document, templates, timestamp, form, ppi)
    except TypesetError:
        mended = _without_broken_pictures(document, templates)
        if mended is document:
            raise
        made = _compiled(mended, templates, timestamp, form, ppi)
    return [made] if form == "png" and isinstance(made, bytes) else made


def _compiled(
    document: dict[str, Any], templates: Path, timestamp: datetime | None, form: str, ppi: float
) -> bytes | list[bytes]:
    meta = document["meta"]
    options = {"format": form, "ppi": ppi} if form == "png" else {"pdf_standards": STANDARDS}
    try:
        with _one_at_a_time:  # a compiler refuses a second document while it sets one
            made, warnings = _compiler(templates.resolve(), meta.get("font")).compile_with_warnings(
                {"main.typ": _main(templates), **_data(document)},
                timestamp=_moment(timestamp or meta.get("time")),
                **options,
            )
    except typst.TypstError as error:
        raise TypesetError(_sentence(error)) from None
    if warnings:
        raise TypesetError(_sentence(warnings[0]))
    return made


def _without_broken_pictures(document: dict[str, Any], templates: Path) -> dict[str, Any]:
    """The same document with a note in each picture that Typst cannot set, itself if it sets all.

    One picture is tried after the other, and only once a document could not be set.
    """
    files = document.get("files", {})
    broken = [name for name, svg in files.items() if not _is_set(_with_symbols(svg).encode())]
    if not broken:
        return document
    note = (templates / "broken.svg").read_text(encoding="utf-8")
    return {**document, "files": {**files, **dict.fromkeys(broken, note)}}


def _is_set(picture: bytes) -> bool:
    page = b'#set page(width: auto, height: auto)\n#image("picture.svg", alt: "x")'
    source = b"#set document(title: [x])\n" + page
    try:
        typst.compile(
            {"main.typ": source, "picture.svg": picture},
            font_paths=_fonts(None),
            pdf_standards=STANDARDS,
        )
    except typst.TypstError:
        return False
    return True


def _data(document: dict[str, Any]) -> dict[str, bytes]:
    """What the templates read: the document itself and its pictures, all in memory."""
    described = {key: each for key, each in document.items() if key != "files"}
    pictures = {name: _with_symbols(svg) for name, svg in document.get("files", {}).items()}
    files = {"document.json": json.dumps(described, ensure_ascii=False)} | pictures
    return {name: (_COMMENT + text).encode() for name, text in files.items()}


def _with_symbols(svg: str) -> str:
    """The picture with its symbols in a font that has them: in pictures Typst finds few itself."""
    if not _SYMBOLS.search(svg):
        return svg
    dressed = r'<tspan font-family="DejaVu Sans">\g<0></tspan>'
    return _LABEL.sub(lambda label: _SYMBOLS.sub(dressed, label[0]), svg)


def _main(templates: Path) -> bytes:
    try:
        return (templates / "main.typ").read_bytes()
    except FileNotFoundError:
        raise TypesetError(f"No Typst templates (main.typ) in {templates}.") from None


@cache
def _compiler(templates: Path, family: str | None) -> typst.Compiler:
    """It keeps the templates that it has parsed, until one of them is saved again.

    From the disk a template can read what lies beside it, no more.
    """
    return typst.Compiler(root=str(templates), font_paths=_fonts(family))


@cache
def font_files(family: str | None) -> tuple[Path, ...]:
    """The files of the fonts that a document is set in, the family that it names first.

    Raises `TypesetError` for a family that is not installed.
    """
    fonts = [font for font in _fonts(family).fonts() if font.path]
    order = [family, *_FAMILIES]
    ours = [font for font in fonts if font.family in order]
    upright = sorted(ours, key=lambda font: (font.style != "normal", abs(font.weight - 400)))
    in_order = sorted(upright, key=lambda font: order.index(font.family))
    return tuple(dict.fromkeys(Path(font.path) for font in in_order))


@cache
def _fonts(family: str | None) -> typst.Fonts:
    """The shipped fonts, and the system's only for a family that is not among them."""
    fonts = _load_fonts(with_system=False)
    if family is None or family in fonts.families():
        return fonts
    fonts = _load_fonts(with_system=True)
    if family not in fonts.families():
        raise TypesetError(
            f"The font {family!r} is not installed: install it, or name another in"
            " params/defaults.yml, such as 'IBM Plex Sans Arabic'."
        )
    return fonts


@cache
def _load_fonts(*, with_system: bool) -> typst.Fonts:
    folders = [
        Path(find_spec(package).origin).parent / folder for package, folder in _FONT_FOLDERS.items()
    ]
    return typst.Fonts(include_system_fonts=with_system, font_paths=folders)


def _moment(moment: datetime | str | None) -> int:
    """Seconds since 1970 of a moment (Tehran clock time, as everywhere), 0 for none."""
    if moment is None:
        return 0
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp())


def _sentence(error: typst.TypstError | typst.TypstWarning) -> str:
    hints = "".join(f" ({hint})" for hint in error.hints)
    place = next((line for line in error.diagnostic.splitlines() if ".typ:" in line), "")
    return f"The report could not be set: {error.message}{hints} {place.strip()}".strip()
