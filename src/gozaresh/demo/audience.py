"""Whom an office reaches: its contacts, the messages it sends them, and its channels."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

from gozaresh.calendar import Month
from gozaresh.demo.dice import Dice
from gozaresh.demo.office import EPOCH, Office, months_since_epoch
from gozaresh.demo.texts import in_season, material
from gozaresh.persian import persian_digits

_OPENING = ("platform", "handle", "title", "members")  # what is known of a channel not yet open
_LEAVE = 0.004  # of the contacts, a month


def contacts(office: Office) -> list[dict[str, Any]]:
    """Rows of `contacts`: every group with its count at the end of the month."""
    dice = office.dice("contacts")
    checked = office.workday(dice)
    people, growth = _bank(office)
    return [
        _group(office, group["name"], people * group["share"], growth)
        | {"checked_on": None if dice.happens(office.gap) else checked}
        for group in material("audience")["groups"]
    ]


def _bank(office: Office) -> tuple[float, float]:
    """How many contacts the office had when the sample data begin, and their monthly growth."""
    bank = material("audience")["contacts"]
    dice = office.steady_dice("contacts")
    size = math.sqrt(office.population / 400_000) * dice.around(1, 0.2)
    usual = {"people": min(bank["people"] * size, 8000), "growth": bank["growth"]}
    own = bank["own"].get(office.number, usual)
    return own["people"], own["growth"]


def _group(office: Office, name: str, people: float, growth: float) -> dict[str, Any]:
    """A group, counted forward from the first month so that every month fits the one before."""
    total, added, removed = round(people), 0, 0
    for age in range(office.age + 1):
        dice = Dice(office.seed, office.number, EPOCH + age, "contacts", name)
        added = dice.count(total * (growth + _LEAVE))
        removed = dice.share(total, _LEAVE)
        total += added - removed
    rates = office.steady_dice(f"contacts/{name}")
    lost = rates.uniform(0.03, 0.08) * (1 + 0.25 * math.sin(office.age))
    return {
        "group": name,
        "total": total,
        "added": added,
        "removed": removed,
        "unreachable": round(total * lost),
        "opted_out": round(total * rates.uniform(0.006, 0.018) * 1.05**office.age),
    }


def campaigns(office: Office, contacts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `campaigns`, oldest first."""
    dice = office.dice("campaigns")
    bank = sum(group["total"] - group["opted_out"] for group in contacts)
    possible = in_season(material("audience")["campaigns"], office.number, office.month)
    rows = [
        _sent(office, dice, entry, office.workday(dice), round(bank * dice.uniform(0.35, 0.95)))
        for entry in dice.some(possible, 1 + dice.happens(0.6) + dice.happens(0.25))
    ]
    return sorted([*rows, *_survey(office, dice, bank)], key=lambda row: row["sent_on"])


def _sent(
    office: Office, dice: Dice, entry: dict[str, Any], day: date, sent: int
) -> dict[str, Any]:
    row = {"name": entry["name"], "sent_on": day, **_delivery(office, dice, sent)}
    row["clicked"] = dice.share(row["delivered"], min(0.6, entry["click"] * dice.around(1, 0.15)))
    row["responded"] = dice.share(row["clicked"], 0.86)
    row["completed"] = dice.share(row["responded"], entry["answer"])
    return row


def _delivery(office: Office, dice: Dice, sent: int) -> dict[str, int]:
    """Of the messages sent: cancelled, stopped by the receiver's block, delivered."""
    block = office.steady_dice("blocked").uniform(0.07, 0.14) * dice.around(1, 0.08)
    cancelled = dice.share(sent, 0.011)
    blocked = dice.share(sent - cancelled, block)
    delivered = dice.share(sent - cancelled - blocked, dice.uniform(0.91, 0.97))
    return {"sent": sent, "delivered": delivered, "blocked": blocked, "cancelled": cancelled}


def _survey(office: Office, dice: Dice, bank: int) -> list[dict[str, Any]]:
    """«من شهردارم»: to the office's own contacts first, then to subscribers in the district."""
    survey = material("audience")["survey"]
    if str(office.month) != survey["month"]:
        return []
    name, days = {"name": survey["name"]}, survey["days"]
    own = _sent(office, dice, survey["own"] | name, office.days[days["own"] - 1], bank)
    zeal = dice.around(1, 0.15) * (0.92 + 0.08 * office.reach) * office.fullness**0.25
    wanted = office.population * survey["participation"] * zeal
    wave = _delivery(office, dice, round(office.population * survey["reach"]))
    completed = min(round(wanted) - own["completed"], wave["delivered"] // 3)
    responded = round(completed * dice.uniform(1.15, 1.3))
    clicked = round(responded * dice.uniform(1.1, 1.25))
    answers = {"clicked": clicked, "responded": responded, "completed": completed}
    return [own, name | {"sent_on": office.days[days["city"] - 1]} | wave | answers]


def channels(office: Office) -> list[dict[str, Any]]:
    """Rows of `channels`: every official channel as it stood at the end of the month."""
    texts, month = material("audience"), str(office.month)
    open_now = in_season(texts["channels"], office.number, office.month)
    opening = in_season(texts["own_channels"].get(office.number, ()), office.number, office.month)
    return [
        *(_channel(office, each) for each in open_now if each["launched"] <= month),
        *({key: each[key] for key in _OPENING} | {"posts": 0} for each in opening),
    ]


def _channel(office: Office, channel: dict[str, Any]) -> dict[str, Any]:
    texts, platform = material("audience"), channel["platform"]
    dice, steady = office.dice(f"channels/{platform}"), office.steady_dice(f"channels/{platform}")
    closed = str(office.month) >= channel.get("closes", "9999")
    left = texts["after_closing"] if closed else {"posts": 1, "views": 1}
    members = _members(office, channel, steady) * dice.around(1, 0.003)
    views = round(members * channel["views"] * left["views"] * dice.around(1, 0.12))
    name = texts["office_name"].format(number=persian_digits(office.number))
    launched = Month.parse(channel["launched"]).first_day
    return {
        "platform": platform,
        "handle": texts["handle"].format(number=office.number, platform=platform),
        "title": channel["title"].format(office_name=name),
        "members": round(members),
        "posts": round(dice.around(channel["posts"], 0.2) * left["posts"] * office.fullness),
        "views": None if dice.happens(office.gap) else views,
        "launched_on": launched + timedelta(days=steady.randint(0, 28)),
    }


def _members(office: Office, channel: dict[str, Any], steady: Dice) -> float:
    """Members grow at a steady rate; when a platform closes, many of them go to the others."""
    after = material("audience")["after_closing"]
    size = channel["members"] * office.population / 1000 * office.reach**0.4 * steady.around(1, 0.3)
    growth = 1 + steady.uniform(0.006, 0.022)
    if "closes" in channel:
        closed_for = max(0, office.age - months_since_epoch(Month.parse(channel["closes"])) + 1)
        return size * growth ** (office.age - closed_for) * after["stay"] ** closed_for
    closings = [each["closes"] for each in material("audience")["channels"] if "closes" in each]
    gains = sum(str(office.month) >= month for month in closings)
    return size * growth**office.age * after["gain"] ** gains
