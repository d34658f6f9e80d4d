"""Freezing: the store's window of months into a snapshot, before any report starts."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from gozaresh import frame_file
from gozaresh.calendar import Month
from gozaresh.code import code_digest
from gozaresh.corrections import apply, concerning
from gozaresh.errors import SnapshotError
from gozaresh.indicators import Inputs, compute_all, wilson
from gozaresh.indicators.composite import composite
from gozaresh.indicators.ranking import quartiles, rankings
from gozaresh.observed import aggregation
from gozaresh.observed.matching import compare
from gozaresh.params import Params, find_root, load_params, snapshots_folder
from gozaresh.records import kinds
from gozaresh.snapshot import Snapshot
from gozaresh.store import Reading, Store, default_url


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
        path = folder / f"{month}-{meta['version']}.sqlite"
        if path.is_file():
            return Snapshot(path)
        frames = {key: reading.records(kind, months) for key, kind in kinds().items()}
    _write(path, meta, *_frozen(meta, submissions, frames, observed, params, months))
    return Snapshot(path)


def freeze_current(month: Month) -> Snapshot:
    """What the project's store holds now, frozen for that month."""
    root = find_root()
    return freeze(Store(default_url(root)), month, load_params(root), snapshots_folder(root))


def _frozen(
    meta: Mapping[str, Any],
    submissions: pd.DataFrame,
    frames: Mapping[str, pd.DataFrame],
    observed: pd.DataFrame,
    params: Params,
    months: tuple[Month, ...],
) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """The snapshot's frames: what follows from the rows, and the rows as corrected."""
    known_errors = concerning(params.corrections, submissions)
    frames, corrections, stale = apply(frames, known_errors)
    seen = _seen(observed, frames["content"], params)
    indicators = compute_all(Inputs(frames, submissions, params, seen["declared"]), months)
    composites = composite(indicators, params)
    own = {"submissions": submissions, "corrections": corrections, **frames, **seen}
    actions = frames["actions"]
    following = {
        "submissions": submissions.sort_values(["month", "district"], kind="stable"),
        "indicators": indicators.astype({"indicator": "category", "month": "category"}),
        "quartiles": quartiles(indicators).reset_index(),
        "composite": composites.reset_index(),
        "ranking": rankings(composites).reset_index(),
        "corrections": corrections,
        "stale_corrections": stale,
        "patterns": actions[actions["pattern"].notna()],
        "slices": _slices(meta, indicators, frames["actions"], own),
        **{f"observed_{key}": frame for key, frame in seen.items()},
    }
    return following, {f"records_{key}": frame for key, frame in frames.items()}


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
    oldest, newest = there_are[0], there_are[-1]
    if str(month) > newest:
        return f"No district has submitted {month}; the newest month in the store is {newest}."
    return f"No district has submitted {month}; the store goes from {oldest} to {newest}."


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
    hashed = [(each["district"].to_numpy(), _hashes(each)) for each in own.values()]
    digests = {}
    for district in sorted(indicators["district"].unique()):
        rows = [_digested(hashes[of == district]) for of, hashes in hashed]
        read = json.dumps([shared, rows], ensure_ascii=False, sort_keys=True)
        digests[int(district)] = hashlib.sha256(read.encode()).hexdigest()
    return pd.DataFrame({"district": digests.keys(), "digest": digests.values()})


def _digest(frame: pd.DataFrame) -> str:
    return _digested(_hashes(frame))


def _hashes(frame: pd.DataFrame) -> np.ndarray:
    """A number a row, which says nothing of the other rows."""
    return pd.util.hash_pandas_object(frame, index=False).to_numpy()


def _digested(hashes: np.ndarray) -> str:
    return hashlib.sha256(hashes).hexdigest()


def _write(
    path: Path,
    meta: Mapping[str, Any],
    following: Mapping[str, pd.DataFrame],
    records: Mapping[str, pd.DataFrame],
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        unfinished = Path(scratch) / path.name
        document = json.dumps(meta, ensure_ascii=False)
        frame_file.write(unfinished, document, following, in_pieces=records)
        unfinished.replace(path)
