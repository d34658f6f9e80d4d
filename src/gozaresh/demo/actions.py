"""The actions of a month: what was done where, and when it was first told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from gozaresh.demo.dice import Dice
from gozaresh.demo.office import Office
from gozaresh.demo.outlets import outlet_for
from gozaresh.demo.texts import in_season, material, write

_LONGEST_SILENCE = timedelta(days=12)
_MOST_OF_ONE_TEMPLATE = 2


def actions(office: Office) -> list[dict[str, Any]]:
    """Rows of `actions`, oldest first; beside its columns each has `news`, its headline, and
    for a story `items`, what was published of it.
    """
    dice = office.dice("actions")
    rows = [*_stories(office), *_copies(office, dice), *_ordinary(office, dice)]
    rows.sort(key=lambda row: row["completed_at"])
    for at, row in enumerate(rows, start=1):
        row.setdefault("id", f"a-{office.month.year % 100:02d}{office.month.month:02d}-{at:02d}")
    return rows


def _ordinary(office: Office, dice: Dice) -> list[dict[str, Any]]:
    wanted = max(4, round(min(70, dice.around(office.actions, 0.08)) * office.fullness))
    pool = {
        category: in_season(entries, office.number, office.month) * _MOST_OF_ONE_TEMPLATE
        for category, entries in material("actions").items()
    }
    weights = _leanings(office)
    rows: dict[str, dict[str, Any]] = {}
    while len(rows) < wanted:
        category = dice.weighted({key: weight for key, weight in weights.items() if pool[key]})
        entry = pool[category].pop(dice.randrange(len(pool[category])))
        row = _ordinary_row(office, dice, category, entry)
        rows.setdefault(row["title"], row)
    return list(rows.values())


def _leanings(office: Office) -> dict[str, float]:
    """How much of each category a district does, the same in every month."""
    dice = office.steady_dice("leanings")
    return {category: dice.around(1.0, 0.35) for category in material("actions")}


def _ordinary_row(
    office: Office, dice: Dice, category: str, entry: dict[str, Any]
) -> dict[str, Any]:
    written = write(entry["title"], office.number, dice)
    headline = write(entry["news"], office.number, dice, written.filled)
    done = dice.office_hour(office.workday(dice), round_to=10)
    told = _told_at(office, dice, done)
    return {
        "title": written.text,
        "category": category,
        "location": None if dice.happens(office.gap) else written.place,
        "completed_at": done,
        "published_at": told,
        "outlet": outlet_for(office, dice, "news")["name"] if told else None,
        "news": headline.text,
    }


def _told_at(office: Office, dice: Dice, done: datetime) -> datetime | None:
    """When an action was first told; `None` if it was not, or not before the office submitted."""
    if not dice.happens(office.told):
        return None
    told = dice.daytime(done + timedelta(hours=dice.around(office.hours, 0.8)))
    return told if told < min(office.received_at, done + _LONGEST_SILENCE) else None


def _stories(office: Office) -> list[dict[str, Any]]:
    """The actions that `stories.yml` tells of this district and month."""
    rows = []
    for story in material("stories")["actions"].get(str(office.month), {}).get(office.number, ()):
        done = datetime.combine(office.days[story["day"] - 1], datetime.min.time())
        done += timedelta(hours=story["hour"])
        rows.append(
            {key: story[key] for key in ("id", "title", "category", "location", "outlet", "items")}
            | {"completed_at": done, "published_at": done + timedelta(hours=story["hours"])}
            | {"news": story["items"][0][1], "views": story.get("views", 1500)}
        )
    return rows


def _copies(office: Office, dice: Dice) -> list[dict[str, Any]]:
    """What the district copied this month from an action of another district."""
    rows = []
    for pattern, copies in material("stories")["copies"].items():
        for month, district, place, title in copies:
            if (month, district) == (str(office.month), office.number):
                text = title.format(place=place)
                entry = {"title": text, "news": material("content")["copied"].format(title=text)}
                category = material("stories")["copied_category"][pattern]
                row = _ordinary_row(office, dice, category, entry)
                rows.append(row | {"pattern": pattern, "location": place})
    return rows
