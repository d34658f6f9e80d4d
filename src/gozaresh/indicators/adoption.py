"""Indicators of influence: whose work other districts take as their pattern."""

from __future__ import annotations

import pandas as pd

from gozaresh.indicators.declared import CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import count


@indicator(
    "adopted",
    title="الگوبرداری از منطقه",
    unit=Unit.ITEMS,
    better=Better.HIGHER,
    formula="اقدامات مناطق دیگر که یکی از اقدامات این منطقه را الگو نامیده‌اند",
    source=CENTRE,
)
def adopted(inputs: Inputs) -> pd.DataFrame:
    """Other districts' actions of the month that name one of ours as their pattern."""
    copies = inputs.rows("actions").dropna(subset=["pattern"])
    owner = copies["pattern"].str.split("/").str[0].astype("int64")
    others = copies.assign(district=owner)[owner != copies["district"]]
    return count(inputs, others)
