"""Filled workbooks into the store: read on all cores, each whole or not at all."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from gozaresh.calendar import tehran_now
from gozaresh.intake import IntakeError, Submission, read_workbook
from gozaresh.params import Params
from gozaresh.store import Receipt, Refusal, Store

# Starting a second process costs about as much as reading this many workbooks.
_WORTH_A_POOL = 12


@dataclass(frozen=True)
class Ingested:
    """What became of the files: taken with their receipts, already known, or refused and why."""

    taken: tuple[tuple[Submission, Receipt], ...]
    known: tuple[Path, ...]
    refused: tuple[tuple[Path, IntakeError], ...]


def workbooks(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the .xlsx files below the folders named, oldest first.

    Raises `FileNotFoundError` for a path that is not there. Excel's own lock files are left out.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"There is no file or folder {path}.")
        found += sorted(path.rglob("*.xlsx")) if path.is_dir() else [path]
    named = (path for path in found if not path.name.startswith(("~$", ".")))
    return sorted(named, key=lambda path: path.stat().st_mtime_ns)


def ingest(
    files: list[Path],
    store: Store,
    params: Params,
    *,
    workers: int | None = None,
    on_read: Callable[[Path], object] = lambda _: None,
) -> Ingested:
    """Read the files that the store does not know yet; add those that are right, note the rest."""
    hashes = {path: _sha256(path) for path in files}
    known = store.known(hashes.values())
    new = [path for path in files if hashes[path] not in known]
    read: list[tuple[Path, Submission]] = []
    refused: list[tuple[Path, IntakeError]] = []
    for path, outcome in _read_all(new, params, workers or os.cpu_count() or 1):
        on_read(path)
        if isinstance(outcome, IntakeError):
            refused.append((path, outcome))
        else:
            read.append((path, outcome))
    attempts = [_attempt(path, hashes[path], error) for path, error in refused]
    submissions = [submission for _, submission in read]
    receipts = store.add(submissions, attempts) if new else []
    taken = tuple(
        (submission, receipt)
        for submission, receipt in zip(submissions, receipts, strict=True)
        if receipt.new
    )
    # Another intake may have taken the same file while we read it.
    meanwhile = {path for (path, _), receipt in zip(read, receipts, strict=True) if not receipt.new}
    already = tuple(path for path in files if hashes[path] in known or path in meanwhile)
    return Ingested(taken, already, tuple(refused))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _attempt(path: Path, sha256: str, error: IntakeError) -> Refusal:
    return Refusal(
        file=path.name,
        sha256=sha256,
        size=path.stat().st_size,
        refused_at=tehran_now(),
        faults=len(error.faults),
        district=error.district,
        month=error.month,
    )


def _read_all(
    files: list[Path], params: Params, workers: int
) -> Iterator[tuple[Path, Submission | IntakeError]]:
    """Each file and what reading it gave, in the order of the files."""
    read = partial(
        _read,
        districts=tuple(params.districts),
        messages=params.messages["intake"],
        received_at=tehran_now(),
    )
    if workers == 1 or len(files) < _WORTH_A_POOL:
        yield from zip(files, map(read, files), strict=True)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as executor:
        yield from zip(files, executor.map(read, files, chunksize=4), strict=True)


def _read(
    path: Path, districts: tuple[int, ...], messages: Mapping[str, Any], received_at: datetime
) -> Submission | IntakeError:
    try:
        return read_workbook(path, districts, messages, received_at)
    except IntakeError as error:
        return error
