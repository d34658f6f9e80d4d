"""The figures of a district's report: which numbers a chart shows, and what its caption says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import nan

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.indicators import Better, find
from gozaresh.indicators.naming import STAGES, funnel, stage_days
from gozaresh.param_files import District
from gozaresh.params import Params
from gozaresh.persian import persian_digits
from gozaresh.records import kinds
from gozaresh.report import charts
from gozaresh.report.blocks import Figure
from gozaresh.report.formats import full_text
from gozaresh.report.measures import city
from gozaresh.report.rows import rows_of


def trend(
    values: Mapping[str, float],
    city: Mapping[str, float],
    key: str,
    district: District,
    params: Params,
    target: float | None,
) -> Figure:
    """One indicator over the window by month, with its target and the city's median."""
    months = pd.DataFrame({"value": values.values(), "city": map(city.get, values)}, list(values))
    caption = _captions(params)["trend"].format(
        indicator=find(key).title,
        district=district.name,
        first=Month.parse(months.index[0]).title,
        last=Month.parse(months.index[-1]).title,
    )
    look, shown = charts.Look.of(params), _shown(key, params)
    return charts.trend(
        months, look, caption=caption, name=district.name, shown=shown, target=target
    )


def districts(
    table: pd.DataFrame,
    key: str,
    district: District,
    month: Month,
    params: Params,
    target: float | None,
) -> Figure:
    """One indicator of all districts in a month with its intervals, this district marked."""
    declared = find(key)
    caption = _captions(params)["districts"].format(indicator=declared.title, month=month.title)
    return charts.districts(
        city(table, key, month),
        charts.Look.of(params),
        caption=caption,
        shown=_shown(key, params),
        own=district.number,
        target=target,
        lower_is_better=declared.better is Better.LOWER,
    )


def lag(actions: pd.DataFrame, month: Month, params: Params) -> Figure:
    """Each action by the hours from completion to its first publication."""
    hours = (actions["published_at"] - actions["completed_at"]) / pd.Timedelta(hours=1)
    caption = _captions(params)["lag"].format(month=month.title)
    deadline = params.indicators.publish_within_hours
    return charts.lag(hours, charts.Look.of(params), caption=caption, deadline=deadline)


def content(rows: pd.DataFrame, month: Month, params: Params) -> Figure:
    """The month's content by kind and by outlet."""
    words, titles = _captions(params), kinds()["content"].column("kind").choices
    named = [(titles[kind], outlet) for kind, outlet in rows_of(rows, "kind", "outlet")]
    return charts.content(
        pd.DataFrame(named, columns=["kind", "outlet"]).assign(items=1),
        charts.Look.of(params),
        caption=words["content"].format(month=month.title),
        kinds=words["content_kinds"],
        outlets=words["content_outlets"],
    )


def naming(rows: pd.DataFrame, window: pd.DataFrame, month: Month, params: Params) -> Figure:
    """How many of the proposals to name a street have reached each stage, and how long they stay.

    `rows` are the month's, `window` those of all months, in which a proposal is seen moving on.
    """
    titles, moved = kinds()["naming"].column("stage").choices, stage_days(window)
    # A stage is left for the next one; how long is not said from a few that were seen to.
    stay = moved["days"].where(moved["n"] >= params.indicators.low_data)
    stages = pd.DataFrame(
        {
            "stage": [titles[key] for key in STAGES],
            "count": funnel(rows)["reached"].to_list(),
            "days": [*stay, nan],
        }
    )
    caption = _captions(params)["naming"].format(month=month.title)
    return charts.funnel(stages, charts.Look.of(params), caption=caption)


def spread(copies: pd.DataFrame, origin: pd.Series, params: Params) -> Figure:
    """The districts that took one action as their pattern; `origin` is `measures.most_copied`."""
    words, number = _captions(params)["spread"], persian_digits(origin["district"])
    return charts.spread(
        copies[copies["pattern"] == origin["pattern"]],
        charts.Look.of(params),
        caption=words.format(title=origin["title"], district=number),
        origin=int(origin["district"]),
        began=origin["completed_at"],
    )


def _shown(key: str, params: Params) -> charts.Shown:
    return partial(full_text, find(key), units=params.messages["report"]["units"])


def _captions(params: Params) -> dict[str, str]:
    return params.messages["report"]["figures"]
