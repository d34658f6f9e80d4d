"""Declared beside observed: found, not found and nearly found, by hand."""

from datetime import datetime

import pandas as pd
import pytest

from gozaresh.calendar import Month
from gozaresh.freezing import freeze
from gozaresh.indicators import compute_all
from gozaresh.observed.documents import measure_matching
from gozaresh.observed.matching import compare, likeness, title_of

from .conftest import ROOT, channel, post

DEY = Month(1401, 10)
NOON = datetime(2022, 12, 25, 12)


def declared(*titles: str, district: int = 12, at: datetime = NOON) -> pd.DataFrame:
    rows = [
        {"district": district, "month": "1401-10", "row": n, "id": f"c-{n}", "title": title}
        | {"outlet": "شهر", "published_at": at}
        for n, title in enumerate(titles, start=3)
    ]
    return pd.DataFrame(rows).astype({"district": "Int64", "published_at": "datetime64[us]"})


def observed(*titles: str, district: int | None = 12, at: datetime = NOON) -> pd.DataFrame:
    rows = [
        {"district": district, "month": "1401-10", "key": f"{at}{title}", "source": "telegram"}
        | {"title": title, "outlet": "کانال", "url": None, "published_at": at}
        for title in titles
    ]
    return pd.DataFrame(rows).astype({"district": "Int64", "published_at": "datetime64[us]"})


def test_a_declared_item_is_found_in_other_words(params):
    both = compare(
        declared("نصب جداکننده در خیابان ۱۷ شهریور", "جشن محله پامنار"),
        observed("جداکننده خیابان 17 شهريور نصب شد", "لایروبی کانال شوش"),
        params.matching,
    )
    assert both.declared["found"].tolist() == [True, False]
    assert both.declared["other_title"][0] == "جداکننده خیابان 17 شهريور نصب شد"
    assert both.declared["score"][0] >= params.matching.same_from
    assert both.undeclared["title"].tolist() == ["لایروبی کانال شوش"]


def test_a_near_miss_is_shown_with_its_score_on_both_sides(params):
    both = compare(
        declared("نصب جداکننده در خیابان ۱۷ شهریور"),
        observed("نصب جداکننده در خیابان ۱۵ خرداد"),
        params.matching,
    )
    assert both.declared["found"].tolist() == [False]
    (declared_row,), (observed_row,) = (
        both.declared.to_dict("records"),
        both.undeclared.to_dict("records"),
    )
    assert declared_row["other_title"] == "نصب جداکننده در خیابان ۱۵ خرداد"
    assert observed_row["other_title"] == "نصب جداکننده در خیابان ۱۷ شهریور"
    assert declared_row["score"] == observed_row["score"] >= params.matching.near_from


def test_one_post_proves_one_declaration(params):
    both = compare(declared(*["جشن محله پامنار"] * 3), observed("جشن محله پامنار"), params.matching)
    assert both.declared["found"].tolist() == [True, False, False]
    assert both.declared["score"].tolist() == [100, 100, 100]


def test_another_outlet_of_a_declared_story_is_not_undeclared(params):
    seen = pd.concat([observed("جشن محله پامنار"), observed("جشن محلهٔ پامنار برگزار شد")])
    both = compare(declared("جشن محله پامنار"), seen, params.matching)
    assert both.undeclared.empty


@pytest.mark.parametrize(
    ("district", "at", "found"),
    [
        (12, NOON, True),
        (None, NOON, True),
        (5, NOON, False),
        (12, datetime(2022, 12, 27), True),
        (12, datetime(2022, 12, 30), False),
    ],
)
def test_only_items_of_the_district_or_of_none_and_near_in_time_match(params, district, at, found):
    watched = observed("چیزی دیگر که دیده شد")
    seen = pd.concat([watched, observed("جشن محله پامنار", district=district, at=at)])
    both = compare(declared("جشن محله پامنار"), seen, params.matching)
    assert both.declared["found"].tolist() == [found]


def test_a_month_in_which_nothing_of_a_district_was_observed_is_not_judged(params):
    both = compare(declared("جشن محله پامنار"), observed("جشن", district=5), params.matching)
    assert both.declared.empty
    assert both.undeclared.empty


def test_titles_without_words_are_alike_to_nothing(params):
    empty, title = title_of("📌", params.matching), title_of("جشن", params.matching)
    assert likeness(empty, empty, params.matching) == likeness(empty, title, params.matching) == 0


def test_the_thresholds_tell_the_labelled_pairs_apart(params):
    rule = params.matching
    measure = measure_matching(ROOT, rule, rule.same_from)
    assert measure.wrong == 0
    assert measure.recall > 0.85
    assert measure_matching(ROOT, rule, rule.near_from).missed == 0


def test_the_indicator_is_the_share_found_and_has_no_value_where_nothing_was_observed(
    inputs, submit
):
    compared = pd.DataFrame(
        {"district": 12, "month": "1401-10", "found": [True, True, True, False]}
    )
    given = inputs(submit(12, "1401-10"), submit(5, "1401-10"))
    given = type(given)(given.frames, given.submissions, given.params, compared)
    table = (
        compute_all(given, [DEY]).set_index(["indicator", "district"]).loc["declared_vs_observed"]
    )
    assert table.loc[12, ["numerator", "denominator", "n", "value"]].tolist() == [3, 4, 4, 0.75]
    assert pd.isna(table.loc[5, "value"])
    assert table.loc[5, "n"] == 0


def test_a_snapshot_holds_both_lists_and_the_indicator(
    write, take, store, submit, params, tmp_path
):
    content = {"id": "c-1", "kind": "news", "outlet": "شهر", "published_at": NOON}
    rows = [content | {"title": "جشن محله"}, content | {"id": "c-2", "title": "آنچه نشد"}]
    store.add([submit(12, "1401-10", content=rows), submit(5, "1401-10", content=rows)])
    before = freeze(store, DEY, params, tmp_path / "s")
    take(
        write("a.json", channel(post(1, "جشن محله برگزار شد"), post(2, "آسفالت معبر"))), "telegram"
    )
    snapshot = freeze(store, DEY, params, tmp_path / "s")
    assert snapshot.version != before.version
    assert snapshot.slice(12) != before.slice(12)
    assert freeze(store, DEY, params, tmp_path / "s").path == snapshot.path
    assert snapshot.observed("declared", 12)["found"].to_dict() == {0: True, 1: False}
    assert snapshot.observed("undeclared", 12)["title"].tolist() == ["آسفالت معبر"]
    assert snapshot.observed("channels")["posts"].tolist() == [2]
    assert snapshot.observed("answers").empty
    cells = snapshot.indicators.query("indicator == 'declared_vs_observed' and month == '1401-10'")
    values = cells.set_index("district")["value"]
    assert values[12] == 0.5
    assert pd.isna(values[5])
    with pytest.raises(KeyError, match="declared, undeclared"):
        snapshot.observed("seen")
