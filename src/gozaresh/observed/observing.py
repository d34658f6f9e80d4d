"""A file and its source in, typed items and faults out: the whole way of an observed export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path

from gozaresh.calendar import Month
from gozaresh.observed.albums import joined
from gozaresh.observed.answers import Closed, answers_of, closed_questions
from gozaresh.observed.attribution import Rules, attribute
from gozaresh.observed.faults import Fault, ItemError, quote
from gozaresh.observed.items import About, Attribution, Item, key_of, packed
from gozaresh.observed.mapping import clean, found_paths, map_item
from gozaresh.observed.numbers import count_numbers
from gozaresh.observed.readers import Raw, read
from gozaresh.observed.sources import Condition, Source


@dataclass(frozen=True)
class Setting:
    """What the caller knows that no file says: the district it belongs to, the month asked for."""

    now: datetime
    rules: Rules
    district: int | None = None
    month: Month | None = None


@dataclass
class Counts:
    """What became of a file's items, filled as they are read."""

    read: int = 0
    passed_over: int = 0
    other_month: int = 0
    marked_up: int = 0
    attributed: int = 0


def observe(path: Path, source: Source, setting: Setting, counts: Counts) -> Iterator[Item | Fault]:
    """Every item of an export, and every fault in it, one at a time."""
    if source.about is About.LIST:
        yield from _counted(path, source, setting, counts)
        return
    closed = closed_questions(read(path, source), source) if source.questions else {}
    there: set[str] = set()
    times: Counter[tuple[str, datetime]] = Counter()
    raws = _wanted(read(path, source), source, counts)
    for raw in joined(raws, source.album, _words(source)) if source.album else raws:
        if isinstance(raw, Fault):
            yield raw
            continue
        counts.read += 1
        try:
            item = _item(raw, source, setting, counts)
            there.update(found_paths(raw, source))
        except ItemError as error:
            yield Fault(raw.number, error.reason, str(error))
            continue
        if item is not None:
            yield _answered(item, raw, source, closed, times) if source.questions else item
    yield from _never_there(source, there)


def _wanted(raws: Iterable[Raw | Fault], source: Source, counts: Counts) -> Iterator[Raw | Fault]:
    for raw in raws:
        if isinstance(raw, Fault) or _is_wanted(raw, source):
            yield raw
        else:
            counts.passed_over += 1


def _is_wanted(raw: Raw, source: Source) -> bool:
    def meets(condition: Condition) -> bool:
        value = raw.find(condition.path)
        if condition.values is None:
            return bool(value)
        return str(value) in condition.values

    return all(map(meets, source.only)) and not any(map(meets, source.skip))


def _item(raw: Raw, source: Source, setting: Setting, counts: Counts) -> Item | None:
    item, text, marked_up = map_item(raw, source, setting.now)
    if setting.month is not None and Month.of(item.published_at) != setting.month:
        counts.other_month += 1
        return None
    counts.marked_up += marked_up
    item = replace(item, districts=_districts(item, text, source, setting))
    counts.attributed += bool(item.districts)
    return item


def _districts(item: Item, text: str, source: Source, setting: Setting) -> tuple[Attribution, ...]:
    """Whose it is: as the caller says, else by its owner's name, its words, its address."""
    if setting.district is not None:
        return (Attribution(setting.district, "--district"),)
    owner = [getattr(item, name) for name in source.owner]
    return attribute([*owner, item.title, text, item.url], setting.rules)


def _answered(
    item: Item,
    raw: Raw,
    source: Source,
    closed: Closed,
    times: Counter[tuple[str, datetime]],
) -> Item:
    """With its answers, under a key that holds nothing of them: the how-manieth of its second."""
    key = item.key
    if not source.key:
        same = (item.title, item.published_at)
        times[same] += 1
        key = key_of([source.name, *same, times[same]])
    completed = source.fields.get("completed_at")
    done = completed is None or any(raw.find(path) for path in completed.path)
    details = {"completed": done, "answers": answers_of(raw, closed, source)}
    return replace(item, key=key, details=packed(details))


def _counted(
    path: Path, source: Source, setting: Setting, counts: Counts
) -> Iterator[Item | Fault]:
    """A contact list as one item of counts, dated on the last day of its month."""
    month = setting.month or Month.of(setting.now)
    faults: list[Fault] = []
    numbers = count_numbers(_faults_apart(read(path, source), faults), source.fields["number"])
    yield from faults
    counts.read = numbers["rows"]
    title = source.fields["title"].constant if "title" in source.fields else None
    title = title or clean(path.stem)
    counts.attributed = 1
    yield Item(
        key=key_of([source.name, setting.district, month, title]),
        about=About.LIST,
        published_at=datetime.combine(month.last_day, time()),
        title=title,
        details=packed(numbers),
        districts=(Attribution(setting.district, "--district"),) if setting.district else (),
    )


def _faults_apart(raws: Iterable[Raw | Fault], faults: list[Fault]) -> Iterator[Raw]:
    for raw in raws:
        if isinstance(raw, Fault):
            faults.append(raw)
        else:
            yield raw


def _never_there(source: Source, there: set[str]) -> Iterator[Fault]:
    """A field that no item has is a mapping that names the wrong place."""
    for name, field in source.fields.items() if there else ():
        if name not in there and not field.optional:
            paths = " or ".join(map(quote, field.paths))
            yield Fault(
                None,
                "no_path",
                f"no item has {paths}, which params/sources/{source.name}.yml names in "
                f"fields.{name}; mend the mapping, or mark the field as optional.",
            )


def _words(source: Source) -> str:
    return next(iter(source.fields["text"].path), "")
