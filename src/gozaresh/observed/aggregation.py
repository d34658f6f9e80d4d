"""Observed items as records: what a district would have declared, had it declared what was seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from gozaresh.calendar import Month
from gozaresh.observed.items import About
from gozaresh.observed.sources import COUNTS, Status

CELL = ["district", "month"]
_DETAILS = [*COUNTS, "status", "completed"]
_ABOUT_NUMBERS = ("rows", "valid", "unique", "repeated", "invalid")


def with_details(observed: pd.DataFrame) -> pd.DataFrame:
    """Observed rows with their month, and their details as columns."""
    details = [json.loads(text) for text in observed["details"]]
    columns = {name: [each.get(name) for each in details] for name in _DETAILS}
    months = [str(Month.of(when)) for when in observed["published_at"]]
    types = dict.fromkeys(COUNTS, "Int64") | {"status": "str", "completed": "boolean"}
    table = pd.DataFrame(columns, index=observed.index).astype(types)
    return observed.assign(month=pd.Series(months, index=observed.index, dtype="str"), **table)


def content(observed: pd.DataFrame) -> pd.DataFrame:
    """Posts as `content`: district, month, id, published_at, kind, outlet, title, url, views.

    Beside them source, key and channel. A post of several districts is a row in each; one of
    none has no district.
    """
    posts = observed[observed["about"] == About.CONTENT]
    posts = posts.assign(id=posts["key"].str[:12])
    columns = [*CELL, "id", "published_at", "kind", "outlet", "title", "url", "views"]
    return posts[[*columns, "source", "key", "platform", "channel"]].reset_index(drop=True)


def channels(posts: pd.DataFrame) -> pd.DataFrame:
    """Posts as `channels`: district, month, platform, handle, title, posts, views (median a post).

    A channel's members stand in no export of posts.
    """
    of_channels = posts.dropna(subset=["channel"]).rename(columns={"channel": "handle"})
    of_channels = of_channels.assign(views=of_channels["views"].astype("Float64"))
    grouped = of_channels.groupby([*CELL, "platform", "handle"], dropna=False, sort=True)
    counted = grouped.agg(
        title=("outlet", "last"), posts=("key", "size"), views=("views", "median")
    )
    return counted.reset_index()


def campaigns(observed: pd.DataFrame) -> pd.DataFrame:
    """Messages and answers as `campaigns`: district, month, name, sent_on and counts.

    Counts: sent, one a status (delivered, undelivered, blocked, cancelled, failed, invalid,
    pending), responded, completed. A survey joins the campaign of its name.
    """
    about = observed["about"]
    messages, answers = observed[about == About.MESSAGE], observed[about == About.ANSWER]
    sent = messages.assign(name=messages["title"]).groupby([*CELL, "name"], dropna=False)
    counts = sent.agg(sent_on=("published_at", "min"), sent=("key", "size"))
    for status in Status:
        counts[status.value] = sent["status"].agg(lambda each, s=status: int((each == s).sum()))
    given = answers.assign(name=answers["title"]).groupby([*CELL, "name"], dropna=False)
    responses = given.agg(responded=("key", "size"), completed=("completed", "sum"))
    joined = counts.join(responses, how="outer").reset_index()
    numbers = joined.columns.difference([*CELL, "name", "sent_on"])
    return joined.astype(dict.fromkeys(numbers, "Int64"))


def answers(observed: pd.DataFrame) -> pd.DataFrame:
    """Answers counted: district, month, survey, question, answer, people, of.

    `of` is how many answered the question; one who chose several answers is in each.
    """
    given = observed[observed["about"] == About.ANSWER]
    each = pd.DataFrame(_each_answer(given), columns=[*CELL, "survey", "key", "question", "answer"])
    each = each.astype({"district": "Int64"})
    question = [*CELL, "survey", "question"]
    people = each.groupby([*question, "answer"], dropna=False).size().rename("people")
    of = each.groupby(question, dropna=False)["key"].nunique().rename("of")
    return people.reset_index().merge(of.reset_index(), on=question)


def contacts(observed: pd.DataFrame) -> pd.DataFrame:
    """Contact lists as `contacts`: district, month, group, total (different valid numbers).

    Beside them rows, valid, unique, repeated, invalid: how many the list has of each.
    """
    lists = observed[observed["about"] == About.LIST]
    details = [json.loads(text) for text in lists["details"]]
    numbers = {name: [each[name] for each in details] for name in _ABOUT_NUMBERS}
    table = pd.DataFrame(numbers, index=lists.index).astype("Int64")
    named = lists[[*CELL]].assign(group=lists["title"], total=table["unique"])
    return pd.concat([named, table], axis=1).reset_index(drop=True)


def records(observed: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """All of the above, by the kind of record that each is like."""
    detailed = with_details(observed)
    posts = content(detailed)
    return {
        "content": posts,
        "channels": channels(posts),
        "campaigns": campaigns(detailed),
        "contacts": contacts(detailed),
        "answers": answers(detailed),
    }


def _each_answer(given: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    rows = given[[*CELL, "title", "key", "details"]].itertuples(index=False)
    for district, month, survey, key, details in rows:
        for question, chosen in json.loads(details)["answers"].items():
            for answer in chosen:
                yield district, month, survey, key, question, answer
