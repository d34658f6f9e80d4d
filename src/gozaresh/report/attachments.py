"""A report's own data as files inside its PDF: what a reader needs to count along."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gozaresh.records import kind_of
from gozaresh.report.blocks import Attachment

_LIKE_A_FORMULA = ("-", "+", "@", "=")


def indicators(table: pd.DataFrame, words: dict[str, Any], **filled: str) -> Attachment:
    """Indicators of one district as CSV: a row an indicator and month."""
    description = words["indicators"].format(**filled)
    return Attachment("indicators.csv", description, table.to_csv(index=False))


def records(kind: str, rows: pd.DataFrame, words: dict[str, Any], **filled: str) -> Attachment:
    """Rows of one kind as CSV, as the district submitted them.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    description = words["records"].format(kind=kind_of(kind).title, **filled)
    texts = [key for key, dtype in rows.dtypes.items() if dtype.kind == "O"]
    harmless = {key: [_harmless(text) for text in rows[key].tolist()] for key in texts}
    return Attachment(f"{kind}.csv", description, rows.assign(**harmless).to_csv(index=False))


def _harmless(text: Any) -> Any:
    return f"'{text}" if isinstance(text, str) and text.startswith(_LIKE_A_FORMULA) else text
