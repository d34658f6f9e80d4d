"""Three readers of PDF text, and the marks that are not to be seen in what they give."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdfium2

from environments import environment
from programs import find_program

_UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_READ = "import sys, pymupdf; print(''.join(page.get_text() for page in pymupdf.open(sys.argv[1])))"


def plain(text: str) -> str:
    """The text on one line, without the marks that only say how it runs."""
    return " ".join(_UNSEEN.sub("", text).split())


def by_pdfium(path: Path) -> str:
    """What Chrome, Edge and Android read."""
    document = pypdfium2.PdfDocument(path)
    return plain("\n".join(page.get_textpage().get_text_range() for page in document))


def by_poppler(path: Path) -> str:
    """What Evince and Okular read."""
    return plain(_said_by([str(find_program("pdftotext")), "-enc", "UTF-8", str(path), "-"]))


def by_mupdf(path: Path) -> str:
    """What MuPDF reads, in an environment of its own: its licence is the AGPL."""
    python = environment("mupdf-2.0", "--no-deps", "pymupdf==2.0") / "python"
    return plain(_said_by([str(python), "-c", _READ, str(path)]))


def _said_by(command: list[str]) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return ran.stdout


EXTRACTORS = [by_pdfium, by_poppler, by_mupdf]
