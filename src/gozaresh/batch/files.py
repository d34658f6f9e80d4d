"""What a run does to its folder: files that appear only whole, and one run at a time."""

from __future__ import annotations

import getpass
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from gozaresh.errors import RunLockedError

try:
    import fcntl
except ModuleNotFoundError:  # Windows
    fcntl = None
    import msvcrt


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` so that nobody, after a power cut either, finds a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        part.replace(path)
    except OSError:
        part.unlink()
        raise


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Keep other runs out of `folder`; raise `RunLockedError` when one is in it.

    The system lets go of the lock when the process ends, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a+b") as file:
        if not _lock(file):
            raise RunLockedError(_who(file, folder))
        file.truncate(0)
        file.write(json.dumps(_myself()).encode())
        file.flush()
        yield
        file.truncate(0)


def _lock(file: BinaryIO) -> bool:
    try:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            file.seek(1 << 30)  # far from the text, which others may then read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _myself() -> dict[str, str | int]:
    since = datetime.now().isoformat(" ", "seconds")
    try:
        user = getpass.getuser()
    except (ImportError, KeyError, OSError):  # as in a container
        user = "an account without a name"
    return {
        "user": user,
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "since": since,
    }


def _who(file: BinaryIO, folder: Path) -> str:
    file.seek(0)
    try:
        who = "{user} on {host} (process {pid}), since {since}".format(**json.loads(file.read()))
    except (ValueError, KeyError):
        who = "someone who has only just begun"
    return f"A run is at work in {folder}: {who}. Wait for it to end, or stop it."
