"""What others make of an office's work: media that take its items up, and the audience's voices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from gozaresh.demo.dice import Dice
from gozaresh.demo.office import Office
from gozaresh.demo.texts import in_season, material, write

_TONES = ("positive", "neutral", "negative")


def pickups(office: Office, content: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `pickups`, oldest first."""
    dice = office.dice("pickups")
    rows = [row for item in content for row in _pickups_of(office, dice, item)]
    rows.sort(key=lambda row: row["published_at"])
    for at, row in enumerate(rows, start=1):
        address = f"{row.pop('slug')}/{office.month}/{office.number:02d}-p-{at:03d}"
        row["url"] = None if dice.happens(office.gap) else f"https://example.ir/{address}"
    return rows


def _pickups_of(office: Office, dice: Dice, item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    texts = material("reflection")
    mean = texts["echoes"][item["kind"]] * office.reach * item["echo"]
    known = office.reach**0.4  # an office that is seen is seen by the whole country
    shares = texts["reach"] | {"national": texts["reach"]["national"] * known}
    for _ in range(dice.count(mean)):
        reach = dice.weighted(shares)
        outlets = texts["outlets"][reach]
        outlet = dice.choices(outlets, [each["weight"] for each in outlets])[0]
        at = dice.daytime(item["published_at"] + timedelta(hours=dice.around(5, 0.8)))
        if at < min(office.end, office.received_at):
            yield {
                "item_id": None if dice.happens(office.gap) else item["id"],
                "outlet": outlet["name"],
                "published_at": at,
                "reach": reach,
                "tone": dice.weighted(_tones(office, liked=item["echo"] > 1)),
                "slug": outlet["slug"],
            }


def _tones(office: Office, liked: bool) -> dict[str, float]:
    if liked:
        return {"positive": 0.84, "neutral": 0.14, "negative": 0.02}
    negative = 0.03 + 0.30 * (1 - office.service)
    positive = 0.36 + 0.20 * office.told
    return {"positive": positive, "neutral": 1 - positive - negative, "negative": negative}


def feedback(office: Office) -> list[dict[str, Any]]:
    """Rows of `feedback`; no source twice on one topic."""
    dice = office.dice("feedback")
    topics = in_season(material("reflection")["topics"], office.number, office.month)
    wanted = max(3, round((6 + dice.count(4)) * office.fullness))
    rows = [_voices(office, dice, topic) for topic in dice.some(topics, wanted)]
    told = material("stories")["feedback"].get(str(office.month), {}).get(office.number, ())
    return [*told, *rows]


def _voices(office: Office, dice: Dice, topic: dict[str, Any]) -> dict[str, Any]:
    total = round(dice.around(55 * office.reach, 0.7)) + 5
    goodwill = 0.6 * (office.service - 0.75)
    positive = dice.share(total, min(0.9, max(0.04, topic["positive"] + goodwill)))
    negative = dice.share(total - positive, min(0.9, topic["negative"] / (1 - topic["positive"])))
    heated = negative > 0.55 * total and dice.happens(0.5 * (1 - office.service))
    return {
        "source": dice.weighted(material("reflection")["sources"]),
        "topic": write(topic["text"], office.number, dice).text,
        **dict(zip(_TONES, (positive, total - positive - negative, negative), strict=True)),
        "controversy": None if dice.happens(office.gap) else heated,
    }
