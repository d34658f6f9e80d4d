"""Where an office publishes, and how many people see it there."""

from __future__ import annotations

from functools import cache
from typing import Any

from gozaresh.calendar import Month
from gozaresh.demo.dice import Dice
from gozaresh.demo.office import Office
from gozaresh.demo.texts import in_season, material


def outlet_for(office: Office, dice: Dice, kind: str) -> dict[str, Any]:
    """An outlet that takes that kind of content in that month: slug, name, share, views."""
    usable = _usable(office.month, kind)
    return dice.choices(usable, [each["share"] for each in usable])[0]


@cache
def _usable(month: Month, kind: str) -> tuple[dict[str, Any], ...]:
    open_then = in_season(material("content")["outlets"], 0, month)
    return tuple(each for each in open_then if kind in each.get("kinds", (kind,)))


def outlet_named(name: str) -> dict[str, Any]:
    """The outlet of that Persian name."""
    return next(each for each in material("content")["outlets"] if each["name"] == name)
