"""What was declared beside what was observed: which is which, and what has no counterpart.

Titles are compared as bags of words, spelling and order apart. Only items of one district (or of
none known), a few days apart and with a word in common are compared at all: that is what makes a
hundred thousand against a hundred thousand a matter of a minute.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from gozaresh.param_files import Matching
from gozaresh.persian import HALF_SPACE, latin_digits, normalise

_NONE = -1
_WORD = re.compile(r"\w+")
_SCORE_COLUMNS = ["score", "other_title", "other_outlet", "other_at"]


@dataclass(frozen=True)
class Title:
    """A title's words that say something, sorted, and the numbers among them."""

    text: str
    words: tuple[str, ...]
    numbers: frozenset[str]


@dataclass(frozen=True)
class Comparison:
    """Both lists, each with its best counterpart: score, other_title, other_outlet, other_at.

    declared: district, month, row, id, title, outlet, published_at, found. Only months in which
    something of the district was observed are judged.
    undeclared: district, month, key, source, title, outlet, url, published_at: what was seen and
    is like nothing declared; only of months that the district submitted.
    """

    declared: pd.DataFrame
    undeclared: pd.DataFrame


def compare(declared: pd.DataFrame, observed: pd.DataFrame, rule: Matching) -> Comparison:
    """Match declared content with observed content, one to one, the most alike first.

    `declared` has the columns of `content` with district and month; `observed` those of the
    store's observed items, with month.
    """
    watched = pd.MultiIndex.from_frame(observed[["district", "month"]].dropna())
    cells = pd.MultiIndex.from_frame(declared[["district", "month"]])
    declared = declared[cells.isin(watched)].reset_index(drop=True)
    # An item of several districts is a row in each, and each of them may have declared it.
    observed = observed.sort_values("published_at", kind="stable").reset_index(drop=True)
    pairs = alike(declared, observed, rule)
    same = _one_to_one(pairs[pairs["score"] >= rule.same_from])
    columns = ["district", "month", "row", "id", "title", "outlet", "published_at"]
    found = declared[columns].assign(found=declared.index.isin(same["declared"]))
    best = pd.concat([same, pairs]).drop_duplicates("declared").set_index("declared")
    found = _beside(found, best["observed"], best["score"], observed)
    return Comparison(found, _undeclared(declared, observed, pairs, rule))


def alike(declared: pd.DataFrame, observed: pd.DataFrame, rule: Matching) -> pd.DataFrame:
    """Every pair that is at least nearly the same: declared, observed (positions), score.

    The most alike come first; of equals, those closer in time. `observed` is sorted by time.
    """
    titles = [title_of(title, rule) for title in observed["title"]]
    index = _Index(titles, observed, rule)
    found = []
    rows = zip(declared["title"], declared["district"], declared["published_at"], strict=True)
    for place, (text, district, published_at) in enumerate(rows):
        title = title_of(text, rule)
        for other in index.candidates(title, int(district), published_at):
            score = likeness(title, titles[other], rule)
            if score >= rule.near_from:
                apart = abs(published_at - index.times[other])
                found.append((place, other, score, apart))
    pairs = pd.DataFrame(found, columns=["declared", "observed", "score", "apart"])
    return pairs.sort_values(["score", "apart"], ascending=[False, True], ignore_index=True)


def title_of(text: str, rule: Matching) -> Title:
    """A title as it is compared."""
    return _title(text, rule.empty_words)


@lru_cache(maxsize=200_000)
def _title(text: str, passed_over: frozenset[str]) -> Title:
    plain = latin_digits(normalise(text)).replace(HALF_SPACE, "").casefold()
    words = sorted(word for word in _WORD.findall(plain) if word not in passed_over)
    numbers = frozenset(word for word in words if word.isdigit())
    return Title(" ".join(words), tuple(dict.fromkeys(words)), numbers)


