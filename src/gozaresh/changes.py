"""What changed from one submission of a district to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from gozaresh.forms.values import cell_value
from gozaresh.records import Column, Kind, kinds

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
COLUMNS = ["kind", "id", "change", "column", "before", "after"]
_SEPARATOR = " · "


def changes(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows added and removed, and each cell changed, by kind in the order of the form.

    Both map kinds to rows with the kind's columns. Columns: kind, id (what the kind's rows are
    told apart by, as the sheet shows it, joined with « · »), change (added, removed, changed),
    and for a changed cell its column with what stood there before and after. Where a sheet was
    merely sorted nothing has changed.
    """
    found = [
        change
        for key, kind in kinds().items()
        for change in _kind_changes(kind, before.get(key), after.get(key))
    ]
    return pd.DataFrame(found, columns=COLUMNS, dtype=object)


def _kind_changes(kind: Kind, before: pd.DataFrame | None, after: pd.DataFrame | None) -> list:
    old, new = _by_identity(kind, before), _by_identity(kind, after)
    gone = [(kind.key, key[0], REMOVED, None, None, None) for key in old if key not in new]
    come = [(kind.key, key[0], ADDED, None, None, None) for key in new if key not in old]
    other = [
        (kind.key, key[0], CHANGED, column.key, old[key][column.key], new[key][column.key])
        for key in old
        if key in new
        for column in kind.columns
        if old[key][column.key] != new[key][column.key]
    ]
    return gone + come + other


def _by_identity(kind: Kind, frame: pd.DataFrame | None) -> dict[tuple[str, int], dict]:
    """Rows by what identifies them; equal ones are told apart by counting them."""
    if frame is None:
        return {}
    rows: dict[tuple[str, int], dict] = {}
    seen: Counter[str] = Counter()
    columns = _identifying(kind)
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        identity = _SEPARATOR.join(str(cell_value(each, row[each.key])) for each in columns)
        rows[identity, seen[identity]] = row
        seen[identity] += 1
    return rows


def _identifying(kind: Kind) -> list[Column]:
    """The columns of a kind that are declared unique; without any, those that are required."""
    for rule in kind.rules:
        if rule.rule == "unique":
            return [kind.column(key) for key in rule.columns]
    return [column for column in kind.columns if column.required]
