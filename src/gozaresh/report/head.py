"""The head of an official report: organisation, letter, title, and what the report is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from gozaresh.calendar import Month, format_date, format_sentence_date
from gozaresh.params import District, Meeting, Params
from gozaresh.persian import number, persian_digits
from gozaresh.report.blocks import Fact, Head


def head(
    district: District, month: Month, params: Params, *, as_of: date, version: str, sample: bool
) -> Head:
    """The head of a district's report; the letter's date is the meeting's, or the data's."""
    defaults, words = params.defaults, params.messages["report"]
    meeting = params.meeting(district.number, month)
    return Head(
        title=words["title"].format(district=district.name),
        subtitle=_subtitle(month, meeting, words),
        district=district.number,
        month=str(month),
        running=words["running"].format(district=district.name, month=month.title),
        organisation=defaults.organisation,
        invocation=defaults.invocation,
        letter=_letter(meeting.date if meeting else as_of, words["letter"]),
        facts=_facts(district, meeting, defaults.population_year, words["facts"]),
        sample=sample,
        sample_note=words["sample_note"],
        version=version,
        keywords=(district.name, month.title),
        author=defaults.author,
    )


def _subtitle(month: Month, meeting: Meeting | None, words: dict[str, Any]) -> str:
    if meeting is None:
        return words["subtitle"].format(month=month.title)
    date_text = format_sentence_date(meeting.date)
    return words["subtitle_meeting"].format(month=month.title, date=date_text)


def _letter(day: date, words: dict[str, str]) -> tuple[Fact, ...]:
    """The secretariat writes the number by hand, so its place is left open."""
    return (
        Fact(words["date"], format_date(day)),
        Fact(words["number"], ""),
        Fact(words["attachment"], words["none"]),
    )


def _facts(
    district: District, meeting: Meeting | None, census_year: int, words: dict[str, str]
) -> tuple[Fact, ...]:
    known, year = district.facts, persian_digits(census_year)
    people = words["people"].format(count=number(known.population), year=year)
    facts = (
        Fact(words["population"], people),
        Fact(words["households"], number(known.households)),
        Fact(words["area"], words["hectares"].format(area=number(known.area_ha))),
    )
    return (*facts, Fact(words["meeting"], meeting.place)) if meeting else facts
