"""An export is taken whole or not at all, and each item of it once."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from gozaresh.calendar import Month
from gozaresh.cli import app
from gozaresh.errors import CallError, ObservedError

from .conftest import ROOT, channel, deliveries, post

REAL = [ROOT.parent / "shared" / "data" / f"fars-news-{part}.json" for part in (1, 2)]


def test_the_same_export_twice_changes_nothing(write, take, kept):
    path = write("a.json", channel(post(1), post(2, "جشن محله")))
    assert take(path, "telegram").tally.new == 2
    before = kept()
    again = take(path, "telegram").tally
    assert (again.new, again.known, again.changed) == (0, 2, 0)
    assert kept().equals(before)


def test_an_export_that_overlaps_an_earlier_one_adds_only_what_is_new(write, take, kept):
    take(write("a.json", channel(post(1), post(2))), "telegram")
    tally = take(write("b.json", channel(post(2), post(3), post(4))), "telegram").tally
    assert (tally.new, tally.known) == (2, 1)
    assert len(kept()) == 4


def test_posts_of_two_channels_with_one_number_are_two(write, take, kept):
    take(write("a.json", channel(post(1))), "telegram")
    take(write("b.json", channel(post(1), number=10)), "telegram")
    assert len(kept()) == 2


def test_an_item_that_stands_twice_in_one_file_is_one(write, take):
    tally = take(write("a.json", channel(post(1), post(2), post(1))), "telegram").tally
    assert (tally.new, tally.known) == (2, 1)


def test_what_changes_after_publication_is_brought_up_to_date(write, take, kept):
    take(write("a.csv", deliveries(1, 1, 10)), "kavenegar", district=12)
    tally = take(write("a.csv", deliveries(10, 14, 10, 10)), "kavenegar", district=12).tally
    assert (tally.new, tally.known, tally.changed) == (1, 1, 2)
    statuses = sorted(json.loads(details)["status"] for details in kept()["details"])
    assert statuses == ["blocked", "delivered", "delivered", "delivered"]


def test_an_item_of_two_districts_is_a_row_in_each_and_one_of_none_is_kept(write, take, kept):
    messages = post(1, "بازدید از مناطق ۳ و ۴"), post(2, "خبری دیگر")
    take(write("a.json", channel(*messages, name="شهر")), "telegram")
    rows = kept()
    assert rows["district"].fillna(0).tolist() == [3, 4, 0]
    assert rows["key"].nunique() == 2
    assert "مناطق 3 و 4" in rows["evidence"][0]


def test_a_faulty_export_is_refused_whole_and_every_fault_is_told(write, take, kept):
    path = write("a.json", channel(post(1), post(2, date_unixtime="soon"), post(3) | {"id": None}))
    with pytest.raises(ObservedError) as error:
        take(path, "telegram")
    assert [fault.item for fault in error.value.faults] == [2, 3]
    assert kept().empty


def test_good_items_are_kept_when_asked_for_and_the_rest_is_counted(write, take, kept):
    text = json.dumps(channel(*map(post, range(5))), ensure_ascii=False)
    path = write("a.json", text[: text.rindex("{")])
    outcome = take(path, "telegram", keep_good=True)
    assert (outcome.tally.new, len(outcome.faults)) == (4, 1)
    assert outcome.faults[0].item == 5
    assert len(kept()) == 4


def test_an_unknown_status_is_a_fault_that_says_where_to_add_it(write, take):
    with pytest.raises(ObservedError, match=r"item 2: .*«77».*kavenegar\.yml; add it to `values`"):
        take(write("a.csv", deliveries(10, 77)), "kavenegar")


def test_a_contact_list_is_some_districts(write, take):
    with pytest.raises(CallError, match="--district"):
        take(write("a.csv", "09121234567\n"), "contacts-csv")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("GOZARESH_HOME", str(ROOT))
    monkeypatch.setenv("GOZARESH_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("GOZARESH_STORE", raising=False)
    return lambda *words: CliRunner().invoke(app, ["import", *map(str, words)])


def test_the_command_says_what_became_of_the_items(write, run):
    path = write("a.json", channel(post(1), post(2), {"id": 3, "type": "service"}))
    result = run("telegram", path)
    assert result.exit_code == 0
    assert "2 items read: 2 new, 0 known, 0 changed; 2 belong to a district" in result.output
    assert "1 passed over by the mapping" in result.output
    assert "0 new, 2 known" in run("telegram", path, "--month", "1401-10").output


def test_the_command_fails_with_sentences_and_keeps_nothing(write, run):
    path = write("a.json", channel(post(1), post(2, date_unixtime="x")))
    result = run("telegram", path)
    assert result.exit_code == 1
    assert "item 2: «x» is no unix date." in result.output
    assert "Nothing was kept" in result.output
    result = run("telegram", path, "--keep-good")
    assert result.exit_code == 1
    assert "1 new" in result.output
    assert "1 set aside (no_date)" in result.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("fars", "a.json"), "no source 'fars'"),
        (("telegram", "nowhere.json"), "no such file"),
        (("telegram", Path(__file__), "--district", "23"), "no district 23"),
    ],
)
def test_a_wrong_call_is_told_what_there_is(run, words, says):
    result = run(*words)
    assert isinstance(result.exception, CallError)
    assert says in str(result.exception)


@pytest.mark.skipif(not all(map(Path.is_file, REAL)), reason="no real news beside the project")
def test_six_hundred_real_news_items_are_imported(take, store, tmp_path):
    outcomes = []
    for path in REAL:
        copy = shutil.copy(path, tmp_path / path.name)
        outcomes.append(take(Path(copy), "fars-news", keep_good=True))
    assert sum(each.counts.read for each in outcomes) == 600
    assert sum(each.tally.new for each in outcomes) == 598
    faults = [fault for each in outcomes for fault in each.faults]
    assert [fault.reason for fault in faults] == ["no_date", "no_date"]
    with store.reading() as reading:
        rows = reading.observed(Month(1400, 12).window(12 * 30))
    assert rows["key"].nunique() == 598
    attributed = rows.dropna(subset=["district"])
    assert sorted(attributed["district"]) == [6, 14, 17, 22]
    assert attributed["evidence"].str.contains("منطقه").all()
