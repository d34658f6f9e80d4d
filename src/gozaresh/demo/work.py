"""What an office does for itself and with people: training, events, the tasks of its experts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from gozaresh.demo.dice import Dice
from gozaresh.demo.office import Office
from gozaresh.demo.texts import in_season, material, write

_HOURS = (2.0, 2.5, 3.0, 4.0, 4.0, 6.0, 8.0, 12.0, 16.0)


def trainings(office: Office) -> list[dict[str, Any]]:
    """Rows of `trainings`, oldest first."""
    dice = office.dice("trainings")
    staff = office.steady_dice("staff").randint(11, 26) + (office.age >= 6)
    rows = [
        {
            "title": title,
            "held_on": office.workday(dice),
            "hours": dice.choice(_HOURS),
            "attendees": max(1, dice.share(staff, dice.uniform(0.25, 0.85))),
            "staff": None if dice.happens(office.gap) else staff,
        }
        for title in dice.some(material("work")["trainings"], dice.count(2.2))
    ]
    return sorted(rows, key=lambda row: row["held_on"])


def events(office: Office) -> list[dict[str, Any]]:
    """Rows of `events`, oldest first; no title twice."""
    dice = office.dice("events")
    possible = in_season(material("work")["events"], office.number, office.month)
    wanted = max(1, round((3 + dice.count(2.5)) * office.fullness))
    rows = [_event(office, dice, entry) for entry in dice.some(possible, wanted)]
    return sorted(rows, key=lambda row: row["held_on"])


def _event(office: Office, dice: Dice, entry: dict[str, Any]) -> dict[str, Any]:
    people = dice.around(entry["people"] * (0.7 + 0.3 * office.reach), 0.4)
    capacity = max(20, round(people / dice.around(0.8, 0.25) / 10) * 10)
    creative = dice.happens(entry.get("creative", 0.06))
    score = min(5.0, max(2.0, round(2 * dice.gauss(3.2 + 0.4 * office.reach, 0.6)) / 2))
    return {
        "title": write(entry["title"], office.number, dice).text,
        "held_on": office.workday(dice),
        "type": entry["type"],
        "attendance": None if dice.happens(office.gap) else round(people),
        "capacity": None if dice.happens(office.gap) else capacity,
        "creative": None if dice.happens(office.gap) else creative,
        "score": score if creative or dice.happens(0.3) else None,
    }


def tasks(office: Office) -> list[dict[str, Any]]:
    """Rows of `tasks`: what each role had to do by a day of the month, and when it was done."""
    dice = office.dice("tasks")
    most = 2 if office.fullness < 1 else 4
    return [
        _task(office, dice, role, task)
        for role, possible in material("work")["tasks"].items()
        for task in dice.some(possible, dice.randint(2, most))
    ]


def _task(office: Office, dice: Dice, role: str, task: str) -> dict[str, Any]:
    due = office.workday(dice)
    diligence = (
        0.5 * office.service + 0.5 * office.answers + office.steady_dice(role).uniform(-0.15, 0.15)
    )
    if dice.happens(diligence):
        state, done = "done", max(office.days[0], due - timedelta(days=dice.randint(0, 5)))
    elif dice.happens(0.55):
        state, done = "late", due + timedelta(days=dice.randint(1, 8))
    else:
        state, done = "undone", None
    if done and done >= office.received_at.date():
        state, done = "undone", None
    noted = dice.happens(0.12 if state == "done" else 0.6)
    note = dice.choice(material("work")["notes"][state]) if noted else None
    return {"role": role, "task": task, "due_on": due, "done_on": done, "note": note}
