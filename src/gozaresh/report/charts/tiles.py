"""The city as a map of tiles, one a district: north at the top, east on the right."""

from __future__ import annotations

import pandas as pd

from gozaresh.persian import NO_VALUE, persian_digits
from gozaresh.report.blocks import Figure
from gozaresh.report.charts.canvas import LINE, SAFFRON, Look, canvas
from gozaresh.report.charts.parts import Shown, listed
from gozaresh.report.charts.plane import Plane
from gozaresh.report.charts.shades import fill_tiles, ink_on, shade, shade_colour

_TILE = 0.56  # inches
_SIDE = 0.45


def tiles(
    districts: pd.DataFrame, look: Look, *, caption: str, shown: Shown, own: int | None = None
) -> Figure:
    """A tile a district with its number and value, the darker the greater; `own` is framed.

    `districts` is indexed by district: `row` (0 in the north), `column` (0 in the west), `value`
    (missing without data), and optionally `score`, 0 to 1, to shade by instead of the value.
    """
    rows, columns = (int(districts[each].max()) + 1 for each in ("row", "column"))
    size = (_TILE * columns + 2 * _SIDE, _TILE * rows + 0.1)
    with canvas(look, width=size[0], height=size[1]) as page:
        sides = {"x": (0, columns), "y": (rows, 0)}
        plane = page.plane(left=_SIDE, bottom=0.05, right=_SIDE, top=0.05, **sides)
        _draw(plane, districts.assign(step=_steps(districts)), shown, own)
        _name_sides(plane, rows, columns, look)
        return page.figure(caption, _alt(districts, look, caption, shown))


def _steps(districts: pd.DataFrame) -> pd.Series:
    """The shade of each tile: by its score, or by where its value lies between the extremes."""
    if "score" in districts:
        scores = districts["score"].where(districts["value"].notna())
    else:
        low, high = districts["value"].min(), districts["value"].max()
        scores = (districts["value"] - low) / ((high - low) or 1)
    return scores.map(shade, na_action="ignore")


def _draw(plane: Plane, districts: pd.DataFrame, shown: Shown, own: int | None) -> None:
    for step, same in districts.groupby("step"):
        fill_tiles(plane, _corners(same), shade_colour(int(step)))
    unknown, framed = districts["step"].isna(), districts.index == own
    fill_tiles(plane, _corners(districts[unknown]), "white", edge=LINE, width=0.8)
    fill_tiles(plane, _corners(districts[framed]), None, edge=SAFFRON, width=2)
    for district in districts.itertuples():
        known = pd.notna(district.step)
        style = {"ha": "center", "va": "center"} | (ink_on(int(district.step)) if known else {})
        x, y = district.column + 0.5, district.row
        plane.write(x, y + 0.34, persian_digits(district.Index), size=11, weight="bold", **style)
        plane.write(x, y + 0.72, shown(district.value) if known else NO_VALUE, size=7.5, **style)


def _corners(districts: pd.DataFrame) -> zip:
    return zip(districts["column"], districts["row"], strict=True)


def _name_sides(plane: Plane, rows: int, columns: int, look: Look) -> None:
    words, style = look.words["tiles"], {"va": "center", "size": 7.5}
    plane.write(-0.1, rows / 2, words["west"], ha="right", **style)
    plane.write(columns + 0.1, rows / 2, words["east"], ha="left", **style)


def _alt(districts: pd.DataFrame, look: Look, caption: str, shown: Shown) -> str:
    words = look.words["tiles"]
    values = [
        (words["district"].format(district=persian_digits(each)), shown(value))
        for each, value in districts["value"].sort_index().items()
    ]
    return words["alt"].format(caption=caption, values=listed(values, look))
