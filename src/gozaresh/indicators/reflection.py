"""Indicators of reflection: how far other media carried what was told, and in what tone."""

from __future__ import annotations

import pandas as pd

from gozaresh.indicators.declared import CELL, CENTRE, Better, Inputs, Unit, indicator
from gozaresh.indicators.measured import count, quotient, share


@indicator(
    "pickup",
    title="بازنشر رسانه‌ای",
    unit=Unit.RATIO,
    better=Better.HIGHER,
    formula="شمار بازنشرها ÷ شمار محتوا",
    source=CENTRE,
)
def pickup(inputs: Inputs) -> pd.DataFrame:
    """Pickups by other media ÷ items of content."""
    content = count(inputs, inputs.rows("content"))["value"]
    return quotient(count(inputs, inputs.rows("pickups"))["value"], content, n=content)


@indicator(
    "outlets",
    title="رسانه‌های یکتا",
    unit=Unit.OUTLETS,
    better=Better.HIGHER,
    formula="شمار رسانه‌های متمایزی که خبر منطقه را بازنشر کرده‌اند",
    source=CENTRE,
)
def outlets(inputs: Inputs) -> pd.DataFrame:
    """Different outlets that picked something up."""
    pickups = inputs.rows("pickups")
    return count(inputs, pickups.drop_duplicates([*CELL, "outlet"]), among=pickups)


@indicator(
    "national",
    title="بازتاب سراسری",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="بازنشر در رسانه‌های سراسری ÷ همهٔ بازنشرها",
    source=CENTRE,
)
def national(inputs: Inputs) -> pd.DataFrame:
    """Pickups by national outlets ÷ pickups."""
    pickups = inputs.rows("pickups")
    return share(pickups, pickups["reach"] == "national")


@indicator(
    "voice",
    title="سهم از صدا",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    formula="بازنشرهای منطقه ÷ بازنشرهای همهٔ مناطق در همان ماه",
    source=CENTRE,
)
def voice(inputs: Inputs) -> pd.DataFrame:
    """The district's pickups ÷ those of all districts that submitted the month."""
    own = count(inputs, inputs.rows("pickups"))["value"]
    everyone = own.groupby("month").transform("sum")
    return quotient(own, everyone, n=everyone)


@indicator(
    "tone",
    title="خالص لحن بازتاب",
    unit=Unit.INDEX,
    better=Better.HIGHER,
    formula="(بازنشر مثبت − بازنشر منفی) ÷ همهٔ بازنشرها",
    source=CENTRE,
)
def tone(inputs: Inputs) -> pd.DataFrame:
    """Positive less negative pickups ÷ pickups, −1 to 1."""
    pickups = inputs.rows("pickups")
    signs = pickups["tone"].map({"positive": 1, "neutral": 0, "negative": -1})
    net = signs.groupby([pickups[key] for key in CELL]).agg(["sum", "size"])
    return quotient(net["sum"], net["size"], n=net["size"])
