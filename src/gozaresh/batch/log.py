"""The log of a run: JSON lines that say when each report was made, and what its time went into."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

Log = Callable[..., None]


@contextmanager
def open_log(folder: Path) -> Iterator[Log]:
    """A new file in `folder/log`; each call writes a line, its time, an event and what it is."""
    path = folder / "log" / f"{datetime.now():%Y-%m-%dT%H-%M-%S}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", buffering=1) as file:

        def log(event: str, **what: Any) -> None:
            line = {"at": datetime.now().isoformat(timespec="milliseconds"), "event": event} | what
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

        yield log
