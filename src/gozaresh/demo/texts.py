"""The written material of the sample data, and how a district's places and numbers enter it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gozaresh.calendar import Month
from gozaresh.checked import parse_yaml
from gozaresh.demo.dice import Dice
from gozaresh.persian import number, persian_digits

_SLOT = re.compile(r"\{(\w+)(?::(\d+)-(\d+))?\}")
_PLACES = {
    "hood": "hoods",
    "street": "streets",
    "highway": "highways",
    "square": "squares",
    "park": "parks",
    "landmark": "landmarks",
}


@cache
def material(name: str) -> dict[Any, Any]:
    """The contents of one of the YAML files beside this module."""
    text = files("gozaresh.demo").joinpath(f"{name}.yml").read_text(encoding="utf-8")
    return parse_yaml(text)


@cache
def places(district: int) -> dict[str, list[str]]:
    """The district's neighbourhoods, streets, … by slot; raise `KeyError` if none are written."""
    lists = material("places")[district]
    return {slot: lists[key].split("، ") for slot, key in _PLACES.items()}


@dataclass(frozen=True)
class Written:
    """A text with its slots filled, and the place it speaks of (if it speaks of one)."""

    text: str
    place: str | None
    filled: Mapping[str, str]


def write(
    template: str, district: int, dice: Dice, filled: Mapping[str, str] | None = None
) -> Written:
    """Fill a template's slots: those in `filled` as given, the others by chance."""
    known = dict(filled or {})
    for slot, low, high in _slots(template):
        if slot in known:
            continue
        if slot in _PLACES:
            known[slot] = dice.choice(places(district)[slot])
        elif slot == "office":
            known[slot] = dice.choice(_offices(district))
        else:
            known[slot] = number(dice.round_number(int(low), int(high)))
    text = _SLOT.sub(lambda found: known[found[1]], template)
    return Written(text, _place(template, known), known)


@cache
def _slots(template: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(_SLOT.findall(template))


@cache
def _offices(district: int) -> tuple[str, ...]:
    digits = persian_digits(district)
    return tuple(each.format(number=digits) for each in material("content")["office"])


def _place(template: str, filled: Mapping[str, str]) -> str | None:
    for slot, _, _ in _slots(template):
        if slot == "hood":
            return material("places")["hood"].format(name=filled[slot])
        if slot in _PLACES:
            return filled[slot]
    return None


def in_season(
    entries: Iterable[dict[str, Any]], district: int, month: Month
) -> list[dict[str, Any]]:
    """The entries that may be used by that district in that month."""
    name = str(month)
    return [
        each
        for each in entries
        if month.month in each.get("months", (month.month,))
        and each.get("since", "") <= name <= each.get("until", "9999")
        and district in each.get("districts", (district,))
    ]
