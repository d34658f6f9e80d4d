"""`City`: all districts side by side, for the deputy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property, partial

import pandas as pd

from gozaresh.calendar import format_instant
from gozaresh.indicators import Better, find
from gozaresh.indicators.composite import scale
from gozaresh.persian import NO_VALUE, number, percent, persian_digits
from gozaresh.report import blocks, charts, figures, listing, measures
from gozaresh.report.first_page import Head, Summary
from gozaresh.report.formats import full_text, value_text
from gozaresh.report.frozen import FrozenReport
from gozaresh.report.head import city_head

_MOVERS = 4
_OVERDUE_SHOWN = 20


class City(FrozenReport):
    """All districts in one month. Give it a snapshot's path, or it freezes what the store holds."""

    def head(self) -> Head:
        """The head of the report that compares the districts."""
        behind = self._behind(self._received["received_at"].max())
        return city_head(self.month, self._params, behind)

    def summary(self) -> Summary:
        """What the deputy should know first, in up to four sentences."""
        return Summary(self._text["summary"], tuple(self._sentences()))

    def submissions(self) -> blocks.Table:
        """Who submitted the month, when, how late, and how many rows."""
        rows = tuple(self._submission(number) for number in self._params.districts)
        columns = self._columns("district", "received_at", "state", "rows")
        return self._block_table("submissions", columns, rows)

    def heat(self, *keys: str) -> blocks.Figure:
        """Indicators by districts, shaded by how near each is to its target."""
        rows = [self._heat_row(key) for key in keys or self._weighted]
        cells = pd.concat(row for row in rows if keys or row["score"].notna().any())
        caption = self._text["heat"].format(month=self.month.title)
        return charts.heat(cells, self._look, caption=caption)

    def tiles(self, key: str) -> blocks.Figure:
        """One indicator on the tile map of the city, east on the right."""
        tile = {number: each.facts.tile for number, each in self._params.districts.items()}
        places = pd.DataFrame.from_dict(tile, orient="index", columns=["row", "column"])
        values = measures.city(self._table, key, self.month)[["value"]]
        declared = find(key)
        caption = self._text["tiles"].format(
            indicator=declared.title,
            month=self.month.title,
            unit=self._words["units"][declared.unit],
        )
        shown = partial(value_text, declared)
        return charts.tiles(places.join(values), self._look, caption=caption, shown=shown)

    def districts(self, key: str) -> blocks.Figure:
        """One indicator of all districts with its intervals, the best on the right."""
        declared, captions = find(key), self._words["figures"]
        return charts.districts(
            measures.city(self._table, key, self.month),
            self._look,
            caption=captions["districts"].format(indicator=declared.title, month=self.month.title),
            shown=self._shown(key),
            target=self._params.indicators.indicators[key].target,
            lower_is_better=declared.better is Better.LOWER,
        )

    def observed(self) -> blocks.Figure | blocks.Note:
        """The share of what each district declared that was really seen, or that none was."""
        seen = measures.city(self._table, "declared_vs_observed", self.month)["value"]
        if seen.notna().any():
            return self.districts("declared_vs_observed")
        return blocks.Note(self._text["nothing_observed"].format(month=self.month.title))

    def movers(self) -> blocks.Table:
        """The largest changes for the better and for the worse, of any district and indicator."""
        moved = measures.movements(self._table, self._weighted, self.month)
        better, worse = moved[moved["movement"] > 0], moved[moved["movement"] < 0]
        most = pd.concat([better.head(_MOVERS), worse.tail(_MOVERS)])
        rows = tuple(map(self._mover, most.itertuples()))
        columns = self._columns("district", "indicator", "before", "now")
        return self._block_table("movers", columns, rows, month=(self.month - 1).title)

    def ranking(self) -> blocks.Table:
        """The composite: rank, the ranks that cannot be told apart, band, what was left out."""
        rows = tuple(map(self._ranked, self._ranking.itertuples()))
        columns = self._columns("rank", "district", "value", "range", "band", "group")
        return self._block_table("ranking", columns, rows, month=self.month.title)

    def spread(self) -> blocks.Figure | blocks.Note:
        """How the most copied action went from district to district."""
        copies, actions = self._snapshot.patterns(), self._snapshot.records("actions")
        origin = measures.most_copied(copies, actions)
        if origin is None:
            return blocks.Note(self._words["no_copies_in_city"])
        return figures.spread(copies, origin, self._params)

    def overdue(self) -> blocks.Table:
        """Decisions of all districts that are past due, the longest overdue first."""
        rows = tuple(
            (persian_digits(each.district), each.text, each.owner, listing.day(each.due_on))
            for each in self._overdue.head(_OVERDUE_SHOWN).itertuples()
        )
        titles = [listing.title("decisions", key) for key in ("text", "owner", "due_on")]
        columns = (
            *self._columns("district"),
            blocks.TableColumn(titles[0], weight=3),
            blocks.TableColumn(titles[1], weight=1.2),
            blocks.TableColumn(titles[2]),
        )
        return self._block_table("overdue", columns, rows)

    def _sentences(self) -> Iterator[str]:
        words, month = self._params.messages["sentences"]["city"], self.month.title
        days = [self._days_late(each) for each in self._received["received_at"]]
        late, count = sum(each > 0 for each in days), len(self._params.districts)
        case = "submitted_late" if late else "submitted"
        yield words[case].format(
            count=number(count), submitted=number(len(days)), late=number(late), month=month
        )
        told = measures.city(self._table, "coverage", self.month)
        published, actions = told["numerator"].sum(), told["denominator"].sum()
        if actions:
            yield words["coverage"].format(
                published=number(published),
                actions=number(actions),
                share=percent(published / actions),
            )
        leading = self._ranking[self._ranking["group"] == 1].index
        if len(leading):
            names = words["separator"].join(map(persian_digits, sorted(leading)))
            case = "leader" if len(leading) == 1 else "leading"
            yield words[case].format(count=number(len(leading)), districts=names)
        if len(self._overdue):
            yield words["overdue"].format(
                count=number(len(self._overdue)),
                districts=number(self._overdue["district"].nunique()),
            )

    def _submission(self, district: int) -> tuple[str | blocks.Cell, ...]:
        name = persian_digits(district)
        if district not in self._received.index:
            missing = blocks.Cell(self._text["missing"], state="bad", strong=True)
            return (name, NO_VALUE, missing, NO_VALUE)
        received = self._received.loc[district, "received_at"]
        days = self._days_late(received)
        text = self._text["late"].format(days=number(days)) if days > 0 else self._text["on_time"]
        state = blocks.Cell(text, state="watch" if days > 0 else "good")
        return (name, format_instant(received), state, number(self._row_counts.get(district, 0)))

    def _days_late(self, received: datetime) -> int:
        due = (self.month + 1).first_day + timedelta(
            days=self._params.defaults.submission_due_day - 1
        )
        return (received.date() - due).days

    def _heat_row(self, key: str) -> pd.DataFrame:
        declared, rows = find(key), measures.city(self._table, key, self.month)
        target = pd.Series(
            {number: self._params.target(number, key) for number in rows.index}, dtype="float64"
        )
        falls = pd.Series(declared.better is Better.LOWER, index=rows.index)
        shown = partial(value_text, declared)
        texts = ["" if pd.isna(value) else shown(value) for value in rows["value"]]
        return pd.DataFrame(
            {
                "indicator": declared.title,
                "district": rows.index,
                "score": scale(rows["value"], target, falls).to_numpy(),
                "text": texts,
            }
        )

    def _mover(self, row: tuple) -> tuple[str | blocks.Cell, ...]:
        shown, state = self._shown(row.indicator), "good" if row.movement > 0 else "bad"
        name = persian_digits(row.district)
        return (
            name,
            find(row.indicator).title,
            shown(row.before),
            blocks.Cell(shown(row.now), state=state),
        )

    def _ranked(self, row: tuple) -> tuple[str | blocks.Cell, ...]:
        low, high = number(row.first), number(row.last)
        return (
            number(row.rank),
            persian_digits(row.Index),
            number(row.value, 2),
            low if low == high else self._text["range"].format(low=low, high=high),
            row.band or NO_VALUE,
            number(row.group),
        )

    def _columns(self, *keys: str) -> tuple[blocks.TableColumn, ...]:
        titles = self._text["columns"]
        return tuple(
            blocks.TableColumn(titles[key], weight=2)
            if key == "indicator"
            else blocks.TableColumn(titles[key], "start" if key in ("state", "band") else "center")
            for key in keys
        )

    def _block_table(
        self, key: str, columns: tuple[blocks.TableColumn, ...], rows: tuple, **filled: str
    ) -> blocks.Table:
        caption = self._text[key].format(**({"month": self.month.title} | filled))
        return blocks.Table(caption, columns, rows, self._words["tables"]["empty"])

    def _shown(self, key: str) -> charts.Shown:
        return partial(full_text, find(key), units=self._words["units"])

    @property
    def _text(self) -> dict:
        return self._words["city"]

    @cached_property
    def _look(self) -> charts.Look:
        return charts.Look.of(self._params)

    @cached_property
    def _weighted(self) -> list[str]:
        """The indicators that count in the composite."""
        return [key for key, each in self._params.indicators.indicators.items() if each.weight]

    @cached_property
    def _received(self) -> pd.DataFrame:
        rows = self._submissions
        return rows[rows["month"] == str(self.month)].set_index("district")

    @cached_property
    def _row_counts(self) -> pd.Series:
        return self._snapshot.row_counts(self.month)

    @cached_property
    def _overdue(self) -> pd.DataFrame:
        rows = self._snapshot.records("decisions", month=self.month)
        return listing.overdue("decisions", rows, pd.Timestamp(self.month.end))
