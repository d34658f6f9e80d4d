"""What an office published in a month: about its actions, and about everything else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from gozaresh.demo.dice import Dice
from gozaresh.demo.office import Office
from gozaresh.demo.outlets import outlet_for, outlet_named
from gozaresh.demo.texts import in_season, material, write

_MOST_OF_ONE_TEMPLATE = 4
_STORY_ECHO = 4.0  # how much more the media take up a story worth telling
_VIEWS = {"video": 1.6, "photo_story": 1.2, "story": 0.9, "note": 0.6, "podcast": 0.4}
_SHARES = {  # of each kind beside one news item: in an office of no variety, and what variety adds
    "news": (1.0, 0.0),
    "story": (0.05, 0.36),
    "photo_story": (0.04, 0.40),
    "video": (0.02, 0.30),
    "infographic": (0.01, 0.20),
    "note": (0.005, 0.12),
    "podcast": (0.0, 0.08),
}


def content(office: Office, actions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `content`, oldest first; no title twice."""
    dice = office.dice("content")
    wanted = round(min(300, dice.around(office.items, 0.07)) * office.fullness)
    rows: dict[str, dict[str, Any]] = {}
    for row in _about_actions(office, dice, actions):
        rows.setdefault(row["title"], row)
    for row in _about_the_rest(office, dice):
        if len(rows) >= wanted:
            break
        rows.setdefault(row["title"], row)
    ordered = sorted(rows.values(), key=lambda row: row["published_at"])
    return [_finish(office, dice, at, row) for at, row in enumerate(ordered, start=1)]


def _about_actions(
    office: Office, dice: Dice, actions: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for action in actions:
        if action["published_at"] and action["published_at"] < office.end:
            yield from _about(office, dice, action)


def _about(office: Office, dice: Dice, action: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The first item is the action's first publication; the others follow within days."""
    at, outlet = action["published_at"], outlet_named(action["outlet"])
    for number, (kind, title) in enumerate(_headlines(office, dice, action)):
        if number:
            at = dice.daytime(at + timedelta(hours=dice.around(14, 0.9)))
            outlet = outlet_for(office, dice, kind)
        if at < office.end:
            yield _item(kind, title, at, outlet, action)


def _headlines(office: Office, dice: Dice, action: dict[str, Any]) -> list[tuple[str, str]]:
    if "items" in action:
        return [(kind, title) for kind, title in action["items"]]
    texts = material("content")
    known = {"title": action["title"], "news": action["news"]}
    known["official"] = write(texts["officials"][action["category"]], office.number, dice).text
    lines = [("news", action["news"])]
    for _ in range(min(3, dice.count(0.75))):
        kind = dice.weighted(_kind_shares(office))
        template = dice.choice(texts["about_action"][kind])
        lines.append((kind, write(template, office.number, dice, known).text))
    return lines


def _about_the_rest(office: Office, dice: Dice) -> Iterator[dict[str, Any]]:
    """Items about no action, until the material is used up."""
    pool = {
        kind: in_season(entries, office.number, office.month) * _MOST_OF_ONE_TEMPLATE
        for kind, entries in material("content")["general"].items()
    }
    shares = _kind_shares(office)
    while any(pool.values()):
        kind = dice.weighted({key: share for key, share in shares.items() if pool[key]})
        entry = pool[kind].pop(dice.randrange(len(pool[kind])))
        title = write(entry["title"], office.number, dice).text
        at = dice.office_hour(office.workday(dice))
        yield _item(kind, title, at, outlet_for(office, dice, kind))


def _kind_shares(office: Office) -> dict[str, float]:
    return {kind: base + office.variety * more for kind, (base, more) in _SHARES.items()}


def _item(
    kind: str,
    title: str,
    at: datetime,
    outlet: dict[str, Any],
    action: dict[str, Any] | None = None,
) -> dict[str, Any]:
    action = action or {}
    return {
        "action_id": action.get("id"),
        "published_at": at,
        "kind": kind,
        "outlet": outlet["name"],
        "title": title,
        "views": action.get("views", outlet["views"]) * _VIEWS.get(kind, 1.0),
        "slug": outlet["slug"],
        "echo": _STORY_ECHO if "items" in action else 1.0,
    }


def _finish(office: Office, dice: Dice, at: int, row: dict[str, Any]) -> dict[str, Any]:
    """Give an item its id, its address, its views and, if it had to be corrected, when."""
    number = f"c-{office.month.year % 100:02d}{office.month.month:02d}-{at:03d}"
    url = f"https://example.ir/{row.pop('slug')}/{office.month}/{office.number:02d}-{number}"
    views = round(dice.around(row["views"] * office.reach, 0.7))
    corrected = row["published_at"] + timedelta(hours=dice.around(7, 1.0), minutes=5)
    wrong = not dice.happens(office.care) and corrected < office.received_at
    return row | {
        "id": number,
        "url": None if dice.happens(office.gap) else url,
        "views": None if dice.happens(office.gap * 1.3) else views,
        "corrected_at": corrected.replace(second=0, microsecond=0) if wrong else None,
    }
