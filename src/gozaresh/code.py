"""The program itself, as a digest: what was computed by other code is not the same again."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


def digest_folder(folder: Path) -> str:
    """Of all files in a folder with their places, but hidden and byte-compiled ones."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and _counts(inside):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{inside.as_posix()}\0{content}\n".encode())
    return digest.hexdigest()[:16]


@cache
def code_digest() -> str:
    """Of this package as this process has imported it."""
    return digest_folder(Path(__file__).parent)


def _counts(path: Path) -> bool:
    return not any(part.startswith(".") or part == "__pycache__" for part in path.parts)
