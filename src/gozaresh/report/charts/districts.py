"""All districts on one indicator, with the intervals that say how sure their order is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from gozaresh.persian import NO_VALUE, number, persian_digits
from gozaresh.report.blocks import Figure
from gozaresh.report.charts.canvas import QUIET, SAFFRON, TEAL, Look, canvas, write
from gozaresh.report.charts.parts import (
    Shown,
    base_line,
    listed,
    name_below,
    sentences,
    value_axis,
    write_beside,
)

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
        axes = page.axes(left=0.75, bottom=0.3, right=1.2, top=0.2)
        _draw(axes, ranking, look, shown)
        value_axis(axes, ranking.drawn(), shown)
        write_beside(axes, _beside(ranking, look, shown))
        return page.figure(caption, _alt(ranking, look, caption, shown))


def _draw(axes: Axes, ranking: _Ranking, look: Look, shown: Shown) -> None:
    rows = ranking.placed()
    is_own = rows.index == ranking.own
    for part, colour, size in ((rows[~is_own], QUIET, 4.5), (rows[is_own], TEAL, 7)):
        axes.vlines(part["place"], part["low"], part["high"], color=colour, linewidth=size / 3.6)
        style = {"linestyle": "none", "marker": "o", "markersize": size, "color": colour}
        enough = part["enough"].astype(bool)
        axes.plot(part["place"][enough], part["value"][enough], **style)
        axes.plot(part["place"][~enough], part["value"][~enough], **style, markerfacecolor="white")
    if ranking.target is not None:
        axes.axhline(ranking.target, color=SAFFRON, linewidth=1.1, dashes=(4, 2))
    axes.axhline(ranking.median, color=QUIET, linewidth=0.8, dashes=(1, 2))
    axes.set_xlim(rows["place"].max() + 0.7, -0.7)
    base_line(axes)
    for row, style in ((rows[~is_own], {}), (rows[is_own], {"weight": "bold", "color": TEAL})):
        name_below(axes, zip(row["place"], map(persian_digits, row.index), strict=True), **style)
    _name_own(axes, rows[is_own & rows["value"].notna()], shown)
    _name_apart(axes, rows[len(ranking.ranked) :], look)


def _name_own(axes: Axes, own: pd.DataFrame, shown: Shown) -> None:
    for row in own.itertuples():
        top = row.value if math.isnan(row.high) else row.high
        style = {"color": TEAL, "weight": "bold", "ha": "center", "va": "bottom"}
        style["bbox"] = {"facecolor": "white", "linewidth": 0, "pad": 0.5}
        write(axes, row.place, top, shown(row.value), points=(0, 6), **style)


def _name_apart(axes: Axes, apart: pd.DataFrame, look: Look) -> None:
    style = {"ha": "center", "transform": axes.get_xaxis_transform()}
    for place in apart["place"][apart["value"].isna()]:
        write(axes, place, 0, NO_VALUE, points=(0, 4), **style)
    if len(apart):
        text = look.words["districts"]["low_data"]
        write(axes, apart["place"].mean(), 1, text, size=7, va="bottom", **style)


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
