"""Counts by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from gozaresh.persian import number, sort_key
from gozaresh.report.blocks import Figure
from gozaresh.report.charts.canvas import Look, canvas
from gozaresh.report.charts.hanging import NAMES, ROW, Bar, hang_bars, sides
from gozaresh.report.charts.parts import Shown, listed
from gozaresh.report.rows import rows_of

_VALUES = 0.7  # inches, beyond the longest bar


def bars(
    values: pd.Series, look: Look, *, caption: str, shown: Shown = number, most: int = 8
) -> Figure:
    """A bar a name, the longest first; beyond `most` of them the rest is summed up as one.

    `values` are counts or amounts (not negative) by Persian name; `shown` writes one.
    """
    ranked, other = _ranked(values, look, most), look.words["bars"]["other"]
    texts = [shown(value) for _, value in ranked]
    with canvas(look, height=ROW * max(len(ranked), 1) + 0.1) as page:
        plane = page.plane(left=_VALUES, bottom=0.05, right=NAMES, top=0.05, **sides(ranked))
        hang_bars(plane, ranked, texts, look, quiet=other)
        said = listed(((name, shown(value)) for name, value in ranked), look)
        return page.figure(caption, look.words["bars"]["alt"].format(caption=caption, values=said))


def content(
    items: pd.DataFrame, look: Look, *, caption: str, kinds: str, outlets: str, most: int = 7
) -> Figure:
    """What was published by kind, on the right, and by outlet, on the left, on one scale.

    `items` has rows of kind and outlet: `kind`, `outlet` (Persian names), `items` (a count).
    `kinds` and `outlets` are the headings of the two halves.
    """
    halves = {
        heading: _ranked(_sums(items, column), look, most)
        for heading, column in ((kinds, "kind"), (outlets, "outlet"))
    }
    other, rows = look.words["bars"]["other"], max(1, *map(len, halves.values()))
    scales = sides(*halves.values())
    with canvas(look, height=ROW * (rows + 1) + 0.1) as page:
        for (heading, half), start in zip(halves.items(), (0, page.width / 2), strict=True):
            end = page.width / 2 - start + _VALUES
            margins = {"left": end, "bottom": 0.05, "right": start + NAMES, "top": 0.05 + ROW}
            plane = page.plane(**margins, **scales)
            texts = [number(value) for _, value in half]
            hang_bars(plane, half, texts, look, quiet=other)
            plane.write(0, -1, heading, ha="right", va="center", weight="bold")
        return page.figure(caption, _alt(halves, look, caption))


def _sums(items: pd.DataFrame, column: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for name, count in rows_of(items, column, "items"):
        sums[name] += count
    return sums


def _ranked(values: Mapping[str, float] | pd.Series, look: Look, most: int) -> list[Bar]:
    """From the greatest down, equal ones by the alphabet; the last may be the sum of the rest."""
    ranked = [(name, value) for name, value in values.items() if value > 0]
    ranked.sort(key=lambda bar: (-bar[1], sort_key(bar[0])))
    if len(ranked) <= most:
        return ranked
    rest = sum(value for _, value in ranked[most - 1 :])
    return [*ranked[: most - 1], (look.words["bars"]["other"], rest)]


def _alt(halves: dict[str, list[Bar]], look: Look, caption: str) -> str:
    words = look.words["bars"]
    panels = [
        words["half"].format(
            title=heading,
            values=listed(((name, number(value)) for name, value in half), look),
        )
        for heading, half in halves.items()
    ]
    return words["alt"].format(
        caption=caption, values=look.words["common"]["semicolon"].join(panels)
    )
