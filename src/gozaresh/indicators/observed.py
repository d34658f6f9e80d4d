"""Indicators of what was seen: whether what a district declares was really published."""

from __future__ import annotations

import pandas as pd

from gozaresh.indicators.declared import CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import share


@indicator(
    "declared_vs_observed",
    title="راستی‌آزمایی",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="محتوای اعلام‌شده‌ای که در میان مشاهده‌شده‌ها پیدا شد ÷ محتوای اعلام‌شده",
    source=CENTRE,
)
def declared_vs_observed(inputs: Inputs) -> pd.DataFrame:
    """Declared content found among the observed ÷ declared content.

    Only of months in which something of the district was observed; else there is no value.
    """
    return share(inputs.compared, inputs.compared["found"])
