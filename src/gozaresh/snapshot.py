"""The snapshot: what one run reads, frozen into one small DuckDB file before any report starts.

It holds the window of months, the indicators of every district computed once, and the params,
so that every report of a run sees the same data and a past run can be made again.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from gozaresh.calendar import Month
from gozaresh.code import code_digest
from gozaresh.corrections import apply, concerning
from gozaresh.errors import SnapshotError
from gozaresh.indicators import Inputs, compute_all, wilson
from gozaresh.observed import aggregation
from gozaresh.observed.matching import compare
from gozaresh.params import Params, find_root, load_params, snapshots_folder
from gozaresh.records import kinds
from gozaresh.store import Reading, Store, default_url

OBSERVED = ("content", "channels", "campaigns", "contacts", "answers", "declared", "undeclared")


class Snapshot:
    """A frozen run, read only. Open one by its path; every frame it gives is the caller's own."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        if not self.path.is_file():
            raise SnapshotError(f"There is no snapshot {self.path}: make one with `gozaresh run`.")

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self.path), read_only=True)

    @cached_property
    def _meta(self) -> dict[str, Any]:
        return json.loads(self._connection.execute("SELECT document FROM meta").fetchone()[0])

    @cached_property
    def params(self) -> Params:
        """The params as they were when the run began."""
        return Params.from_plain(self._meta["params"])

    @property
    def month(self) -> Month:
        """The month that the run reports on, the last of the window."""
        return Month.parse(self._meta["month"])

    @property
    def months(self) -> tuple[Month, ...]:
        """The window of months, oldest first."""
        return tuple(map(Month.parse, self._meta["months"]))

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that change when anything a report reads changes."""
        return self._meta["version"]

    @cached_property
    def submissions(self) -> pd.DataFrame:
        """Current submissions of the window: district, month, file, sha256, received_at, sample."""
        return self._frame("SELECT * FROM submissions ORDER BY month, district")

    @cached_property
    def corrections(self) -> pd.DataFrame:
        """Cells that the centre corrected in the window; columns as `corrections.APPLIED`."""
        return self._frame("SELECT * FROM corrections")

    @cached_property
    def stale_corrections(self) -> pd.DataFrame:
        """Corrections whose error is no longer there; columns as `corrections.STALE`."""
        return self._frame("SELECT * FROM stale_corrections")

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """Every indicator of every district and month; columns as `indicators.compute_all`.

        Indicator and month are categories: a report picks rows by them a hundred times over.
        """
        return self._frame("SELECT * FROM indicators").astype(
            {"indicator": "category", "month": "category"}
        )

    def row_counts(self, month: Month) -> pd.Series:
        """How many rows each district submitted for a month, indexed by district."""
        kind_rows = " UNION ALL ".join(
            f'SELECT district, month FROM "records_{k}"' for k in kinds()
        )
        query = f"SELECT district, count(*) AS n FROM ({kind_rows}) WHERE month = ? GROUP BY 1"
        return self._connection.execute(query, [str(month)]).df().set_index("district")["n"]

    def slice(self, district: int | None = None) -> str:
        """A digest of all that a report can read: of one district's, or of the whole city's."""
        if district is None:
            return self.version
        return self.slices[district]

    @cached_property
    def slices(self) -> dict[int, str]:
        """The digest of what each district's report can read, by district."""
        return dict(self._connection.execute("SELECT district, digest FROM slices").fetchall())

    def patterns(self) -> pd.DataFrame:
        """The actions of all districts over the window that name another's as their pattern."""
        return self._frame(
            "SELECT * FROM records_actions WHERE pattern IS NOT NULL ORDER BY month, district, row"
        )

    def records(
        self, kind: str, district: int | None = None, month: Month | None = None
    ) -> pd.DataFrame:
        """Rows of one kind, of one district or of all, over the window or of one month."""
        if kind not in kinds():
            raise KeyError(f"There is no record kind {kind!r}; there are {', '.join(kinds())}.")
        wanted = {"district": district, "month": month and str(month)}
        wanted = {column: each for column, each in wanted.items() if each is not None}
        where = " AND ".join(["true", *(f"{column} = ?" for column in wanted)])
        query = f'SELECT * FROM "records_{kind}" WHERE {where} ORDER BY month, district, row'
        return self._connection.execute(query, list(wanted.values())).df()

    def observed(self, kind: str, district: int | None = None) -> pd.DataFrame:
        """What was observed over the window, of one district or of all.

        Kinds: content, channels, campaigns, contacts, answers (columns as the functions of those
        names in `observed.aggregation`), declared and undeclared (`observed.matching.Comparison`).
        """
        if kind not in OBSERVED:
            raise KeyError(f"Nothing observed is called {kind!r}; there are {', '.join(OBSERVED)}.")
        where = "" if district is None else f"WHERE district = {int(district)}"
        return self._frame(f'SELECT * FROM "observed_{kind}" {where}')

    def _frame(self, query: str) -> pd.DataFrame:
        return self._connection.execute(query).df()


