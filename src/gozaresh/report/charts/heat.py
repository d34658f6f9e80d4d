"""Indicators by districts: a table whose shades say how near each value is to its target."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from gozaresh.persian import number, persian_digits
from gozaresh.report.blocks import Figure
from gozaresh.report.charts.canvas import Look, canvas, write
from gozaresh.report.charts.parts import name_right, quiet
from gozaresh.report.charts.shades import SHADES, fill_tiles, ink_on, shade, shade_colour
from gozaresh.report.labels import shorten

_ROW = 0.2  # inches
_NAMES = 1.75
_LETTERS = 30


def heat(cells: pd.DataFrame, look: Look, *, caption: str) -> Figure:
    """A row an indicator, a column a district (the first on the right), the darker the better.

    `cells` has a row a cell: `indicator` (Persian title), `district`, `score` (0 to 1, how near
    to the target; missing without a value), `text` (the value, written short). Rows keep the
    order in which they come.
    """
    rows = {title: place for place, title in enumerate(dict.fromkeys(cells["indicator"]))}
    columns = {district: place for place, district in enumerate(sorted(set(cells["district"])))}
    placed = cells.assign(x=cells["district"].map(columns), y=cells["indicator"].map(rows))
    with canvas(look, height=_ROW * (len(rows) + 2.5)) as page:
        axes = page.axes(left=0.05, bottom=_ROW * 1.5, right=_NAMES, top=_ROW)
        axes.set(xlim=(len(columns), 0), ylim=(len(rows), 0))
        _fill(axes, placed)
        _name(axes, list(rows), list(columns))
        _explain(axes, len(rows), look)
        return page.figure(caption, _alt(placed, len(columns), look, caption))


def _fill(axes: Axes, placed: pd.DataFrame) -> None:
    known = placed.dropna(subset=["score"])
    for step, tiles in known.groupby(known["score"].map(shade)):
        fill_tiles(axes, zip(tiles["x"], tiles["y"], strict=True), shade_colour(step))
    for cell in placed.itertuples():
        style = {} if pd.isna(cell.score) else ink_on(shade(cell.score))
        middle = (cell.x + 0.5, cell.y + 0.5)
        write(axes, *middle, cell.text, size=6, ha="center", va="center_baseline", **style)


def _name(axes: Axes, indicators: list[str], districts: list[int]) -> None:
    name_right(
        axes, ((place + 0.5, shorten(each, _LETTERS)) for place, each in enumerate(indicators))
    )
    for place, each in enumerate(districts):
        write(axes, place + 0.5, -0.5, persian_digits(each), ha="center", va="center", **quiet("x"))


def _explain(axes: Axes, foot: int, look: Look) -> None:
    """The five shades in a row under the table, between the words for their two ends."""
    words, y = look.words["heat"], foot + 0.5
    for step in range(SHADES):
        fill_tiles(axes, [(step + 4, y)], shade_colour(SHADES - 1 - step), clip_on=False)
    style = {"size": 7, "va": "center"}
    write(axes, 3.8, y + 0.5, words["better"], ha="left", **style)
    write(axes, SHADES + 4.2, y + 0.5, words["worse"], ha="right", **style)


def _alt(placed: pd.DataFrame, columns: int, look: Look, caption: str) -> str:
    lines = list(_lines(placed, look.words["heat"]["line"]))
    return look.words["heat"]["alt"].format(
        caption=caption, rows=number(len(lines)), columns=number(columns), lines=" ".join(lines)
    )


def _lines(placed: pd.DataFrame, words: str) -> Iterator[str]:
    """The district nearest to its target and the one farthest from it, by indicator."""
    for _, row in placed.dropna(subset=["score"]).groupby("y"):
        best, worst = row.loc[row["score"].idxmax()], row.loc[row["score"].idxmin()]
        yield words.format(
            row=best["indicator"],
            best=persian_digits(best["district"]),
            best_text=best["text"],
            worst=persian_digits(worst["district"]),
            worst_text=worst["text"],
        )
