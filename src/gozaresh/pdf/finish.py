"""What Typst leaves to be done to a PDF: its text mended, its origin told."""

from __future__ import annotations

import io

from gozaresh.pdf.origin import describe
from gozaresh.pdf.searchable import mend_document


def finish(pdf: bytes, origin: dict[str, str]) -> bytes:
    """The finished PDF: searchable, and its XMP says what it was made from."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        mend_document(document)
        metadata = document.Root.Metadata
        metadata.write(describe(metadata.read_bytes(), origin))
        # It is false by default, and poppler takes any value of it for an error unless it is true.
        if not document.Root.MarkInfo.get("/Suspects", True):
            del document.Root.MarkInfo["/Suspects"]
        made = io.BytesIO()
        document.save(made, deterministic_id=True)
    return made.getvalue()
