"""How many reached each stage, of those that entered the first."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from gozaresh.persian import number, percent
from gozaresh.report.blocks import Figure
from gozaresh.report.charts.canvas import Look, canvas
from gozaresh.report.charts.hanging import NAMES, ROW, hang_bars, sides
from gozaresh.report.charts.parts import listed

_VALUES = 2.2  # inches, for what is said beyond a bar


def funnel(stages: pd.DataFrame, look: Look, *, caption: str) -> Figure:
    """A bar a stage, the first at the top, each with its count and its share of the first.

    `stages` has a row a stage, in order: `stage` (Persian name), `count` (how many reached it),
    and optionally `days`, the median time spent there (missing where it is not known).
    """
    texts = list(_said(stages, look))
    bars = list(zip(stages["stage"], stages["count"], strict=True))
    with canvas(look, height=ROW * max(len(stages), 1) + 0.1) as page:
        plane = page.plane(left=_VALUES, bottom=0.05, right=NAMES, top=0.05, **sides(bars))
        hang_bars(plane, bars, texts, look)
        said = listed(zip(stages["stage"], texts, strict=True), look, "semicolon")
        return page.figure(
            caption, look.words["funnel"]["alt"].format(caption=caption, values=said)
        )


def _said(stages: pd.DataFrame, look: Look) -> Iterator[str]:
    words, counts = look.words["funnel"], stages["count"].to_list()
    stays = stages["days"] if "days" in stages else [None] * len(counts)
    for place, (count, days) in enumerate(zip(counts, stays, strict=True)):
        share = percent(count / counts[0] if counts[0] else None)
        text = (
            number(count) if place == 0 else words["share"].format(count=number(count), share=share)
        )
        yield text if pd.isna(days) else words["days"].format(text=text, days=number(days))
