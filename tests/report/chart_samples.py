"""One small figure of every chart, from frames that a reader can count along."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime

import pandas as pd

from gozaresh.params import find_root, load_params
from gozaresh.persian import number, percent
from gozaresh.report import charts
from gozaresh.report.blocks import Figure

LOOK = charts.Look.of(load_params(find_root()))
NONE = float("nan")

MONTHS = pd.DataFrame(
    {"value": [0.8, 0.7, NONE, 0.9, 0.85], "city": [0.75, 0.75, 0.76, 0.77, NONE]},
    index=["1400-11", "1400-12", "1401-01", "1401-02", "1401-03"],
)
HOURS = pd.Series([2.0, 5.0, 24.0, 25.0, 100.0, NONE, NONE])
DISTRICTS = pd.DataFrame(
    {
        "value": [0.7, 0.9, 0.8, 1.0, NONE],
        "low": [0.6, 0.8, 0.65, 0.4, NONE],
        "high": [0.8, 0.95, 0.9, 1.0, NONE],
        "enough": [True, True, True, False, False],
    },
    index=[1, 2, 12, 19, 22],
)
ITEMS = pd.DataFrame(
    [("خبر", "شهر", 30), ("خبر", "همشهری", 10), ("ویدئو", "شهر", 5), ("گزارش", "ایرنا", 5)],
    columns=["kind", "outlet", "items"],
)
CELLS = pd.DataFrame(
    [
        ("پوشش", 1, 0.1, "۱۰"),
        ("پوشش", 2, 1.0, "۱۰۰"),
        ("پوشش", 12, NONE, "—"),
        ("دقت", 1, 0.95, "۹۵"),
        ("دقت", 2, 0.5, "۵۰"),
        ("دقت", 12, 0.7, "۷۰"),
    ],
    columns=["indicator", "district", "score", "text"],
)
TILES = pd.DataFrame(
    {"row": [0, 2, 2, 2], "column": [4, 3, 4, 5], "value": [0.5, 0.6, 0.9, NONE]},
    index=[1, 11, 12, 13],
)
STAGES = pd.DataFrame(
    {"stage": ["پیشنهاد", "کمیسیون", "ابلاغ"], "count": [40, 30, 10], "days": [12, 20, NONE]}
)
BEGAN = datetime(2022, 10, 4, 10)
COPIES = pd.DataFrame(
    [
        (5, datetime(2022, 12, 1)),
        (7, datetime(2022, 11, 1)),
        (5, datetime(2022, 11, 20)),
        (12, datetime(2022, 11, 2)),
    ],
    columns=["district", "completed_at"],
)

SAMPLES: dict[str, Callable[[], Figure]] = {
    "trend": lambda: charts.trend(
        MONTHS, LOOK, caption="روند پوشش", name="منطقه ۱۲", shown=percent, target=0.9
    ),
    "lag": lambda: charts.lag(HOURS, LOOK, caption="فاصلهٔ انتشار", deadline=24),
    "districts": lambda: charts.districts(
        DISTRICTS, LOOK, caption="پوشش در مناطق", shown=percent, own=12, target=0.9
    ),
    "bars": lambda: charts.bars(
        ITEMS.groupby("kind")["items"].sum(), LOOK, caption="گونه‌ها", shown=number
    ),
    "content": lambda: charts.content(
        ITEMS, LOOK, caption="محتوای دی", kinds="گونه", outlets="رسانه"
    ),
    "heat": lambda: charts.heat(CELLS, LOOK, caption="شاخص‌ها"),
    "tiles": lambda: charts.tiles(TILES, LOOK, caption="نقشهٔ پوشش", shown=percent, own=12),
    "funnel": lambda: charts.funnel(STAGES, LOOK, caption="نام‌گذاری"),
    "spread": lambda: charts.spread(COPIES, LOOK, caption="الگو", origin=12, began=BEGAN),
}

if __name__ == "__main__":
    for sample in SAMPLES.values():
        sys.stdout.write(sample().svg)
