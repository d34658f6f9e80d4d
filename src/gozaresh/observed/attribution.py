"""Which districts an item speaks of, by the rules of `params/attribution.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gozaresh.checked import Strict, collecting
from gozaresh.errors import ParamsError
from gozaresh.observed.items import Attribution
from gozaresh.persian import HALF_SPACE, latin_digits, normalise

_WINDOW = 60
_FEW_WORDS_AROUND = 25
_LETTER = "[ء-ی]"
_MARKS = re.compile("[\u064b-\u0652\u0654\u0655\u0670]")

Example = tuple[str, tuple[int, ...]]


class Mention(Strict):
    """A way to name districts: `list` is the group that holds their numbers."""

    id: str
    pattern: str
    strong: bool = False
    examples: tuple[Example, ...]


class Against(Strict):
    """Words right before or after a mention that say it is of something else."""

    id: str
    before: str | None = None
    after: str | None = None
    examples: tuple[Example, ...]


class Elsewhere(Strict):
    """Words anywhere that say the item is about another city, unless ours is named too."""

    id: str
    pattern: str
    unless: str
    examples: tuple[Example, ...]


class RuleBook(Strict):
    """`params/attribution.yml` as it is written."""

    worth_a_look: str
    latin_city: str
    most_at_once: int
    numbers: tuple[str, ...]
    ordinals: tuple[str, ...]
    doubtful: tuple[str, ...]
    lists: dict[str, tuple[str, ...]]
    mentions: tuple[Mention, ...]
    against: tuple[Against, ...]
    elsewhere: tuple[Elsewhere, ...]

    def examples(self) -> list[tuple[str, Example]]:
        """Every example with the id of its rule."""
        rules = (*self.mentions, *self.against, *self.elsewhere)
        return [(rule.id, example) for rule in rules for example in rule.examples]


@dataclass(frozen=True)
class Rules:
    """The rules, compiled for one city and its districts."""

    worth_a_look: re.Pattern[str]
    mentions: tuple[tuple[re.Pattern[str], bool], ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    elsewhere: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    own_city: re.Pattern[str]
    number: re.Pattern[str]
    numbers: Mapping[str, int]
    districts: frozenset[int]
    most_at_once: int


def load_rules(root: Path, city: str, districts: Iterable[int]) -> Rules:
    """The rules of a project, for the districts it has; raise `ParamsError` for a bad file."""
    return _compiled(root, city, tuple(districts))


@cache
def load_rule_book(root: Path) -> RuleBook:
    """`params/attribution.yml`, checked."""
    faults: list[str] = []
    book = collecting(faults, root)(root / "params" / "attribution.yml", RuleBook)
    if book is None:
        raise ParamsError("\n".join(faults))
    return book


def attribute(texts: Iterable[str | None], rules: Rules) -> tuple[Attribution, ...]:
    """The districts that the first of `texts` to name any names, each with the words that do.

    Give them from the weightiest to the lightest: a title outranks the text below it.
    """
    texts = [text for text in texts if text]
    if not any(map(rules.worth_a_look.search, texts)):
        return ()
    plain = [_plain(text) for text in texts]
    whole = " \n ".join(plain)
    away = any(here.search(whole) and not unless.search(whole) for here, unless in rules.elsewhere)
    for text in plain:
        if found := _attributed(text, rules, away):
            return found
    return ()


def _attributed(text: str, rules: Rules, away: bool) -> tuple[Attribution, ...]:
    found: dict[int, Attribution] = {}
    for pattern, strong in rules.mentions:
        for mention in pattern.finditer(text):
            sure = strong or rules.own_city.match(text, mention.end())
            if _is_against(text, mention, rules) or (away and not sure):
                continue
            words = _words_around(text, mention)
            for district in _numbers(mention["list"], rules):
                found.setdefault(district, Attribution(district, words))
    return tuple(found[district] for district in sorted(found))


def _is_against(text: str, mention: re.Match[str], rules: Rules) -> bool:
    before = text[max(0, mention.start() - _WINDOW) : mention.start()]
    return bool(rules.before.search(before) or rules.after.match(text, mention.end("list")))


def _numbers(listed: str, rules: Rules) -> list[int]:
    """The districts in `3, 4 و 5` or `1 تا 5`; none where there are too many."""
    found = list(rules.number.finditer(listed))
    numbers: list[int] = []
    for place, each in enumerate(found):
        number = rules.numbers.get(each[0].replace(" ", "")) or int(each[0])
        joint = listed[found[place - 1].end() : each.start()].strip() if place else ""
        is_range = joint == "تا" or (joint in ("-", "–") and len(found) == 2)
        numbers += range(numbers[-1] + 1, number + 1) if is_range else [number]
    known = [number for number in dict.fromkeys(numbers) if number in rules.districts]
    return known if len(known) <= rules.most_at_once else []


def _words_around(text: str, mention: re.Match[str]) -> str:
    start = text.rfind(" ", 0, max(0, mention.start() - _FEW_WORDS_AROUND)) + 1
    end = text.find(" ", mention.end() + _FEW_WORDS_AROUND)
    return text[start : end if end >= 0 else len(text)][:120].strip()


def _plain(text: str) -> str:
    """One spelling, as the rules are written for."""
    spelt = latin_digits(normalise(text)).replace(HALF_SPACE, " ").replace("_", " ")
    spelt = spelt.replace("ۀ", "ه").replace("أ", "ا").casefold()
    return " ".join(_MARKS.sub("", spelt).split())


@cache
def _compiled(root: Path, city: str, districts: tuple[int, ...]) -> Rules:
    book = load_rule_book(root)
    numbers = {
        word.replace(" ", ""): place
        for words in (book.numbers, book.ordinals)
        for place, word in enumerate(words, start=1)
    }
    fill = _Macros(book, city)
    before = "|".join(fill(rule.before) for rule in book.against if rule.before)
    after = "|".join(fill(rule.after) for rule in book.against if rule.after)
    return Rules(
        worth_a_look=re.compile(book.worth_a_look, flags=re.IGNORECASE),
        mentions=tuple((re.compile(fill(each.pattern)), each.strong) for each in book.mentions),
        before=re.compile(rf"(?<!{_LETTER})(?:{before}) ?#?(?:های )?$"),
        after=re.compile(rf"[\s)»]*(?:{after})(?!{_LETTER})"),
        elsewhere=tuple(
            (re.compile(fill(each.pattern)), re.compile(fill(each.unless)))
            for each in book.elsewhere
        ),
        own_city=re.compile(fill(r" ?\)? ?(?:شهرداری )?(?:کلان ?شهر |شهر )?<city>")),
        number=re.compile(fill(r"\d+|(?:<ordinals>|<words>)")),
        numbers=numbers,
        districts=frozenset(districts),
        most_at_once=book.most_at_once,
    )


class _Macros:
    """Fills <name> in a pattern, and what the filling itself names, until nothing is left."""

    def __init__(self, book: RuleBook, city: str) -> None:
        sure = [word for word in book.numbers if word not in book.doubtful]
        lists: dict[str, Any] = dict(book.lists)
        self._filling = {name: _any_of(words) for name, words in lists.items()}
        self._filling |= {
            "and": rf" ?(?:{'|'.join(lists['and'])}) ?",
            "end": rf" ?(?:{'|'.join(lists['end'])}|<city>)(?:(?<!{_LETTER})|(?!{_LETTER}))",
            "digits": rf"(?<!\d)0?\d{{1,2}}(?!\d|[.٫:]\d| ?(?:<units>)(?!{_LETTER}))",
            "words": rf"{_any_of(book.numbers)}(?!{_LETTER})",
            "sure": rf"{_any_of(sure)}(?!{_LETTER})",
            "ordinals": rf"{_any_of(book.ordinals)}(?!{_LETTER})",
            "city": city,
            "latin_city": book.latin_city,
        }

    def __call__(self, pattern: str) -> str:
        while names := re.findall(r"(?<!\?P)<([a-z_]+)>", pattern):
            for name in set(names):
                pattern = re.sub(
                    rf"(?<!\?P)<{name}>", lambda _, name=name: self._filling[name], pattern
                )
        return pattern


def _any_of(words: Iterable[str]) -> str:
    """Longest first, so that «بیست و یک» is not read as «بیست»."""
    spelt = sorted(words, key=len, reverse=True)
    return f"(?>{'|'.join(word.replace(' و ', ' ?و ?') for word in spelt)})"
