"""The head of an official report: organisation, letter, title, and what the report is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from gozaresh.calendar import Month, format_date, format_sentence_date
from gozaresh.param_files import District, Meeting
from gozaresh.params import Params
from gozaresh.persian import number, persian_digits
from gozaresh.report.first_page import Fact, Head
from gozaresh.report.rows import rows_of


@dataclass(frozen=True)
class Behind:
    """The data behind a report: its version, the moment it speaks for, whether it is a sample.

    `submissions` and `corrections` have the columns of the snapshot's frames of those names.
    """

    version: str
    as_of: datetime
    sample: bool
    submissions: pd.DataFrame
    corrections: pd.DataFrame


def head(district: District, month: Month, params: Params, behind: Behind) -> Head:
    """The head of a district's report; the letter's date is the meeting's, or the data's."""
    words = params.messages["report"]
    meeting = params.meeting(district.number, month)
    return Head(
        title=words["title"].format(district=district.name),
        subtitle=_subtitle(month, meeting, words),
        district=district.number,
        running=words["running"].format(district=district.name, month=month.title),
        letter=_letter(meeting.date if meeting else behind.as_of, words["letter"], attached=True),
        facts=_facts(district, meeting, params.defaults.population_year, words["facts"]),
        **_shared(month, params, behind),
    )


def review_head(
    district: District, month: Month, params: Params, meeting: Meeting, behind: Behind
) -> Head:
    """The head of a meeting's paper: the meeting, and the months that it looks back on."""
    words = params.messages["report"]
    review, date_text = words["review"], format_sentence_date(meeting.date)
    return Head(
        title=review["title"].format(district=district.name),
        subtitle=review["subtitle"].format(date=date_text, month=month.title),
        district=district.number,
        running=review["running"].format(district=district.name, month=month.title),
        letter=_letter(meeting.date, words["letter"]),
        facts=_facts(district, meeting, params.defaults.population_year, words["facts"]),
        **_shared(month, params, behind),
    )


def city_head(month: Month, params: Params, behind: Behind) -> Head:
    """The head of the report that compares all districts."""
    words, city = params.messages["report"], params.defaults.city
    return Head(
        title=words["city"]["title"].format(city=city),
        subtitle=words["subtitle"].format(month=month.title),
        running=words["city"]["running"].format(city=city, month=month.title),
        letter=_letter(behind.as_of, words["letter"]),
        **_shared(month, params, behind),
    )


def _shared(month: Month, params: Params, behind: Behind) -> dict[str, Any]:
    """What the heads of all reports have in common."""
    defaults = params.defaults
    return {
        "month": str(month),
        "organisation": defaults.organisation,
        "invocation": defaults.invocation,
        "sample": behind.sample,
        "sample_note": params.messages["report"]["sample_note"],
        "version": behind.version,
        "as_of": behind.as_of.isoformat(),
        "submissions": tuple(
            " ".join(each) for each in rows_of(behind.submissions, "month", "file", "sha256")
        ),
        "corrections": tuple(sorted(set(behind.corrections["id"]))),
        "keywords": (defaults.city, month.title),
        "author": defaults.author,
    }


def _subtitle(month: Month, meeting: Meeting | None, words: dict[str, Any]) -> str:
    if meeting is None:
        return words["subtitle"].format(month=month.title)
    date_text = format_sentence_date(meeting.date)
    return words["subtitle_meeting"].format(month=month.title, date=date_text)


def _letter(day: date, words: dict[str, str], attached: bool = False) -> tuple[Fact, ...]:
    """The secretariat writes the number by hand, so its place is left open."""
    return (
        Fact(words["date"], format_date(day)),
        Fact(words["number"], ""),
        Fact(words["attachment"], words["inside" if attached else "none"]),
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
