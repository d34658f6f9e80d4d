"""From an item as it stands in an export to a typed, clean one: the mapping applied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from gozaresh.intake.characters import is_blank, visible
from gozaresh.observed.dates import read_date
from gozaresh.observed.faults import ItemError, quote
from gozaresh.observed.fields import FieldMap
from gozaresh.observed.items import (
    LONGEST_LEAD,
    LONGEST_TITLE,
    About,
    Item,
    key_of,
    packed,
)
from gozaresh.observed.readers import Raw
from gozaresh.observed.sources import COUNTS, Source
from gozaresh.persian import latin_digits, normalise
from gozaresh.privacy import personal_numbers, without_numbers

LONGEST_READ = 20_000
_LONGEST_CODE = 3  # a provider's status; anything longer may be a person's
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_MARKED_UP = re.compile(r"</?[a-zA-Z!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
_SENTENCE_END = re.compile(r"(?<=[.!؟?])\s")


def map_item(raw: Raw, source: Source, now: datetime) -> tuple[Item, str, bool]:
    """The item, its whole text for attribution, and whether markup was taken out of it.

    Raises `ItemError` for what cannot be an item of this source.
    """
    published_at = _date(raw, source, "published_at", now)
    written = _text(raw, source, "title"), _text(raw, source, "text")
    title, text = map(without_markup, written)
    title, text = clean(title or _first_line(text)), clean(text)
    item = Item(
        key=_key(raw, source, published_at, title),
        about=source.about,
        published_at=published_at,
        title=title[:LONGEST_TITLE],
        text=text[:LONGEST_LEAD],
        url=_url(raw, source),
        details=packed(_details(raw, source)),
        **{name: _label(raw, source, name) for name in ("kind", "outlet", "platform", "channel")},
    )
    if source.about is not About.CONTENT and not item.title:
        raise ItemError("no_title", "it has no name to be counted under.")
    return item, text, any(map(_TAG.search, written))


def clean(text: str) -> str:
    """One line in one spelling, without invisible marks and without anybody's number."""
    # Before and after: marks keep apart what they hide, and what they cut in two comes together.
    return without_numbers(visible(normalise(without_numbers(text[:LONGEST_READ]))))


def without_markup(text: str) -> str:
    """What a reader would see of a text that may be HTML; a line stays a line."""
    return _Words.of(text) if _MARKED_UP.search(text) else text


def found_paths(raw: Raw, source: Source) -> Iterator[str]:
    """The fields of the mapping that this item has something for."""
    for name, field in source.fields.items():
        if field.constant is not None or any(raw.find(path) is not None for path in field.paths):
            yield name


def required(raw: Raw, paths: Iterable[str]) -> object:
    """The first value there is at `paths`; raise `ItemError` when there is none."""
    value = _first(raw, paths)
    if is_blank(value):
        raise ItemError("missing", f"{' or '.join(map(quote, paths))} is not there or is empty.")
    return value


def _first(raw: Raw, paths: Iterable[str]) -> object:
    return next((value for path in paths if not is_blank(value := raw.find(path))), None)


def _date(raw: Raw, source: Source, name: str, now: datetime) -> datetime:
    field = source.fields[name]
    value = required(raw, field.path)
    try:
        return read_date(value, field.date, now)
    except ItemError as error:
        if source.of_people:  # a shifted column would put somebody's name in the sentence
            raise ItemError(error.reason, f"its date cannot be taken ({error.reason}).") from None
        raise


def _text(raw: Raw, source: Source, name: str) -> str:
    field = source.fields.get(name)
    if field is None:
        return ""
    if field.join:
        return "\n".join(filter(None, (_flat(raw.find(path), "\n") for path in field.join)))
    written = field.constant or _flat(_first(raw, field.path), "")
    return str(_meaning(field, written, source) or "")


def _flat(value: object, glue: str) -> str:
    """A value as text; of a list, its strings and the `text` of its objects."""
    if isinstance(value, list):
        return _joined((_flat(part, glue) for part in value), glue)
    if isinstance(value, dict):
        return _flat(value.get("text"), glue)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def _joined(parts: Iterable[str], glue: str) -> str:
    """The parts one after another; two numbers that would touch stay two."""
    text = ""
    for part in parts:
        touching = text[-1:].isdigit() and (part[:1].isdigit() or part.startswith(("+", "(")))
        text += (" " if touching else glue if text else "") + part
    return text


def _meaning(field: FieldMap, written: str, source: Source) -> str | None:
    """What a written value means, as the mapping says."""
    if not (field.values or field.match):
        return written or field.otherwise
    plain = latin_digits(normalise(written))
    meant = field.values.get(written, field.values.get(plain))
    meant = meant or next((value for find, value in field.matches if find.search(plain)), None)
    if meant is None and field.otherwise is None and written:
        shown = "" if source.of_people and len(written) > _LONGEST_CODE else f" {quote(written)}"
        raise ItemError(
            "no_meaning",
            f"the value{shown} at {quote(field.paths[0])} has no meaning in "
            f"params/sources/{source.name}.yml; add it to `values`.",
        )
    return meant or field.otherwise


def _label(raw: Raw, source: Source, name: str) -> str | None:
    return clean(without_markup(_text(raw, source, name)))[:LONGEST_TITLE] or None


def _details(raw: Raw, source: Source) -> dict[str, Any]:
    details: dict[str, Any] = {}
    for name in COUNTS:
        if name in source.fields and (count := _count(_first(raw, source.fields[name].path))):
            details[name] = count
    if "status" in source.fields:
        required(raw, source.fields["status"].path)
        details["status"] = _text(raw, source, "status")
    if "completed_at" in source.fields:
        details["completed"] = not is_blank(_first(raw, source.fields["completed_at"].path))
    elif source.about is About.ANSWER:
        details["completed"] = True
    return details


def _count(value: object) -> int | None:
    digits = re.sub(r"[,٬،\s]", "", latin_digits(_flat(value, "")))
    return int(digits) if re.fullmatch(r"\d{1,15}", digits) else None


def _url(raw: Raw, source: Source) -> str | None:
    """A web address, unless it may hold somebody's number; a page's own number is declared."""
    text = "".join(_text(raw, source, "url").split())
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        return None
    unnumbered = source.page_numbers.sub("", text) if source.page_numbers else text
    return None if personal_numbers(unnumbered) else text


def _key(raw: Raw, source: Source, published_at: datetime, title: str) -> str:
    parts = [required(raw, [path]) for path in source.key] or [published_at, title]
    return key_of([source.name, *parts])


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return _SENTENCE_END.split(next(filter(None, lines), ""), maxsplit=1)[0]


class _Words(HTMLParser):
    """What a reader sees of a piece of HTML."""

    _UNSEEN = ("script", "style", "template")
    _BLOCKS = ("p", "br", "div", "li", "h1", "h2", "h3", "tr", "td", "th", "blockquote")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = 0

    @classmethod
    def of(cls, text: str) -> str:
        parser = cls()
        parser.feed(text)
        parser.close()
        return "".join(parser.words)

    def handle_starttag(self, tag: str, _: object) -> None:
        self._unseen += tag in self._UNSEEN
        if tag in self._BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._UNSEEN and self._unseen:
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)
