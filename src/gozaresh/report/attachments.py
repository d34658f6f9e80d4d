"""A report's own data as files inside its PDF: what a reader needs to count along."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gozaresh.records import kind_of
from gozaresh.report.blocks import Attachment


def indicators(table: pd.DataFrame, words: dict[str, Any], **filled: str) -> Attachment:
    """Indicators of one district as CSV: a row an indicator and month."""
    description = words["indicators"].format(**filled)
    return Attachment("indicators.csv", description, table.to_csv(index=False))


def records(kind: str, rows: pd.DataFrame, words: dict[str, Any], **filled: str) -> Attachment:
    """Rows of one kind as CSV, as the district submitted them."""
    description = words["records"].format(kind=kind_of(kind).title, **filled)
    return Attachment(f"{kind}.csv", description, rows.to_csv(index=False))
