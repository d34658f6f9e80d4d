"""Observed items in the store, on either database: each once, all or none."""

from dataclasses import replace
from datetime import datetime

import pandas as pd
import pytest

from gozaresh.calendar import Month
from gozaresh.errors import StoreError
from gozaresh.observed.items import About, Attribution, Item
from gozaresh.store import Tally

DEY = Month(1401, 10)
MANY = 4500


def item(number: int, **more: object) -> Item:
    published_at = datetime(2022, 12, 25, number % 24)
    return replace(Item(f"{number:032d}", About.CONTENT, published_at, f"عنوان {number}"), **more)


def rows(store) -> pd.DataFrame:
    with store.reading() as reading:
        return reading.observed([DEY])


def test_items_are_kept_once_in_as_many_chunks_as_they_need(store):
    assert store.observe("feed", map(item, range(MANY))) == Tally(new=MANY)
    assert store.observe("feed", map(item, range(MANY + 5))) == Tally(new=5, known=MANY)
    assert len(rows(store)) == MANY + 5


def test_one_key_of_two_sources_is_two_items(store):
    store.observe("feed", [item(1)])
    assert store.observe("telegram", [item(1)]).new == 1
    assert rows(store)["source"].tolist() == ["feed", "telegram"]


def test_an_item_is_a_row_a_district_and_missing_values_stay_missing(store):
    districts = (Attribution(3, "مناطق 3 و 4"), Attribution(4, "مناطق 3 و 4"))
    store.observe("feed", [item(1, districts=districts, url="https://a.ir/1"), item(2)])
    found = rows(store)
    assert found["district"].tolist()[:2] == [3, 4]
    assert found.iloc[2][["district", "evidence", "url", "kind"]].isna().all()
    assert found["published_at"].dtype == "datetime64[us]"


def test_changed_details_are_updated_and_nothing_else(store):
    store.observe("feed", [item(1), item(2)])
    changed = item(1, details='{"views": 9}', title="عنوانی دیگر")
    assert store.observe("feed", [changed, item(2)]) == Tally(known=1, changed=1)
    assert rows(store)[["title", "details"]].to_numpy().tolist() == [
        ["عنوان 1", '{"views": 9}'],
        ["عنوان 2", "{}"],
    ]


def test_what_is_raised_while_items_are_read_undoes_them_all(store):
    def broken():
        yield from map(item, range(MANY))
        raise ValueError("the file ends here")

    with pytest.raises(ValueError, match="ends here"):
        store.observe("feed", broken())
    assert rows(store).empty


def test_what_the_database_refuses_is_a_sentence_and_undoes_them_all(store):
    with pytest.raises(StoreError, match="nothing was changed"):
        store.observe("feed", [*map(item, range(3)), item(4, title=None)])
    assert rows(store).empty
