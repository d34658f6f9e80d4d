"""What the media and citizens asked in a month, and when they were answered."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from gozaresh.demo.dice import Dice
from gozaresh.demo.office import Office
from gozaresh.demo.texts import in_season, material, write

_HOURS = {  # until the answer: (median, longest) in time, (shortest, median) when late
    "media": ((6, 22), (27, 50)),
    "citizen": ((20, 60), (130, 190)),
}
_ASKED_BACK = ("137", "1888")  # the hotlines ask the citizen whether the answer was accepted


def inquiries(office: Office) -> list[dict[str, Any]]:
    """Rows of `inquiries`, oldest first."""
    dice = office.dice("inquiries")
    media = 13 * office.reach**0.6
    citizens = 46 * math.sqrt(office.population / 400_000)
    rows = [
        _inquiry(office, dice, source)
        for source, mean in (("media", media), ("citizen", citizens))
        for _ in range(max(2, dice.count(mean * office.fullness)))
    ]
    return sorted(rows, key=lambda row: row["received_at"])


def _inquiry(office: Office, dice: Dice, source: str) -> dict[str, Any]:
    texts = material("answering")
    subjects = in_season(texts[source], office.number, office.month)
    received = dice.office_hour(office.workday(dice))
    answered = _answered_at(office, dice, source, received)
    channel = dice.weighted(texts["channels"][source])
    asked_back = source == "citizen" and answered and channel in _ASKED_BACK and dice.happens(0.75)
    return {
        "source": source,
        "subject": write(dice.choice(subjects)["text"], office.number, dice).text,
        "received_at": received,
        "answered_at": answered,
        "channel": None if dice.happens(office.gap) else channel,
        "confirmed": dice.happens(0.5 + 0.42 * office.service) if asked_back else None,
    }


def _answered_at(office: Office, dice: Dice, source: str, received: datetime) -> datetime | None:
    (usual, longest), (shortest, late) = _HOURS[source]
    if dice.happens(office.answers):
        hours = min(longest, dice.around(usual, 0.7))
    elif dice.happens(0.65):
        hours = max(shortest, dice.around(late, 0.5))
    else:
        return None
    answered = dice.daytime(received + timedelta(hours=hours, minutes=10))
    return answered if answered < office.received_at else None
