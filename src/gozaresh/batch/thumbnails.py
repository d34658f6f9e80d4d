"""Small pictures of reports' first pages, as data URIs that a page carries in itself."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path

import pypdfium2

_WIDTH = 220
_QUALITY = 60


def thumbnail(pdf: Path) -> str:
    """The first page of a PDF as a `data:` URI of a WebP picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        picture = page.render(scale=_WIDTH / page.get_width()).to_pil()
    finally:
        document.close()
    content = BytesIO()
    picture.convert("RGB").save(content, "WEBP", quality=_QUALITY, method=4)
    return f"data:image/webp;base64,{base64.b64encode(content.getvalue()).decode()}"
