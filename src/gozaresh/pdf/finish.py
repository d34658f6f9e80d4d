"""What Typst leaves to be done to a PDF: its text mended, its origin told."""

from __future__ import annotations

from typing import Any

from gozaresh.pdf.editing import edited
from gozaresh.pdf.origin import describe
from gozaresh.pdf.searchable import mend_document


def finish(pdf: bytes, origin: dict[str, str]) -> bytes:
    """The finished PDF: searchable, and its XMP says what it was made from."""

    def finish_document(document: Any) -> None:
        mend_document(document)
        metadata = document.Root.Metadata
        metadata.write(describe(metadata.read_bytes(), origin))
        # It is false by default, and poppler takes any value of it for an error unless it is true.
        if not document.Root.MarkInfo.get("/Suspects", True):
            del document.Root.MarkInfo["/Suspects"]

    return edited(pdf, finish_document)
