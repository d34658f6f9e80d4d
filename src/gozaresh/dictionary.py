"""The data dictionary, `docs/records.md`: what districts submit, as `records.yml` declares it.

Written by `make docs`, that is, `python -m gozaresh.dictionary`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gozaresh.forms.layout import example
from gozaresh.intake.rules import RULES
from gozaresh.markdown import table
from gozaresh.params import find_root
from gozaresh.records import Column, ColumnType, Kind, kinds

PATH = Path("docs/records.md")

_HEAD = """\
# Records: what a district submits

Generated from [`src/gozaresh/records.yml`](../src/gozaresh/records.yml) by `make docs`; change
that file, not this one. Each kind is one sheet of the monthly form and one table of the store.
A table of the store has two columns more: `submission` (which one a row came with) and `row` (its
number in the sheet).

● required: a row without it is refused. ○ expected: a row without it lowers the data quality.

## Types
"""

_TYPES = {
    ColumnType.TEXT: ("one line, to 1,000 characters, no phone number", "`str`, in one spelling"),
    ColumnType.IDENTIFIER: ("Latin letters, digits, `-`, `_`, `.`", "`str`, lower case"),
    ColumnType.CHOICE: ("one of a closed list, by its Persian title", "`str`, the English id"),
    ColumnType.YES_NO: ("بله or خیر", "`boolean`"),
    ColumnType.COUNT: ("whole number, not negative, any digits", "`Int64`"),
    ColumnType.AMOUNT: ("number, not negative, `٫` or `.` before decimals", "`Float64`"),
    ColumnType.DATE: ("Jalali, four-digit year; or a spreadsheet date", "`datetime64[us]`"),
    ColumnType.INSTANT: ("Jalali date and hour, by the Tehran clock", "`datetime64[us]`, naive"),
    ColumnType.URL: ("full address with `http(s)://`", "`str`"),
}  # fmt: skip


def dictionary() -> str:
    """The whole document, in Markdown."""
    types = ((f"`{key}`", *words) for key, words in _TYPES.items())
    lines = [_HEAD, *table(("type", "typed in the form", "stored"), types)]
    for kind in kinds().values():
        lines += ["", *_kind(kind)]
    return "\n".join(lines) + "\n"


def _kind(kind: Kind) -> Iterator[str]:
    yield f"## `{kind.key}` · {kind.title}"
    yield ""
    yield kind.guidance
    yield ""
    head = ("column", "title", "", "type", "example", "allowed")
    yield from table(head, map(_column, kind.columns))
    if kind.rules:
        yield ""
        for rule in kind.rules:
            columns = ", ".join(f"`{column}`" for column in rule.columns)
            yield f"- {columns}: {_says(rule.rule)}"


def _column(column: Column) -> tuple[str, ...]:
    mark = "●" if column.required else "○" if column.expected else ""
    return (f"`{column.key}`", column.title, mark, column.type, example(column), _allowed(column))


def _allowed(column: Column) -> str:
    if column.choices:
        return "، ".join(f"{title} (`{key}`)" for key, title in column.choices.items())
    low, high = column.minimum, column.maximum
    bounds = [
        f"from {low:g}" if low is not None else "",
        f"to {high:g}" if high is not None else "",
    ]
    return " ".join(filter(None, [*bounds, column.guidance]))


def _says(rule: str) -> str:
    sentence = (RULES[rule].__doc__ or rule).split("\n")[0]
    return sentence[0].lower() + sentence[1:]


if __name__ == "__main__":
    (find_root() / PATH).write_text(dictionary(), encoding="utf-8")
