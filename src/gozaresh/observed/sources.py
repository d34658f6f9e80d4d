"""A source: how one kind of export is read, declared in `params/sources/NAME.yml`."""

from __future__ import annotations

import codecs
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from gozaresh.checked import collecting
from gozaresh.errors import ParamsError
from gozaresh.observed.fields import FieldMap, Mapped, Paths, Regex
from gozaresh.observed.items import About
from gozaresh.records import kinds

CONTENT_KINDS = frozenset(kinds()["content"].column("kind").choices)
PLATFORMS = frozenset(kinds()["channels"].column("platform").choices)
COUNTS = ("views", "likes", "comments", "members")


class Format(StrEnum):
    """The file formats there are readers for."""

    CSV = "csv"
    EXCEL = "excel"
    JSON = "json"
    JSON_LINES = "json_lines"
    FEED = "feed"


class Status(StrEnum):
    """What became of a message; a block is the recipient's wish and no failure."""

    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    BLOCKED = "blocked"
    CANCELLED = "cancelled"
    FAILED = "failed"
    INVALID = "invalid"
    PENDING = "pending"


class Condition(Mapped):
    """An item meets it when what stands at `path` is one of `values`, or is there at all."""

    path: str
    values: tuple[str, ...] | None = Field(default=None, alias="is")


class Album(Mapped):
    """Items that follow one another, are alike in `same` and have one of `media` are one post."""

    same: tuple[str, ...]
    media: tuple[str, ...]


class Questions(Mapped):
    """Which columns of a survey are closed questions, and how its answers are kept.

    A column whose title matches `drop`, that is mapped already, or that has more than
    `most_answers` different answers is not kept; an answer that fewer than `fewest` people gave
    becomes `rare`.
    """

    drop: tuple[Regex, ...]
    several: str | None = None
    most_answers: int = Field(ge=2)
    fewest: int = Field(ge=2)
    rare: str


class Source(Mapped):
    """One file of `params/sources/`."""

    name: str = ""
    title: str
    format: Format
    about: About
    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str | None = None
    header: int = Field(default=1, ge=0)
    items: Paths = ("",)
    only: tuple[Condition, ...] = ()
    skip: tuple[Condition, ...] = ()
    album: Album | None = None
    key: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    page_numbers: Regex | None = None
    fields: dict[str, FieldMap]
    questions: Questions | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        try:
            codecs.lookup(self.encoding)
        except LookupError:
            raise ValueError(f"there is no encoding {self.encoding!r}") from None
        needed, allowed = _FIELDS[self.about]
        if missing := needed - set(self.fields):
            raise ValueError(f"a source of {self.about} needs the fields {sorted(missing)}")
        if unknown := set(self.fields) - needed - allowed:
            raise ValueError(f"a source of {self.about} has no fields {sorted(unknown)}")
        if "published_at" in self.fields and self.fields["published_at"].date is None:
            raise ValueError("published_at has no calendar: say `date: {calendar: …}`")
        if (self.about is About.ANSWER) != (self.questions is not None):
            raise ValueError("`questions` goes with sources of answers, and only with them")
        _closed(self.fields.get("kind"), CONTENT_KINDS)
        _closed(self.fields.get("platform"), PLATFORMS)
        _closed(self.fields.get("status"), frozenset(Status))
        return self

    @property
    def of_people(self) -> bool:
        """Whether its rows are about persons, so that nothing in them may be repeated."""
        return self.about is not About.CONTENT

    @cached_property
    def paths(self) -> dict[str, tuple[str, ...]]:
        """Every path that the mapping names, by what names it."""
        named = {f"fields.{key}": each.paths for key, each in self.fields.items()}
        conditions = [each.path for each in (*self.only, *self.skip)]
        named |= {"key": self.key, "only/skip": tuple(conditions)}
        return {where: paths for where, paths in named.items() if paths}


_POST = {"text", "title", "url", "kind", "outlet", "platform", "channel", *COUNTS}
_FIELDS: dict[About, tuple[set[str], set[str]]] = {
    About.CONTENT: ({"published_at"}, _POST),
    About.MESSAGE: ({"published_at", "title", "status"}, {"outlet"}),
    About.ANSWER: ({"published_at", "title"}, {"completed_at", "outlet"}),
    About.LIST: ({"number"}, {"title"}),
}


def _closed(field: FieldMap | None, allowed: frozenset[str]) -> None:
    if field is None:
        return
    meant = {*field.values.values(), *field.match.values(), field.otherwise, field.constant}
    if meant == {None}:
        raise ValueError(f"say by `values` which of {sorted(allowed)} is meant by what is written")
    if unknown := sorted(str(each) for each in meant - {None} - allowed):
        raise ValueError(f"{unknown} is none of {sorted(allowed)}")


def source_names(root: Path) -> list[str]:
    """The sources there are mappings for."""
    return sorted(path.stem for path in (root / "params" / "sources").glob("*.yml"))


@cache
def load_source(root: Path, name: str) -> Source:
    """Read and check one mapping; raise `ParamsError` with every fault, or the names there are."""
    path = root / "params" / "sources" / f"{name}.yml"
    if name not in source_names(root):
        known = ", ".join(source_names(root))
        raise ParamsError(f"There is no source {name!r}; params/sources/ has {known}.")
    faults: list[str] = []
    source = collecting(faults, root)(path, Source)
    if source is None:
        raise ParamsError("\n".join(faults))
    return source.model_copy(update={"name": name})
