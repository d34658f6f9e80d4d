"""`run.json`: what became of each report and why it was made or kept; a run goes on from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from gozaresh import __version__
from gozaresh.batch.files import write_whole
from gozaresh.batch.fingerprint import Fingerprint

_NAMED = 6


@dataclass(frozen=True)
class Entry:
    """What became of a report: `state` is made, kept or failed, `why` the reason for that."""

    state: str
    why: str
    at: str
    seconds: float = 0.0
    sha256: str = ""
    fingerprint: Fingerprint | None = None


class Ledger:
    """The state of every report of a folder, on disk at each moment."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "run.json"
        self._reports = _read(self._path)

    @property
    def reports(self) -> Mapping[str, Entry]:
        """What became of each report of the folder, by name."""
        return self._reports

    def why_make(self, name: str, fingerprint: Fingerprint) -> str | None:
        """Why a report must be made, or None if it may be kept."""
        before = self._reports.get(name)
        if before is None:
            return "it was never made"
        if before.state == "failed":
            return "the last attempt failed"
        if before.sha256 != _digest(self._folder / f"{name}.pdf"):
            return "its PDF is missing or not the one that was made"
        known = before.fingerprint or {}
        labels = fingerprint.keys() | known.keys()
        changed = sorted(each for each in labels if fingerprint.get(each) != known.get(each))
        more = f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
        return f"changed: {', '.join(changed[:_NAMED])}{more}" if changed else None

    def keep(self, names: list[str]) -> None:
        """Note that these reports stay as they are."""
        for name in names:
            before = self._reports[name]
            self._reports[name] = replace(before, state="kept", why="nothing changed")

    def made(self, name: str, why: str, seconds: float, fingerprint: Fingerprint) -> None:
        """Note a report that is in place, and write everything down."""
        sha256 = _digest(self._folder / f"{name}.pdf")
        self._reports[name] = Entry("made", why, _now(), seconds, sha256, fingerprint)
        self.write()

    def failed(self, name: str, why: str, seconds: float) -> None:
        """Note a report that could not be made, and write everything down."""
        self._reports[name] = Entry("failed", why, _now(), seconds)
        self.write()

    def write(self, *, finished: bool = False) -> None:
        """Write `run.json`, whole."""
        content = {
            "version": __version__,
            "written": _now(),
            "finished": finished,
            "reports": {name: asdict(entry) for name, entry in sorted(self._reports.items())},
        }
        write_whole(self._path, json.dumps(content, ensure_ascii=False, indent=1).encode())


def _read(path: Path) -> dict[str, Entry]:
    """An unreadable one (an older version's, or damaged by hand) is none: all is made again."""
    try:
        reports = json.loads(path.read_bytes())["reports"]
        return {name: Entry(**entry) for name, entry in reports.items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")
