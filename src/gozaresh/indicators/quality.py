"""Indicators of the data themselves: how complete a submission is, and how late it came."""

from __future__ import annotations

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.indicators.declared import CELL, CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import quotient
from gozaresh.quality import completeness
from gozaresh.quality import days_late as whole_days_late


@indicator(
    "data_quality",
    title="کیفیت داده",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="خانه‌های پرشدهٔ الزامی و موردانتظار ÷ همهٔ این خانه‌ها",
    source=CENTRE,
)
def data_quality(inputs: Inputs) -> pd.DataFrame:
    """Filled required and expected cells ÷ such cells."""
    cells = completeness(inputs.frames)
    return quotient(cells["filled"], cells["cells"], n=cells["cells"])


@indicator(
    "days_late",
    title="تأخیر در ارسال گزارش",
    unit=Unit.DAYS,
    better=Better.LOWER,
    formula="روزهای گذشته از مهلت ارسال تا دریافت گزارش؛ صفر اگر به‌موقع رسیده است",
    source=CENTRE,
)
def days_late(inputs: Inputs) -> pd.DataFrame:
    """Days from the last one on time to the submission's receipt; 0 on time."""
    due_day = inputs.params.defaults.submission_due_day
    sent = inputs.submissions.set_index(CELL)["received_at"]
    late = [whole_days_late(at, Month.parse(month), due_day) for (_, month), at in sent.items()]
    days = pd.Series(late, sent.index, dtype="int64")
    return pd.DataFrame({"numerator": days, "denominator": 1, "n": 1, "value": days})
