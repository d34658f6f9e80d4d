"""A PDF's bytes changed by way of pikepdf."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any


def edited(pdf: bytes, edit: Callable[[Any], None]) -> bytes:
    """The PDF as it is after `edit` has been at work on it, opened by pikepdf.

    It goes through files: bytes in memory pikepdf reads and writes a word at a time, by calls into
    Python, which takes twice as long.
    """
    import pikepdf

    with TemporaryFile() as given, TemporaryFile() as made:
        given.write(pdf)
        given.seek(0)
        with pikepdf.open(given, access_mode=pikepdf.AccessMode.mmap) as document:
            edit(document)
            document.save(made, deterministic_id=True)
        made.seek(0)
        return made.read()
