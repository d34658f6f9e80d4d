"""What a notebook cell displays: plain data for the PDF, right-to-left HTML for JupyterLab.

Every string in a block is plain Persian text, whoever typed it; only the templates give it a
look. Numbers arrive as text, already written the Persian way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from gozaresh.report.block import Block, State, one_of

Align = Literal["start", "center", "end"]
Tone = Literal["info", "warning"]
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}\.csv")


@dataclass(frozen=True)
class TableColumn:
    """A column's heading, the side its cells keep to, and its share of the width."""

    title: str
    align: Align = "start"
    weight: float | None = None

    def __post_init__(self) -> None:
        one_of("align", self.align, Align)


@dataclass(frozen=True)
class Cell:
    """A table cell that is more than text: it has a state, or stands out."""

    text: str
    state: State = "none"
    strong: bool = False

    def __post_init__(self) -> None:
        one_of("state", self.state, State)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Table(Block):
    """A table with its caption; `empty` is what stands in place of no rows."""

    type: ClassVar[str] = "table"

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    empty: str
    note: str | None = None

    def __post_init__(self) -> None:
        for place, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"row {place} of table {self.caption!r} has {len(row)} cells;"
                    f" the table has {len(self.columns)} columns"
                )

    def _lines(self) -> Iterator[str]:
        yield self.caption
        yield "\t".join(column.title for column in self.columns)
        yield from ("\t".join(map(str, row)) for row in self.rows or ((self.empty,),))
        yield self.note or ""


@dataclass(frozen=True)
class Figure(Block):
    """A picture (SVG text, or a PNG as base64) with a caption and the numbers in words.

    `width` is a share of the text's width, 0 to 1; None leaves it to the template.
    """

    type: ClassVar[str] = "figure"

    caption: str
    alt: str
    svg: str | None = None
    png: str | None = None
    width: float | None = None

    def __post_init__(self) -> None:
        if (self.svg is None) == (self.png is None):
            raise ValueError(f"figure {self.caption!r} needs one picture: svg or png")
        if not self.alt:
            raise ValueError(f"figure {self.caption!r} needs `alt`, its numbers in words")

    def _lines(self) -> Iterator[str]:
        yield from (self.caption, self.alt)


@dataclass(frozen=True)
class Note(Block):
    """A remark set apart from the text."""

    type: ClassVar[str] = "note"

    text: str
    tone: Tone = "info"

    def __post_init__(self) -> None:
        one_of("tone", self.tone, Tone)

    def _lines(self) -> Iterator[str]:
        yield self.text


@dataclass(frozen=True)
class Definition:
    """A term and what it means here."""

    term: str
    text: str

    def __str__(self) -> str:
        return f"{self.term}: {self.text}"


@dataclass(frozen=True)
class Definitions(Block):
    """Terms and what they mean here."""

    type: ClassVar[str] = "definitions"

    items: tuple[Definition, ...]

    def _lines(self) -> Iterator[str]:
        yield from map(str, self.items)


@dataclass(frozen=True)
class PageBreak(Block):
    """What follows begins on a new page."""

    type: ClassVar[str] = "pagebreak"

    def _lines(self) -> Iterator[str]:
        yield "⁂"


@dataclass(frozen=True)
class Attachment(Block):
    """Data put into the PDF beside its pages: `csv` is the text of a table, under a file's `name`.

    `description` tells a reader what its rows and columns are.
    """

    type: ClassVar[str] = "attachment"

    name: str
    description: str
    csv: str

    def __post_init__(self) -> None:
        if not _FILE_NAME.fullmatch(self.name):
            raise ValueError(f"an attachment's name is like indicators.csv, not {self.name!r}")
        if not self.description:
            raise ValueError(f"attachment {self.name!r} needs a description")

    def _lines(self) -> Iterator[str]:
        yield f"{self.name}: {self.description}"
