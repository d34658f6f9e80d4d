"""Indicators by districts: a table whose shades say how near each value is to its target."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from gozaresh.persian import number, persian_digits
from gozaresh.report.blocks import Figure
from gozaresh.report.charts.canvas import Look, canvas
from gozaresh.report.charts.parts import name_right, quiet
from gozaresh.report.charts.plane import Plane
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
        sides = {"x": (len(columns), 0), "y": (len(rows), 0)}
        plane = page.plane(left=0.05, bottom=_ROW * 1.5, right=_NAMES, top=_ROW, **sides)
        _fill(plane, placed)
        _name(plane, list(rows), list(columns))
        _explain(plane, len(rows), look)
        return page.figure(caption, _alt(placed, len(columns), look, caption))


def _fill(plane: Plane, placed: pd.DataFrame) -> None:
    known = placed.dropna(subset=["score"])
    for step, tiles in known.groupby(known["score"].map(shade)):
        fill_tiles(plane, zip(tiles["x"], tiles["y"], strict=True), shade_colour(step))
    for cell in placed.itertuples():
        style = {} if pd.isna(cell.score) else ink_on(shade(cell.score))
        middle = (cell.x + 0.5, cell.y + 0.5)
        plane.write(*middle, cell.text, size=6, ha="center", va="center_baseline", **style)


def _name(plane: Plane, indicators: list[str], districts: list[int]) -> None:
    name_right(
        plane, ((place + 0.5, shorten(each, _LETTERS)) for place, each in enumerate(indicators))
    )
    for place, each in enumerate(districts):
        plane.write(place + 0.5, -0.5, persian_digits(each), ha="center", va="center", **quiet("x"))


def _explain(plane: Plane, foot: int, look: Look) -> None:
    """The five shades in a row under the table, between the words for their two ends."""
    words, y = look.words["heat"], foot + 0.5
    for step in range(SHADES):
        fill_tiles(plane, [(step + 4, y)], shade_colour(SHADES - 1 - step))
    style = {"size": 7, "va": "center"}
    plane.write(3.8, y + 0.5, words["better"], ha="left", **style)
    plane.write(SHADES + 4.2, y + 0.5, words["worse"], ha="right", **style)


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
