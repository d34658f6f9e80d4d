"""What the index page says, as plain data: texts in Persian, and numbers to sort by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gozaresh.batch.book import NAME, bindable, is_current
from gozaresh.batch.ledger import Entry
from gozaresh.batch.reports import Listed
from gozaresh.batch.standing import Place, Standing, points, score
from gozaresh.calendar import format_instant
from gozaresh.indicators import find
from gozaresh.persian import NO_VALUE, number

Words = Mapping[str, Any]
# A composite that moved less than this, of 100, has not moved as a reader sees it.
_MOVED = 0.0005


def page(
    standing: Standing,
    listed: Sequence[Listed],
    entries: Mapping[str, Entry],
    pictures: Mapping[str, str],
    before: Mapping[str, Any] | None,
    now: datetime,
) -> dict[str, Any]:
    """All that `templates/index.html` is filled with.

    `entries` say what became of each report, `pictures` hold the first page of each that is there,
    by name, `before` is what an earlier run noted (`index.json`).
    """
    words = standing.params.messages["index"]
    places = list(standing.places.values())
    reports = [_report(each, standing, entries, pictures, words) for each in listed]
    book = _book(listed, standing, entries, pictures) if NAME in entries else None
    return {
        "words": words,
        "title": words["title"].format(city=standing.params.defaults.city),
        "month": standing.month.title,
        "previous_month": (standing.month - 1).name,
        "sample": standing.sample,
        "made_on": words["made_on"].format(at=format_instant(now)),
        "version": words["version"].format(version=standing.version),
        "organisation": standing.params.defaults.organisation,
        "cards": _cards(standing, words),
        "bands": [each.name for each in standing.params.indicators.bands],
        "tiles": [_tile(each, standing, words) for each in places],
        "columns": [find(key).title for key in words["columns_of"]],
        "rows": [_row(each, standing, reports, words) for each in places],
        "missing": [each.name for each in places if each.received_at is None],
        "since_month": _since_month(places, words),
        "since_run": _since_run(places, before, words),
        "failures": [each for each in (*reports, book) if each and each["problem"]],
        "book": book,
        "reports": [book, *reports] if book else reports,
    }


def _cards(standing: Standing, words: Words) -> list[dict[str, Any]]:
    places = standing.places.values()
    sent = sum(each.received_at is not None for each in places)
    of = words["submitted_of"].format(count=number(sent), of=number(len(places)))
    median, previous = standing.median
    moved = median - previous
    bare = {"target": None, "change": "", "trend": None, "state": "none"}
    composite = bare | {"title": words["city_composite"], "value": score(median)}
    if moved == moved:  # there is a month before
        composite["change"] = points(moved, _points(standing))
        composite["trend"] = _direction(moved)
    arrived = bare | {"title": words["submitted"], "value": of}
    return [arrived, composite, *(standing.headline(key) for key in words["headline"])]


def _tile(place: Place, standing: Standing, words: Words) -> dict[str, Any]:
    row, column = standing.params.district(place.district).facts.tile
    band = _band(place, words)
    told = {"name": place.name, "composite": score(place.composite), "band": band}
    return {
        "district": place.district,
        "number": number(place.district),
        "row": row + 1,
        "column": column + 1,
        "score": score(place.composite),
        "level": _level(place, standing),
        "label": words["map"]["label"].format(**told),
    }


def _row(
    place: Place, standing: Standing, reports: Sequence[Mapping], words: Words
) -> dict[str, Any]:
    own = [each for each in reports if each["district"] == place.district]
    change = "" if place.change is None else points(place.change, _points(standing))
    received, late = place.received_at, place.days_late
    return {
        "district": place.district,
        "name": place.name,
        "score": score(place.composite),
        "composite": -1 if place.composite is None else place.composite,
        "band": _band(place, words),
        "level": _level(place, standing),
        "change": change or NO_VALUE,
        "moved": place.change or 0,
        "trend": None if place.change is None else _direction(place.change),
        "values": [
            {"text": standing.value_text(key, value), "sort": value if value == value else -1}
            for key, value in place.values.items()
        ],
        "received": format_instant(received) if received else NO_VALUE,
        "received_sort": received.isoformat() if received else "",
        "late": words["late"].format(days=number(late)) if late else "",
        "state": own[0]["state"] if own else "absent",
        "state_text": own[0]["state_text"] if own else words["states"]["absent"],
        "reports": own,
    }


def _report(
    listed: Listed,
    standing: Standing,
    entries: Mapping[str, Entry],
    pictures: Mapping[str, str],
    words: Words,
) -> dict[str, Any]:
    entry, place = entries.get(listed.name), standing.places.get(listed.district)
    subject = place.name if place else standing.params.defaults.city
    state = entry.state if entry else "absent"
    if place and place.received_at is None and state != "failed":
        state = "missing"
    return {
        "name": listed.name,
        "title": f"{subject} · {listed.title}",
        "district": listed.district,
        "href": f"{listed.name}.pdf" if listed.name in pictures else None,
        "picture": pictures.get(listed.name),
        "state": state,
        "state_text": words["states"][state],
        "problem": entry.why if state == "failed" else "",
    }


def _book(
    listed: Sequence[Listed],
    standing: Standing,
    entries: Mapping[str, Entry],
    pictures: Mapping[str, str],
) -> dict[str, Any]:
    """The book beside the reports; a stale one holds others than those that are now there."""
    words = standing.params.messages["index"]
    told = _report(Listed(NAME, words["book"], None), standing, entries, pictures, words)
    fresh = is_current(entries, [each.name for each in bindable(listed)])
    if told["state"] != "failed" and not fresh:
        told |= {"state": "stale", "state_text": words["states"]["stale"]}
    return told


def _since_month(places: Sequence[Place], words: Words) -> list[dict[str, Any]]:
    """The districts that moved most since the month before, the largest change first."""
    moved = [each for each in places if each.change is not None and abs(each.change) >= _MOVED]
    moved.sort(key=lambda each: -abs(each.change))
    return [_moved(each, each.change, words) for each in moved[: words["changes"]["most"]]]


def _since_run(
    places: Sequence[Place], before: Mapping[str, Any] | None, words: Words
) -> dict[str, Any]:
    """What is other than an earlier run noted: submissions that came, composites, bands."""
    said = words["changes"]
    if before is None:
        return {"note": said["first"], "items": []}
    items: list[dict[str, Any]] = []
    for place in places:
        items += _since(place, before["places"].get(str(place.district), {}), words)
    at = format_instant(datetime.fromisoformat(before["at"]))
    return {"note": "" if items else said["same"].format(at=at), "items": items}


def _since(place: Place, noted: Mapping[str, Any], words: Words) -> list[dict[str, Any]]:
    said, items = words["changes"], []
    received = place.received_at.isoformat() if place.received_at else None
    if received and received != noted.get("received"):
        items.append({"text": said["came"].format(name=place.name), "trend": None})
    value = noted.get("composite")
    if None not in (value, place.composite) and abs(place.composite - value) >= _MOVED:
        items.append(_moved(place, place.composite - value, words))
    band = noted.get("band")
    if band and place.band and band != place.band:
        text = said["band"].format(name=place.name, before=band, now=place.band)
        items.append({"text": text, "trend": None})
    return items


def _moved(place: Place, change: float, words: Words) -> dict[str, Any]:
    text = words["changes"]["moved"].format(
        name=place.name, change=points(change, words["points"]), now=score(place.composite)
    )
    return {"text": text, "trend": _direction(change)}


def _band(place: Place, words: Words) -> str:
    return place.band or words["no_band"]


def _level(place: Place, standing: Standing) -> int | None:
    names = [each.name for each in standing.params.indicators.bands]
    return names.index(place.band) if place.band else None


def _points(standing: Standing) -> str:
    return standing.params.messages["index"]["points"]


def _direction(change: float) -> str:
    return "flat" if abs(change) < _MOVED else "up" if change > 0 else "down"
