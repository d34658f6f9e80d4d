"""What a reader of the first page alone takes away: head, summary, cards, a rank.

Plain data as all blocks, and like theirs its strings are Persian text, whoever typed it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from gozaresh.report.block import Block, State, one_of

Trend = Literal["up", "down", "flat"]


@dataclass(frozen=True)
class Fact:
    """A label and its value: «تاریخ: ۱۴۰۱/۱۱/۰۳»."""

    label: str
    value: str

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


@dataclass(frozen=True)
class Head(Block):
    """The head of an official report; it also sets the title and the footer of every page.

    `month` is the id, `1401-10`; `district` is None where the report is the city's. `running` is
    the footer's text. `version` is that of the data, `as_of` the moment it speaks for (ISO), and
    `submissions` and `corrections` say what it is made of. `sample` marks each page with
    `sample_note`.
    """

    type: ClassVar[str] = "head"

    title: str
    month: str
    running: str
    district: int | None = None
    subtitle: str = ""
    organisation: tuple[str, ...] = ()
    invocation: str = ""
    letter: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    sample: bool = False
    sample_note: str = ""
    version: str = ""
    as_of: str = ""
    submissions: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    author: str = ""

    def _lines(self) -> Iterator[str]:
        yield from (self.title, self.subtitle)
        yield from map(str, self.letter + self.facts)
        yield self.sample_note if self.sample else ""


@dataclass(frozen=True)
class Summary(Block):
    """The sentences that a reader of the first page alone takes away."""

    type: ClassVar[str] = "summary"

    title: str
    sentences: tuple[str, ...]

    def _lines(self) -> Iterator[str]:
        yield self.title
        yield from self.sentences


@dataclass(frozen=True)
class Card:
    """One indicator at a glance.

    `trend` says where the value moved, `state` whether that is good; `state_text` says it in
    words, so that it is never told by colour alone. `spark` holds a number a month, oldest
    first, None where there is none; `spark_target` is on its scale.
    """

    title: str
    value: str
    unit: str = ""
    target: str = ""
    change: str = ""
    trend: Trend | None = None
    state: State = "none"
    state_text: str = ""
    spark: tuple[float | None, ...] = ()
    spark_target: float | None = None
    spark_alt: str = ""
    note: str | None = None

    def __post_init__(self) -> None:
        one_of("state", self.state, State)
        if self.trend is not None:
            one_of("trend", self.trend, Trend)

    def __str__(self) -> str:
        parts = (f"{self.value} {self.unit}".strip(), self.target, self.change, self.state_text)
        return f"{self.title}: " + "، ".join(part for part in (*parts, self.note) if part)


@dataclass(frozen=True)
class Cards(Block):
    """A grid of cards."""

    type: ClassVar[str] = "cards"

    cards: tuple[Card, ...]

    def _lines(self) -> Iterator[str]:
        yield from map(str, self.cards)


@dataclass(frozen=True)
class Position(Block):
    """A rank among `of` as a scale: most likely `best`, and anywhere from `low` to `high`.

    Rank 1 is the best, so `low` is the best rank that the data allow and `high` the worst.
    """

    type: ClassVar[str] = "position"

    title: str
    sentence: str
    low: int
    best: int
    high: int
    of: int
    alt: str

    def __post_init__(self) -> None:
        if not 1 <= self.low <= self.best <= self.high <= self.of:
            raise ValueError(f"a position needs 1 ≤ low ≤ best ≤ high ≤ of, not {self.data()}")

    def _lines(self) -> Iterator[str]:
        yield from (self.title, self.sentence)
