"""The index of a month: one page that lists every report, kept current.

What the page looks like is `templates/index.html`'s affair. Beside it `index.json` keeps what the
next run compares itself with, and the pictures of first pages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from gozaresh.batch.book import NAME as BOOK
from gozaresh.batch.files import write_whole
from gozaresh.batch.ledger import Entry
from gozaresh.batch.reports import Listed
from gozaresh.calendar import tehran_now
from gozaresh.code import code_digest
from gozaresh.errors import TemplateFaultError
from gozaresh.seal import Sealed

# Imported late: a run that finds nothing to do needs none of it.
_WRITES = ("gozaresh.batch.page", "gozaresh.batch.thumbnails", "gozaresh.snapshot", "jinja2")

Picture = Mapping[str, str]  # the digest of a PDF (`of`), and its first page (`uri`)


@dataclass
class Index:
    """The index page of a folder of reports, whose figures are those of a snapshot."""

    out: Path
    templates: Path
    listed: Sequence[Listed]
    snapshot: Sealed
    _pictures: dict[str, Picture] = field(default_factory=dict, init=False)

    def get_ready(self) -> None:
        """Import what writing it takes: while the first kernels start there is time for that."""
        for module in _WRITES:
            import_module(module)

    def add(self, name: str) -> None:
        """Take the picture of a report that has been made, so that none is left to the end."""
        self._pictures[name] = self._picture(name, self._pictures)

    def keep_current(self, entries: Mapping[str, Entry]) -> None:
        """Write `index.html`, if anything that it shows has changed since it was written.

        Raises `TemplateFaultError` when the template cannot be filled; the last good page stays.
        """
        of, memory = self._depends_on(entries), self._memory()
        if memory.get("of") == of and (self.out / "index.html").is_file():
            return
        self._write(entries, memory, of)

    def _write(self, entries: Mapping[str, Entry], memory: dict[str, Any], of: str) -> None:
        from gozaresh.batch.page import page
        from gozaresh.batch.standing import Standing
        from gozaresh.snapshot import Snapshot

        standing, now = Standing(Snapshot(self.snapshot.path)), tehran_now()
        before = _compared_with(memory, self.snapshot.version)
        pictures = self._all_pictures(memory.get("pictures", {}))
        uris = {name: each["uri"] for name, each in pictures.items()}
        filled = page(standing, self.listed, entries, uris, before, now)
        write_whole(self.out / "index.html", self._render(filled).encode())
        own = _noted(standing, now)
        noted = {"of": of, "own": own, "before": before, "pictures": pictures}
        write_whole(self.out / "index.json", json.dumps(noted, ensure_ascii=False).encode())

    def _depends_on(self, entries: Mapping[str, Entry]) -> str:
        outcomes = {
            name: each.why if each.state == "failed" else each.sha256
            for name, each in entries.items()
        }
        looks = {path.name: path.read_text("utf-8") for path in self.templates.glob("index.*")}
        names = [each.name for each in self.listed]
        read = [self.snapshot.version, outcomes, looks, names, code_digest()]
        return hashlib.sha256(json.dumps(read, sort_keys=True).encode()).hexdigest()

    def _memory(self) -> dict[str, Any]:
        """An unreadable one is none: the page is written anew, with nothing to compare it with."""
        try:
            memory = json.loads((self.out / "index.json").read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        return memory if isinstance(memory, dict) else {}

    def _all_pictures(self, remembered: Mapping[str, Picture]) -> dict[str, Picture]:
        """The first page of every report that is there, by its name."""
        known = {**remembered, **self._pictures}
        names = (BOOK, *(each.name for each in self.listed))
        return {
            name: self._picture(name, known)
            for name in names
            if (self.out / f"{name}.pdf").is_file()
        }

    def _picture(self, name: str, known: Mapping[str, Picture]) -> Picture:
        """The first page of a report, as it is known if it is of the same PDF."""
        from gozaresh.batch.thumbnails import thumbnail

        pdf = self.out / f"{name}.pdf"
        sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
        if known.get(name, {}).get("of") == sha256:
            return known[name]
        return {"of": sha256, "uri": thumbnail(pdf)}

    def _render(self, filled: Mapping[str, Any]) -> str:
        import jinja2

        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self.templates),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        try:
            return environment.get_template("index.html").render(filled)
        except jinja2.TemplateError as error:
            raise TemplateFaultError(
                f"The index page could not be made: templates/index.html: {error}. The reports "
                "themselves are in place."
            ) from error


def _compared_with(memory: Mapping[str, Any], version: str) -> dict[str, Any] | None:
    """What the last run with other data noted: a run that only mends a report changes no figure."""
    own = memory.get("own")
    return memory.get("before") if own and own["version"] == version else own


def _noted(standing: Any, now: datetime) -> dict[str, Any]:
    places = {
        str(each.district): {
            "composite": each.composite,
            "band": each.band,
            "received": each.received_at.isoformat() if each.received_at else None,
        }
        for each in standing.places.values()
    }
    return {"version": standing.version, "at": now.isoformat(), "places": places}
