"""Matters that take longer than a month: public meetings, names of streets, decisions.

Each is decided once, from the month it began in; a month's form shows it as it stood at the end
of that month, as long as it was open in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from gozaresh.calendar import parse_date
from gozaresh.demo.dice import Dice
from gozaresh.demo.office import Office
from gozaresh.demo.texts import in_season, material, write

_MEETINGS_LOOK_BACK = 6  # months; what is open longer has been passed on
_NAMES_LOOK_BACK = 10
_MONTHS_BETWEEN_SUPERVISIONS = 7
_FIRST_SUPERVISED = 12


def meetings(office: Office) -> list[dict[str, Any]]:
    """Rows of `meetings`: those of the month, and earlier ones that were still open in it."""
    rows = [
        row
        for back in reversed(range(_MEETINGS_LOOK_BACK))
        for row in _meetings_held(office.earlier(back))
        if _concerns(office, row["held_on"], row["closed_on"])
    ]
    return [
        row if _known(office, row["closed_on"]) else row | {"closed_on": None, "outcome": None}
        for row in rows
    ]


def _meetings_held(office: Office) -> list[dict[str, Any]]:
    """A month's public meetings, always on the same day of the week, and how they ended."""
    dice = office.dice("meetings")
    weekday = office.steady_dice("meetings").choice((5, 6, 0, 1, 2))
    days = [day for day in office.days if day.weekday() == weekday]
    usual = material("cases")["meetings_a_month"]
    mean = usual["own"].get(office.number, usual["usual"] * math.sqrt(office.population / 300_000))
    wanted = max(2, dice.count(mean * office.fullness))
    rows = (_meeting(office, dice, dice.choice(days)) for _ in range(wanted))
    different = {(row["held_on"], row["subject"]): row for row in rows}
    return sorted(different.values(), key=lambda row: row["held_on"])


def _meeting(office: Office, dice: Dice, held: date) -> dict[str, Any]:
    texts = material("cases")
    entry = dice.choice(texts["meetings"])
    due = held + timedelta(days=dice.choice((10, 14, 14, 21, 30)))
    return {
        "held_on": held,
        "subject": write(entry["subject"], office.number, dice).text,
        "unit": None if dice.happens(office.gap) else entry["unit"],
        "due_on": None if dice.happens(office.gap) else due,
        "closed_on": _done_on(dice, held, due, min(0.97, office.service + 0.12), late=0.88),
        "outcome": dice.weighted(texts["outcomes"]),
    }


def naming(office: Office) -> list[dict[str, Any]]:
    """Rows of `naming`: proposals under way in the month, at the stage they had reached."""
    paths = [
        *material("stories")["naming"].get(office.number, ()),
        *(path for back in range(_NAMES_LOOK_BACK) for path in _proposals(office.earlier(back))),
    ]
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for path in paths:
        if row := _proposal_row(office, path):
            rows.setdefault((row["current_name"], row["proposed_name"]), row)
    return sorted(rows.values(), key=lambda row: row["proposed_on"])


def _proposals(office: Office) -> Iterator[dict[str, Any]]:
    texts = material("cases")
    dice = office.dice("naming")
    for _ in range(dice.count(1.5)):
        entry = dice.choice(texts["naming"])
        names = write(entry["current"], office.number, dice)
        proposed = entry["proposed"].format(name=dice.choice(texts["names"]))
        day = office.workday(dice)
        stages = {"proposal": day}
        for stage, (shortest, longest) in texts["stages"].items():
            day += timedelta(days=round(dice.randint(shortest, longest) / office.service))
            rejected = stage in ("commission", "council") and dice.happens(0.09)
            stages["rejected" if rejected else stage] = day
            if rejected:
                break
        yield {"current_name": names.text, "proposed_name": proposed, "stages": stages}


def _proposal_row(office: Office, path: dict[str, Any]) -> dict[str, Any] | None:
    stages = {
        stage: day if isinstance(day, date) else parse_date(day)
        for stage, day in path["stages"].items()
    }
    last, ended = list(stages.items())[-1]
    over = ended if last in ("installed", "rejected") else None
    if not _concerns(office, stages["proposal"], over):
        return None
    stage, day = max(
        ((stage, day) for stage, day in stages.items() if _known(office, day)),
        key=lambda reached: reached[1],
    )
    names = {key: path[key] for key in ("current_name", "proposed_name")}
    return names | {"proposed_on": stages["proposal"], "stage": stage, "stage_on": day}


def decisions(office: Office) -> list[dict[str, Any]]:
    """Rows of `decisions`: what supervision meetings decided and was open in the month."""
    own = material("stories")["decisions"].get(office.number)
    rows = list(map(_with_dates, own)) if own else _decided_in(office)
    return [
        row if _known(office, row.get("done_on")) else row | {"done_on": None, "evidence": None}
        for row in rows
        if _concerns(office, row["meeting_on"], row.get("done_on"))
    ]


def _decided_in(office: Office) -> list[dict[str, Any]]:
    """What the last supervision meetings decided; each district's turn comes every few months."""
    turn = office.number - _FIRST_SUPERVISED - 1
    past = (office.earlier(back) for back in range(_MONTHS_BETWEEN_SUPERVISIONS + 2))
    supervised = [each for each in past if (each.age - turn) % _MONTHS_BETWEEN_SUPERVISIONS == 0]
    return [row for each in reversed(supervised) for row in _decisions_made(each)]


def _decisions_made(office: Office) -> Iterator[dict[str, Any]]:
    texts = material("cases")
    dice = office.dice("decisions")
    held = office.workday(dice)
    possible = in_season(texts["decisions"], office.number, office.month)
    for entry in dice.some(possible, dice.randint(6, 9)):
        due = held + timedelta(days=dice.choice((20, 30, 45, 60, 90)))
        evidence = write(dice.choice(texts["evidence"]), office.number, dice).text
        yield {
            "meeting_on": held,
            "text": entry["text"],
            "owner": entry["owner"],
            "due_on": due,
            "done_on": _done_on(dice, held, due, office.service - 0.05, late=0.75),
            "evidence": None if dice.happens(office.gap) else evidence,
        }


def _with_dates(row: dict[str, Any]) -> dict[str, Any]:
    dates = ("meeting_on", "due_on", "done_on")
    return {key: parse_date(value) if key in dates else value for key, value in row.items()}


def _done_on(dice: Dice, began: date, due: date, in_time: float, late: float) -> date | None:
    """When it was done: in time with that chance, or else late with that, or else never."""
    if dice.happens(in_time):
        return began + timedelta(days=round((due - began).days * dice.uniform(0.15, 1.0)))
    if dice.happens(late):
        return due + timedelta(days=1 + round(dice.around(12, 0.9)))
    return None


def _concerns(office: Office, began: date, ended: date | None) -> bool:
    """Whether it had begun by the end of the month and was open in it."""
    return began < office.end.date() and (ended is None or ended >= office.days[0])


def _known(office: Office, day: date | None) -> bool:
    return day is not None and day < office.end.date()
