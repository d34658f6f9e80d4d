"""Writes the sample workbooks, and only those that do not stand as this program writes them."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import xlsxwriter

from gozaresh.calendar import TEHRAN, Month
from gozaresh.demo.generate import records
from gozaresh.demo.office import SEED, office, submits
from gozaresh.forms import write_form
from gozaresh.param_files import District

_MANIFEST = "manifest.json"
_PACKAGE = Path(__file__).resolve().parents[1]
_MADE_BY = ("demo/*.py", "demo/*.yml", "forms/*", "records.*", "calendar.py", "persian.py")
# Starting a second process costs about as much as writing this many workbooks.
_WORTH_A_POOL = 30


@dataclass(frozen=True)
class Written:
    """What `write_demo` did: the workbooks it wrote, and those that stood there already."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


@dataclass(frozen=True)
class _Task:
    path: Path
    district: District
    month: Month
    due_day: int
    seed: int

    @property
    def made_from(self) -> str:
        """A digest of all that decides the workbook's bytes."""
        facts = (self.district.model_dump_json(), str(self.month), self.due_day, self.seed)
        return _digest(repr((_program(), *facts)).encode())


def write_demo(
    out: Path,
    last: Month,
    months: int,
    districts: Iterable[District],
    due_day: int,
    *,
    workers: int | None = None,
    seed: int = SEED,
    on_written: Callable[[Path], object] = lambda _: None,
) -> Written:
    """Write `out/1401-10/district-12.xlsx` … for the `months` months that end with `last`.

    A workbook's time of change is when its district would have sent it in; forms are due on
    `due_day` of the month that follows, and some districts are late, or miss a month. A workbook
    that stands as it was written is left alone; `on_written` is called with each of the others.
    Raises `KeyError` for a district of which no material is written.
    """
    manifest = _read_manifest(out)
    tasks, missing = _plan(out, last.window(months), tuple(districts), due_day, seed)
    for path in missing:
        if manifest.pop(_name(out, path), None):
            path.unlink(missing_ok=True)
    stale = [task for task in tasks if not _stands(task, manifest.get(_name(out, task.path)))]
    for task, digest in _write_all(stale, workers or os.cpu_count() or 1):
        manifest[_name(out, task.path)] = {"made_from": task.made_from, "sha256": digest}
        on_written(task.path)
    _write_manifest(out, manifest)
    written = tuple(task.path for task in stale)
    return Written(written, tuple(task.path for task in tasks if task.path not in set(written)))


def _plan(
    out: Path, months: Iterable[Month], districts: tuple[District, ...], due_day: int, seed: int
) -> tuple[list[_Task], list[Path]]:
    """The workbooks to be there, and the paths of those that their districts never sent."""
    grid = [
        _Task(out / str(month) / f"district-{each.number:02d}.xlsx", each, month, due_day, seed)
        for month in months
        for each in districts
    ]
    sent = [task for task in grid if submits(task.district.number, task.month)]
    return sent, [task.path for task in grid if task not in sent]


def _stands(task: _Task, known: dict[str, str] | None) -> bool:
    return (
        known is not None
        and known["made_from"] == task.made_from
        and task.path.is_file()
        and _digest(task.path.read_bytes()) == known["sha256"]
    )


def _write_all(tasks: list[_Task], workers: int) -> Iterator[tuple[_Task, str]]:
    """Each task and the digest of the workbook it gave, in the order of the tasks."""
    if workers == 1 or len(tasks) < _WORTH_A_POOL:
        yield from zip(tasks, map(_write, tasks), strict=True)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as executor:
        yield from zip(tasks, executor.map(_write, tasks, chunksize=4), strict=True)


def _write(task: _Task) -> str:
    sender = office(task.district, task.month, task.due_day, task.seed)
    received = sender.received_at
    write_form(task.path, task.district, task.month, records(sender), received, sample=True)
    instant = received.replace(tzinfo=TEHRAN).timestamp()
    os.utime(task.path, (instant, instant))
    return _digest(task.path.read_bytes())


@cache
def _program() -> str:
    """A digest of the code and the material that the workbooks are made by."""
    parts = [xlsxwriter.__version__.encode()]
    for pattern in _MADE_BY:
        parts += [path.read_bytes() for path in sorted(_PACKAGE.glob(pattern)) if path.is_file()]
    return _digest(b"\0".join(parts))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _name(out: Path, path: Path) -> str:
    return path.relative_to(out).as_posix()


def _read_manifest(out: Path) -> dict[str, dict[str, str]]:
    path = out / _MANIFEST
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _write_manifest(out: Path, manifest: dict[str, dict[str, str]]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    unfinished = out / f".{_MANIFEST}.part"
    unfinished.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    unfinished.replace(out / _MANIFEST)
