"""Indicators of the contact bank: how many people the office can reach."""

from __future__ import annotations

import pandas as pd

from gozaresh.indicators.declared import CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import growth, sums


@indicator(
    "contacts",
    title="مخاطبان فعال",
    unit=Unit.PEOPLE,
    better=Better.HIGHER,
    formula="همهٔ مخاطبان − در دسترس نبودند − انصراف",
    source=CENTRE,
)
def contacts(inputs: Inputs) -> pd.DataFrame:
    """Contacts less the unreachable and those who opted out; n is all of the bank."""
    total = _bank(inputs)
    return pd.DataFrame(
        {"numerator": total["active"], "denominator": 1, "n": total["total"]}
    ).assign(value=total["active"])


@indicator(
    "contacts_growth",
    title="رشد مخاطبان فعال",
    unit=Unit.PERCENT,
    better=Better.HIGHER,
    formula="(مخاطبان فعال − مخاطبان فعال ماه پیش) ÷ مخاطبان فعال ماه پیش",
    source=CENTRE,
)
def contacts_growth(inputs: Inputs) -> pd.DataFrame:
    """The change of active contacts since the month before ÷ what they were then."""
    return growth(_bank(inputs)["active"])


def _bank(inputs: Inputs) -> pd.DataFrame:
    total = sums(inputs.rows("contacts"), "total", "unreachable", "opted_out")
    return total.assign(active=total["total"] - total["unreachable"] - total["opted_out"])
