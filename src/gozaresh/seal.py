"""Which snapshot a month has: the one that is there, if nothing it was frozen from has changed.

That is told from the files of `params/`, this program and the headers of the store's file. Neither
params nor store nor snapshot are read, so that a run that finds nothing to do is over at once. A
store on PostgreSQL has no file; there it is always asked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from gozaresh.calendar import Month
from gozaresh.code import code_digest, digest_folder

# A DuckDB file begins with three headers of this size; a checkpoint counts up in one of them.
_HEADERS = 3 * 4096
_SCHEME = "duckdb:///"


@dataclass(frozen=True)
class Sealed:
    """A snapshot, and what a plan must know of it; `origin` says what it was frozen from.

    `districts` are all that there are, by number, with their names; `meetings` the numbers of those
    that have a meeting looking back on the month.
    """

    path: Path
    month: Month
    version: str
    slices: Mapping[int, str]
    city: str
    districts: Mapping[int, str]
    meetings: Collection[int]
    origin: str | None = None

    def slice(self, district: int | None = None) -> str:
        """As `Snapshot.slice`."""
        return self.version if district is None else self.slices[district]


def sealed(
    url: str,
    month: Month,
    root: Path,
    folder: Path,
    before_freezing: Callable[[], None] | None = None,
) -> Sealed:
    """The snapshot of a month in `folder`, frozen from the store at `url` if it must be.

    `root` is the project's, whose params it is frozen with; `before_freezing` starts what is worth
    its time only then. Raises `ParamsError`, and `SnapshotError` and `StoreError` as
    `freezing.freeze` does.
    """
    origin = _origin(url, root)
    seal = folder / f"{month}.json"
    known = _read(seal)
    if known and origin and known.origin == origin and known.path.is_file():
        return known
    if before_freezing:
        before_freezing()
    frozen = _freeze(url, month, root, folder, origin)
    seal.write_text(json.dumps(asdict(frozen) | {"path": str(frozen.path), "month": str(month)}))
    return frozen


def _freeze(url: str, month: Month, root: Path, folder: Path, origin: str | None) -> Sealed:
    from gozaresh.freezing import freeze
    from gozaresh.params import load_params
    from gozaresh.store import Store

    params = load_params(root)
    snapshot = freeze(Store(url), month, params, folder)
    return Sealed(
        snapshot.path.resolve(),
        month,
        snapshot.version,
        snapshot.slices,
        params.defaults.city,
        {number: each.name for number, each in params.districts.items()},
        [number for number in params.districts if params.meeting(number, month)],
        origin,
    )


def _origin(url: str, root: Path) -> str | None:
    """A digest of all that a snapshot is made of, or None where the store itself must be asked."""
    file = Path(url.removeprefix(_SCHEME))
    if not url.startswith(_SCHEME) or not file.is_file():
        return None
    about = file.stat()
    with file.open("rb") as opened:
        headers = opened.read(_HEADERS)
    log = file.with_name(f"{file.name}.wal")
    written = hashlib.sha256(headers + (log.read_bytes() if log.is_file() else b"")).hexdigest()
    store = [str(file.resolve()), about.st_size, about.st_mtime_ns, written]
    made_of = [*store, code_digest(), digest_folder(root / "params")]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def _read(path: Path) -> Sealed | None:
    """A damaged seal is none: the store is asked."""
    try:
        plain = json.loads(path.read_bytes())
        return Sealed(
            Path(plain["path"]),
            Month.parse(plain["month"]),
            plain["version"],
            _by_number(plain["slices"]),
            plain["city"],
            _by_number(plain["districts"]),
            plain["meetings"],
            plain["origin"],
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _by_number(plain: Mapping[str, str]) -> dict[int, str]:
    return {int(district): text for district, text in plain.items()}