def freeze(store: Store, month: Month, params: Params, folder: Path) -> Snapshot:
    """Freeze a month and its window into `folder`, or open it there if nothing has changed."""
    months = month.window(params.defaults.window_months)
    with store.reading() as reading:
        submissions = reading.submissions(months)
        submissions = submissions[submissions["current"]].drop(columns=["id", "size", "current"])
        if str(month) not in set(submissions["month"]):
            raise SnapshotError(_nothing_submitted(reading, month))
        meta = {"month": str(month), "months": [str(each) for each in months]}
        meta["params"] = params.to_plain()
        observed = reading.observed(months)
        meta["version"] = _version(meta, submissions, observed)
        path = folder / f"{month}-{meta['version']}.duckdb"
        if path.is_file():
            return Snapshot(path)
        frames = {key: reading.records(kind, months) for key, kind in kinds().items()}
    _write(path, meta, _frozen(meta, submissions, frames, observed, params, months))
    return Snapshot(path)


def open_snapshot(path: str | None, month: Month) -> Snapshot:
    """The snapshot at `path`; without one, what the store holds now, frozen for that month."""
    if path:
        return Snapshot(path)
    root = find_root()
    return freeze(Store(default_url(root)), month, load_params(root), snapshots_folder(root))


def _frozen(
    meta: Mapping[str, Any],
    submissions: pd.DataFrame,
    frames: Mapping[str, pd.DataFrame],
    observed: pd.DataFrame,
    params: Params,
    months: tuple[Month, ...],
) -> dict[str, pd.DataFrame]:
    """The snapshot's tables: rows as corrected, and what follows from them."""
    known_errors = concerning(params.corrections, submissions)
    frames, corrections, stale = apply(frames, known_errors)
    seen = _seen(observed, frames["content"], params)
    indicators = compute_all(Inputs(frames, submissions, params, seen["declared"]), months)
    own = {"submissions": submissions, "corrections": corrections, **frames, **seen}
    return {
        "submissions": submissions,
        "indicators": indicators,
        "corrections": corrections,
        "stale_corrections": stale,
        "slices": _slices(meta, indicators, frames["actions"], own),
        **{f"records_{key}": frame for key, frame in frames.items()},
        **{f"observed_{key}": frame for key, frame in seen.items()},
    }


def _seen(
    observed: pd.DataFrame, declared: pd.DataFrame, params: Params
) -> dict[str, pd.DataFrame]:
    """What was observed, as records, and beside what was declared."""
    records = dict(aggregation.records(observed))
    low, high = wilson(records["answers"]["people"], records["answers"]["of"])
    records["answers"] = records["answers"].assign(low=low, high=high)
    compared = compare(declared, records["content"], params.matching)
    return {**records, "declared": compared.declared, "undeclared": compared.undeclared}


def _nothing_submitted(reading: Reading, month: Month) -> str:
    there_are = sorted(set(reading.submissions()["month"]))
    if not there_are:
        return "The store is empty: ingest filled workbooks first, with `gozaresh ingest PATH`."
    return f"No district has submitted {month}; the newest month in the store is {there_are[-1]}."


def _version(meta: Mapping[str, Any], submissions: pd.DataFrame, observed: pd.DataFrame) -> str:
    """Over contents and not over bytes: the same data frozen again has the same version.

    The code counts too, because indicators are computed by it.
    """
    read = [code_digest(), meta, submissions.astype(str).to_dict("split"), _digest(observed)]
    canonical = json.dumps(read, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def _slices(
    meta: Mapping[str, Any],
    indicators: pd.DataFrame,
    actions: pd.DataFrame,
    own: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """What each district's report can read: its own rows, and what all share; district, digest."""
    params = {key: each for key, each in meta["params"].items() if key != "corrections"}
    shared = [params, _digest(indicators), _digest(actions[actions["pattern"].notna()])]
    digests = {}
    for district in sorted(indicators["district"].unique()):
        rows = [_digest(each[each["district"] == district]) for each in own.values()]
        read = json.dumps([shared, rows], ensure_ascii=False, sort_keys=True)
        digests[int(district)] = hashlib.sha256(read.encode()).hexdigest()
    return pd.DataFrame({"district": digests.keys(), "digest": digests.values()})


def _digest(frame: pd.DataFrame) -> str:
    return hashlib.sha256(pd.util.hash_pandas_object(frame, index=False).to_numpy()).hexdigest()


def _write(path: Path, meta: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        unfinished = Path(scratch) / path.name
        with duckdb.connect(str(unfinished)) as connection:
            document = json.dumps(meta, ensure_ascii=False)
            connection.execute("CREATE TABLE meta AS SELECT ? AS document", [document])
            for name, frame in tables.items():
                connection.register("frame", frame)
                connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM frame')
                connection.unregister("frame")
        unfinished.replace(path)
