"""Pictures that lie beside a notebook: read only from its own folder and those below it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

Beside = Callable[[str], bytes | None]
_LARGEST = 50_000_000


def nothing_beside(_: str) -> None:
    """For a notebook that lies nowhere."""


def beside(folder: Path) -> Beside:
    """A function that reads what an address in a notebook of this folder refers to, or gives None.

    An address that leads out of the folder, by dots, a root or a link, refers to nothing.
    """
    root = folder.resolve()

    def read(address: str) -> bytes | None:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            return None
        try:
            path = (root / unquote(parts.path)).resolve()
            if not path.is_relative_to(root) or path.stat().st_size > _LARGEST:
                return None
            return path.read_bytes() if path.is_file() else None
        except (OSError, ValueError):  # not there, or no name that a file can have
            return None

    return read
