"""Indicators of training: how much the office's own staff learned."""

from __future__ import annotations

import pandas as pd

from gozaresh.indicators.declared import CELL, CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import quotient


@indicator(
    "training",
    title="آموزش",
    unit=Unit.HOURS,
    better=Better.HIGHER,
    formula="نفرساعت آموزش ÷ شمار کارکنان",
    source=CENTRE,
)
def training(inputs: Inputs) -> pd.DataFrame:
    """Hours of training × those who attended ÷ staff; n is the staff.

    A month whose rows do not say the staff has that of the latest month before that does.
    """
    courses = inputs.rows("trainings")
    hours = (courses["hours"] * courses["attendees"]).groupby([courses[key] for key in CELL]).sum()
    hours = hours.reindex(inputs.cells, fill_value=0).astype("float64")
    staff = courses.groupby(CELL)["staff"].max().astype("float64").reindex(inputs.cells)
    staff = staff.sort_index().groupby("district").ffill().reindex(inputs.cells)
    return quotient(hours, staff, n=staff)