def likeness(one: Title, other: Title, rule: Matching) -> float:
    """How alike two titles are, 0 to 100; titles whose numbers differ are never the same."""
    if not one.text or not other.text:
        return 0.0
    score = max(
        fuzz.ratio(one.text, other.text),
        rule.contained * fuzz.token_set_ratio(one.text, other.text),
    )
    differ = one.numbers and other.numbers and not one.numbers & other.numbers
    return min(score, rule.same_from - 1) if differ else score


class _Index:
    """Observed titles by their words, in the order of time."""

    def __init__(self, titles: Sequence[Title], observed: pd.DataFrame, rule: Matching) -> None:
        self.times = list(observed["published_at"])
        self._clock = observed["published_at"].to_numpy("datetime64[us]")
        self._districts = observed["district"].fillna(_NONE).to_numpy("int64")
        self._window = np.timedelta64(rule.days, "D")
        self._most = rule.compared
        places: dict[str, list[int]] = defaultdict(list)
        for place, title in enumerate(titles):
            for word in title.words:
                places[word].append(place)
        self._places = {word: np.array(each) for word, each in places.items()}

    def candidates(self, title: Title, district: int, when: pd.Timestamp) -> Iterator[int]:
        """Where to look: of the district, near in time, sharing the title's rarest words first."""
        moment = np.datetime64(when, "us")
        first, end = np.searchsorted(self._clock, [moment - self._window, moment + self._window])
        near = [self._near(word, first, end, district) for word in title.words]
        shared: dict[int, float] = defaultdict(float)
        for places in sorted((each for each in near if len(each)), key=len):
            if len(shared) >= self._most * 4:
                break
            weight = 1 / len(places)
            for place in places[: self._most * 4].tolist():
                shared[place] += weight
        ranked = sorted(shared, key=shared.__getitem__, reverse=True)
        yield from ranked[: self._most]

    def _near(self, word: str, first: int, end: int, district: int) -> np.ndarray:
        places = self._places.get(word)
        if places is None:
            return np.empty(0, dtype="int64")
        start, stop = np.searchsorted(places, [first, end])
        places = places[start:stop]
        owners = self._districts[places]
        return places[(owners == district) | (owners == _NONE)]


def _one_to_one(pairs: pd.DataFrame) -> pd.DataFrame:
    """Each item in one pair at most, the most alike first: one post proves one declared item."""
    declared: set[int] = set()
    observed: set[int] = set()
    kept = []
    for pair in pairs.itertuples():
        if pair.declared not in declared and pair.observed not in observed:
            declared.add(pair.declared)
            observed.add(pair.observed)
            kept.append(pair.Index)
    return pairs.loc[kept]


def _undeclared(
    declared: pd.DataFrame, observed: pd.DataFrame, pairs: pd.DataFrame, rule: Matching
) -> pd.DataFrame:
    best = pairs.drop_duplicates("observed").set_index("observed")
    submitted = pd.MultiIndex.from_frame(declared[["district", "month"]].drop_duplicates())
    told = best.index[best["score"] >= rule.same_from]  # declared, or one more outlet that told it
    own = pd.MultiIndex.from_frame(observed[["district", "month"]]).isin(submitted)
    rest = observed[own & ~observed.index.isin(told) & (observed["title"] != "")]
    columns = ["district", "month", "key", "source", "title", "outlet", "url", "published_at"]
    listed = _beside(rest[columns], best["declared"], best["score"], declared)
    return listed.reset_index(drop=True)


def _beside(
    frame: pd.DataFrame, others: pd.Series, scores: pd.Series, source: pd.DataFrame
) -> pd.DataFrame:
    """The frame with each row's counterpart beside it, where it has one."""
    counterpart = source.reindex(others.reindex(frame.index))
    values = (
        scores.reindex(frame.index).to_numpy("float64"),
        counterpart["title"].to_numpy(),
        counterpart["outlet"].to_numpy(),
        counterpart["published_at"].to_numpy(),
    )
    beside = pd.DataFrame(dict(zip(_SCORE_COLUMNS, values, strict=True)), index=frame.index)
    types = {"score": "float64", "other_title": "str", "other_outlet": "str"}
    return pd.concat([frame, beside.astype(types | {"other_at": "datetime64[us]"})], axis=1)
