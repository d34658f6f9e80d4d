"""Known errors in what was submitted, which the centre corrects itself and says so.

A correction stands between store and snapshot: the store keeps what the district sent. Each says
which rows it is for and how the error looks; once the error is gone it is stale, and reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from gozaresh.forms.values import cell_value
from gozaresh.known_errors import Correction, State, typed_value
from gozaresh.persian import persian_digits
from gozaresh.records import Column, kinds

_ABOUT = {"id": "str", "kind": "str", "district": "int64", "month": "str"}
_CELL = {"row": "int64", "column": "str", "before": "str", "after": "str"}
_WHY = {"reason": "str", "asked_by": "str", "date": "datetime64[us]"}
APPLIED = _ABOUT | _CELL | _WHY
STALE = _ABOUT | {"why": "str"} | _WHY

NO_ROW, MENDED = "no_row", "mended"


def concerning(
    corrections: Iterable[Correction], submissions: pd.DataFrame
) -> tuple[Correction, ...]:
    """The active corrections of submissions (district, month) that are there."""
    there = set(zip(submissions["district"], submissions["month"], strict=True))
    return tuple(
        each
        for each in corrections
        if each.status is State.ACTIVE and (each.district, each.month) in there
    )


def apply(
    frames: Mapping[str, pd.DataFrame], corrections: Iterable[Correction]
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame, pd.DataFrame]:
    """Correct rows by kind (district, month, row, the kind's columns); the frames stay as they are.

    Returns the corrected frames; the cells corrected, columns as `APPLIED`, before and after as
    the form shows them; and the corrections that no longer apply, columns as `STALE`, why being
    `no_row` (nothing matches) or `mended` (the error is gone).
    """
    corrected, applied, stale = dict(frames), [], []
    for each in corrections:
        frame = corrected[each.kind]
        rows = (frame["district"] == each.district) & (frame["month"] == each.month)
        rows &= _equal(frame, each.kind, each.match)
        wrong = rows & _equal(frame, each.kind, each.still)
        if wrong.any():
            corrected[each.kind] = _set(frame, wrong, each)
            applied += _corrected_cells(frame, wrong, each)
        else:
            stale.append(_about(each) | {"why": MENDED if rows.any() else NO_ROW})
    return corrected, _table(applied, APPLIED), _table(stale, STALE)


def _equal(frame: pd.DataFrame, kind: str, cells: Mapping[str, Any]) -> pd.Series:
    same = pd.Series(True, index=frame.index)
    for key, value in cells.items():
        typed = typed_value(kinds()[kind].column(key), value)
        same &= frame[key].isna() if typed is None else (frame[key] == typed).fillna(False)
    return same.astype(bool)


def _set(frame: pd.DataFrame, rows: pd.Series, correction: Correction) -> pd.DataFrame:
    frame = frame.copy()
    for key, value in correction.right.items():
        frame.loc[rows, key] = typed_value(kinds()[correction.kind].column(key), value)
    return frame


def _corrected_cells(
    frame: pd.DataFrame, rows: pd.Series, correction: Correction
) -> list[dict[str, Any]]:
    columns = [kinds()[correction.kind].column(key) for key in correction.right]
    return [
        _about(correction)
        | {
            "row": row["row"],
            "column": column.key,
            "before": _shown(column, row[column.key]),
            "after": _shown(column, typed_value(column, correction.right[column.key])),
        }
        for row in frame[rows].to_dict("records")
        for column in columns
    ]


def _about(correction: Correction) -> dict[str, Any]:
    return {key: getattr(correction, key) for key in (*_ABOUT, *_WHY)}


def _shown(column: Column, value: object) -> str | None:
    shown = cell_value(column, value)
    return None if shown is None else persian_digits(shown)


def _table(rows: list[dict[str, Any]], types: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(types)).astype(types)
