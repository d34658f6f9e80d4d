"""The pictures of one document, each as SVG text, by the name that its blocks call it."""

from __future__ import annotations

import base64
import binascii
import io

from gozaresh.pdf.beside import Beside, nothing_beside
from gozaresh.pdf.marks import settable
from gozaresh.pdf.plain import clean

_WRAPPED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    '<image href="data:{kind};base64,{data}" width="{width}" height="{height}"/></svg>'
)
_TAKEN_AS_THEY_ARE = {"PNG", "JPEG"}
_NO_PICTURE = (OSError, ValueError, SyntaxError, EOFError)  # what Pillow raises for a broken one


class Files:
    """Collects pictures; `contents` is name → SVG source. A bitmap is wrapped, not redrawn."""

    def __init__(self, beside: Beside = nothing_beside) -> None:
        self.contents: dict[str, str] = {}
        self._beside = beside

    def add(self, kind: str, source: str) -> str | None:
        """Keep a picture of a kind (`image/…`): SVG as text, all others as base64."""
        return self.add_svg(source) if kind == "image/svg+xml" else self.add_bitmap(source)

    def add_svg(self, source: str) -> str | None:
        """Keep an SVG picture and say the name it goes by; None for what is no picture."""
        source = clean(source)
        if not _is_svg(source):
            return None
        name = f"picture-{len(self.contents) + 1}.svg"
        self.contents[name] = settable(source)
        return name

    def add_bitmap(self, encoded: str) -> str | None:
        """Keep a picture given as base64; None for what is no picture."""
        try:
            return self._add_bitmap(base64.b64decode(encoded))
        except (binascii.Error, ValueError):  # ValueError: letters that are not ASCII
            return None

    def add_beside(self, address: str) -> str | None:
        """Keep a picture that lies beside the notebook; None for what is none there."""
        data = self._beside(address)
        if data is None:
            return None
        if b"<svg" in data[:2000]:
            return self.add_svg(data.decode(errors="replace"))
        return self._add_bitmap(data)

    def _add_bitmap(self, data: bytes) -> str | None:
        from PIL import Image, UnidentifiedImageError

        try:
            with Image.open(io.BytesIO(data)) as picture:
                picture.load()
                if picture.format not in _TAKEN_AS_THEY_ARE or picture.mode == "CMYK":
                    data = _as_png(picture)
                kind = "image/jpeg" if data.startswith(b"\xff\xd8") else "image/png"
                width, height = picture.size
        except (*_NO_PICTURE, UnidentifiedImageError, Image.DecompressionBombError):
            return None
        text = base64.b64encode(data).decode()
        return self.add_svg(_WRAPPED.format(kind=kind, data=text, width=width, height=height))


def _is_svg(source: str) -> bool:
    """Whether a text is well-formed SVG that refers to nothing outside itself.

    One that holds HTML (`foreignObject`) would be set without it, and so is none.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(source.encode(), parser)
    except etree.XMLSyntaxError:
        return False
    names = {etree.QName(item).localname for item in root.iter(etree.Element)}
    outside = any(isinstance(item, etree._Entity) for item in root.iter())
    return etree.QName(root).localname == "svg" and not outside and "foreignObject" not in names


def _as_png(picture: object) -> bytes:
    made = io.BytesIO()
    picture.convert("RGBA").save(made, "PNG")
    return made.getvalue()
