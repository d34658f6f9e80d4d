"""All districts on one indicator, with the intervals that say how sure their order is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from gozaresh.persian import NO_VALUE, number, persian_digits
from gozaresh.report.blocks import Figure
from gozaresh.report.charts.canvas import QUIET, SAFFRON, TEAL, Look, canvas
from gozaresh.report.charts.parts import (
    Shown,
    base_line,
    listed,
    name_below,
    scale,
    sentences,
    value_axis,
    write_beside,
)
from gozaresh.report.charts.plane import Plane

_GAP = 0.6  # between the ranked districts and the rest, in places


@dataclass(frozen=True)
class _Ranking:
    ranked: pd.DataFrame
    apart: pd.DataFrame
    own: int | None
    target: float | None

    def placed(self) -> pd.DataFrame:
        """All rows with their place from the right; the unranked ones after a gap."""
        rows = pd.concat([self.ranked, self.apart])
        places = pd.Series(range(len(rows)), rows.index, dtype=float)
        return rows.assign(place=places + _GAP * (places >= len(self.ranked)))

    def drawn(self) -> pd.Series:
        """Every value that the chart has to reach."""
        rows = pd.concat([self.ranked, self.apart])
        target = pd.Series([self.target], dtype=float)
        return pd.concat([rows["value"], rows["low"], rows["high"], target])

    @property
    def median(self) -> float:
        return pd.concat([self.ranked["value"], self.apart["value"]]).median()


def districts(
    values: pd.DataFrame,
    look: Look,
    *,
    caption: str,
    shown: Shown,
    own: int | None = None,
    target: float | None = None,
    lower_is_better: bool = False,
) -> Figure:
    """A dot a district with its interval, the best on the right; `own` stands out.

    `values` is indexed by district: `value`, `low`, `high` (its interval, or missing), `enough`.
    A district whose data is too little to rank stands apart at the left, hollow.
    """
    known = values["enough"] & values["value"].notna()
    ranked = values[known].sort_values("value", ascending=lower_is_better, kind="stable")
    ranking = _Ranking(ranked, values[~known], own, target)
    with canvas(look, height=2.5) as page:
        limits, marks = scale(ranking.drawn())
        sides = {"x": (ranking.placed()["place"].max() + 0.7, -0.7), "y": limits}
        plane = page.plane(left=0.75, bottom=0.3, right=1.2, top=0.2, **sides)
        value_axis(plane, marks, shown)
        _draw(plane, ranking, look, shown)
        write_beside(plane, _beside(ranking, look, shown))
        return page.figure(caption, _alt(ranking, look, caption, shown))


def _draw(plane: Plane, ranking: _Ranking, look: Look, shown: Shown) -> None:
    rows = ranking.placed()
    is_own = rows.index == ranking.own
    for part, colour, size in ((rows[~is_own], QUIET, 4.5), (rows[is_own], TEAL, 7)):
        plane.uprights(part["place"], part["low"], part["high"], colour, width=size / 3.6)
        enough = part["enough"].astype(bool)
        for some, inside in ((part[enough], colour), (part[~enough], "white")):
            plane.dots(some["place"], some["value"], colour, size=size, inside=inside)
    if ranking.target is not None:
        plane.across(ranking.target, SAFFRON, width=1.1, dashes=(4, 2))
    plane.across(ranking.median, QUIET, width=0.8, dashes=(1, 2))
    base_line(plane)
    for row, style in ((rows[~is_own], {}), (rows[is_own], {"weight": "bold", "color": TEAL})):
        name_below(plane, zip(row["place"], map(persian_digits, row.index), strict=True), **style)
    _name_own(plane, rows[is_own & rows["value"].notna()], shown)
    _name_apart(plane, rows[len(ranking.ranked) :], look)


def _name_own(plane: Plane, own: pd.DataFrame, shown: Shown) -> None:
    for row in own.itertuples():
        top = row.value if math.isnan(row.high) else row.high
        style = {"color": TEAL, "weight": "bold", "ha": "center", "va": "bottom"}
        plane.write(row.place, top, shown(row.value), points=(0, 6), backing="white", **style)


def _name_apart(plane: Plane, apart: pd.DataFrame, look: Look) -> None:
    for place in apart["place"][apart["value"].isna()]:
        plane.write(place, plane.foot, NO_VALUE, points=(0, 4), ha="center")
    if len(apart):
        text, middle = look.words["districts"]["low_data"], apart["place"].mean()
        plane.write(middle, plane.top, text, size=7, ha="center", va="bottom")


def _beside(
    ranking: _Ranking, look: Look, shown: Shown
) -> Iterator[tuple[float, str, dict[str, str]]]:
    words = look.words["common"]
    if not math.isnan(ranking.median):
        yield ranking.median, f"{words['city']} {shown(ranking.median)}", {}
    if ranking.target is not None:
        yield ranking.target, f"{words['target']} {shown(ranking.target)}", {}


def _alt(ranking: _Ranking, look: Look, caption: str, shown: Shown) -> str:
    words, ranked = look.words["districts"], ranking.ranked
    values = [
        (words["district"].format(district=persian_digits(district)), shown(value))
        for district, value in ranked["value"].items()
    ]
    left_out = look.words["common"]["separator"].join(map(persian_digits, ranking.apart.index))
    return sentences(
        words["alt"].format(caption=caption, values=listed(values, look)),
        _own_said(ranking, words, shown),
        "" if math.isnan(ranking.median) else words["city"].format(value=shown(ranking.median)),
        "" if ranking.target is None else words["target"].format(value=shown(ranking.target)),
        words["left_out"].format(districts=left_out) if left_out else "",
    )


def _own_said(ranking: _Ranking, words: Mapping[str, str], shown: Shown) -> str:
    if ranking.own not in ranking.ranked.index:
        return ""
    row = ranking.ranked.loc[ranking.own]
    said = words["own"].format(
        district=persian_digits(ranking.own),
        value=shown(row["value"]),
        rank=number((ranking.ranked["value"] == row["value"]).to_numpy().argmax() + 1),
        of=number(len(ranking.ranked)),
    )
    if math.isnan(row["low"]):
        return said
    interval = words["interval"].format(low=shown(row["low"]), high=shown(row["high"]))
    return sentences(said, interval)
