"""The sample data: the same every time, plausible, and telling the stories it is meant to tell."""

from __future__ import annotations

import re
from datetime import datetime

import pandas as pd
import pytest

from gozaresh.calendar import TEHRAN, Month
from gozaresh.demo import generate, office, submits, write_demo
from gozaresh.demo.generate import records
from gozaresh.demo.texts import material
from gozaresh.intake import read_workbook
from gozaresh.persian import latin_digits, normalise
from gozaresh.records import ColumnType, kinds

LAST = Month(1401, 10)
WINDOW = LAST.window(13)
THIN = {(18, "1401-10"), (21, "1401-10"), (18, "1401-09"), (21, "1401-01")}


@pytest.fixture(scope="session")
def due_day(params):
    return params.defaults.submission_due_day


@pytest.fixture(scope="session")
def offices(params, due_day):
    """Every office that submits, by district and month."""
    return {
        (each.number, str(month)): office(each, month, due_day)
        for month in WINDOW
        for each in params.districts.values()
        if submits(each.number, month)
    }


@pytest.fixture(scope="session")
def year(offices):
    """What every office submits, by district and month."""
    return {cell: records(each) for cell, each in offices.items()}


@pytest.fixture(scope="session")
def rows(year):
    """All rows of a kind, with district and month."""

    def gather(kind: str) -> pd.DataFrame:
        columns = [column.key for column in kinds()[kind].columns]
        return pd.DataFrame(
            (
                {"district": district, "month": month, **row}
                for (district, month), kinds_of_rows in year.items()
                for row in kinds_of_rows[kind]
            ),
            columns=["district", "month", *columns],
        )

    return gather


@pytest.fixture(scope="session")
def texts(year):
    """Every text that a district has written in the year."""
    columns = [
        (kind.key, column.key)
        for kind in kinds().values()
        for column in kind.columns
        if column.type is ColumnType.TEXT
    ]
    written: dict[int, set[str]] = {}
    for (district, _), submitted in year.items():
        found = (row.get(column) for kind, column in columns for row in submitted[kind])
        written.setdefault(district, set()).update(text for text in found if text)
    return written


def test_every_kind_of_record_has_rows(year):
    assert {kind for frames in year.values() for kind in frames if len(frames[kind])} == set(
        kinds()
    )


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(params, due_day, year):
    assert records(office(params.district(7), LAST, due_day)) == year[7, "1401-10"]
    other = records(office(params.district(7), LAST, due_day, seed=2))
    for kind, submitted in year[7, "1401-10"].items():
        assert other[kind] != submitted, kind


def test_intake_takes_back_what_was_generated(tmp_path, params, due_day, offices):
    some = [params.district(number) for number in (4, 9, 12, 18, 21)]
    written = write_demo(tmp_path, LAST, 1, some, due_day, workers=1).written
    for path, district in zip(written, some, strict=True):
        sender = offices[district.number, "1401-10"]
        taken = read_workbook(path, params.districts, params.messages["intake"], LAST.end)
        assert (taken.district, taken.month, taken.sample) == (district.number, LAST, True)
        assert taken.received_at == sender.received_at
        for kind, frame in generate(sender).items():
            pd.testing.assert_frame_equal(taken.frames[kind].drop(columns="row"), frame)


def test_a_second_call_writes_only_what_is_gone_or_changed(tmp_path, params, due_day):
    few = [params.district(number) for number in (3, 12, 20)]

    def write():
        return write_demo(tmp_path, LAST, 1, few, due_day, workers=1)

    first = write()
    bytes_before = {path: path.read_bytes() for path in first.written}
    assert (len(first.written), len(first.kept)) == (3, 0)
    assert write().kept == first.written
    first.written[0].unlink()
    first.written[1].write_bytes(b"not a workbook")
    assert write().written == first.written[:2]
    assert {path: path.read_bytes() for path in first.written} == bytes_before


def test_two_processes_write_the_same_bytes_as_one(tmp_path, monkeypatch, params, due_day):
    monkeypatch.setattr("gozaresh.demo.workbooks._WORTH_A_POOL", 0)
    some = [params.district(number) for number in (5, 12)]
    alone = write_demo(tmp_path / "alone", LAST, 2, some, due_day, workers=1)
    both = write_demo(tmp_path / "both", LAST, 2, some, due_day, workers=2)
    assert [path.read_bytes() for path in alone.written] == [
        path.read_bytes() for path in both.written
    ]


def test_a_workbook_carries_the_time_it_was_sent(tmp_path, params, due_day, offices):
    (path,) = write_demo(tmp_path, LAST, 1, [params.district(18)], due_day).written
    changed = datetime.fromtimestamp(path.stat().st_mtime, TEHRAN).replace(tzinfo=None)
    assert changed == offices[18, "1401-10"].received_at
    assert (changed - LAST.end).days > due_day


def test_some_months_are_missing_and_some_late_but_all_submit_the_last(params, offices, due_day):
    grid = {(number, str(month)) for month in WINDOW for number in params.districts}
    assert 1 <= len(grid - set(offices)) <= 3
    assert {number for number, month in offices if month == "1401-10"} == set(params.districts)
    late = [each for each in offices.values() if (each.received_at - each.end).days >= due_day]
    assert 10 <= len(late) <= 25
    assert not any(each.number == 12 for each in late)


def test_offices_report_plausible_numbers(year):
    for cell, submitted in year.items():
        if cell not in THIN:
            assert 20 <= len(submitted["actions"]) <= 75, cell
            assert 60 <= len(submitted["content"]) <= 300, cell


def test_offices_differ_and_stay_themselves(rows):
    actions = rows("actions")
    told = actions["published_at"].notna().groupby(actions["district"]).mean()
    assert told[12] > 0.88
    assert told[18] < 0.75
    assert told.std() > 0.05


def test_no_title_is_used_twice_in_a_month(rows):
    for kind in ("actions", "content"):
        titles = rows(kind)
        assert not titles.duplicated(["district", "month", "title"]).any()


def test_ids_of_a_district_are_unique_over_the_year(rows):
    for kind in ("actions", "content"):
        assert not rows(kind).duplicated(["district", "id"]).any()


def test_content_names_only_actions_of_its_own_district_and_month(rows):
    owner = ["district", "month"]
    told = rows("content").dropna(subset=["action_id"])
    actions = rows("actions")[[*owner, "id", "completed_at"]]
    found = told.merge(actions, left_on=[*owner, "action_id"], right_on=[*owner, "id"])
    assert len(found) == len(told) > 0
    assert (found["published_at"] > found["completed_at"]).all()


def test_nothing_is_known_after_the_form_was_sent(offices, year):
    for cell, submitted in year.items():
        for kind in kinds().values():
            instants = [each.key for each in kind.columns if each.type is ColumnType.INSTANT]
            known = [row[key] for row in submitted[kind.key] for key in instants if row.get(key)]
            assert all(instant < offices[cell].received_at for instant in known), (cell, kind.key)


def test_17_shahrivar_is_told_within_hours_and_copied_elsewhere_later(rows):
    actions = rows("actions")
    (first,) = actions[actions["id"] == "17-shahrivar"].to_dict("records")
    assert (first["district"], first["month"]) == (12, "1401-04")
    assert (first["published_at"] - first["completed_at"]).total_seconds() <= 6 * 3600
    copies = actions[actions["pattern"] == "12/17-shahrivar"]
    assert 12 not in set(copies["district"])
    assert copies["district"].nunique() >= 15
    assert copies["month"].min() > "1401-04"
    by_month = copies.groupby("month").size()
    assert by_month["1401-10"] > by_month["1401-05"]


def test_every_pattern_names_an_action_that_was_there_before(rows):
    actions = rows("actions")
    first = actions.set_index(actions["district"].astype(str) + "/" + actions["id"])["month"]
    copies = actions.dropna(subset=["pattern"])
    assert (copies["month"].to_numpy() > first[copies["pattern"]].to_numpy()).all()


def test_texts_are_spelt_as_the_store_spells_them(texts):
    for text in set().union(*texts.values()):
        assert text == normalise(text)


def test_no_text_names_another_district_or_holds_a_telephone_number(texts):
    for district, written in texts.items():
        for text in written:
            plain = latin_digits(text)
            assert not re.search(r"\d{7}", plain), text
            named = re.findall(r"(?:منطقه[‌ٔ]*\s*|region)(\d+)", plain)
            assert set(named) <= {str(district)}, text


def test_every_address_is_of_example_ir(rows):
    for kind in kinds().values():
        for column in kind.columns:
            if column.type is ColumnType.URL:
                addresses = rows(kind.key)[column.key].dropna()
                assert addresses.str.startswith("https://example.ir/").all()
                assert addresses.is_unique


def test_what_is_open_at_the_end_of_a_month_is_reported_again_in_the_next(rows):
    meetings = rows("meetings")
    still_open = meetings[meetings["closed_on"].isna()]
    for month, following in zip(WINDOW[-3:-1], WINDOW[-2:], strict=True):
        before = still_open[still_open["month"] == str(month)]
        recent = before[before["held_on"] >= month.first_day]
        after = meetings[meetings["month"] == str(following)]
        keys = ["district", "held_on", "subject"]
        assert len(recent.merge(after, on=keys)) == len(recent) > 0


def test_contacts_of_a_month_follow_from_those_of_the_month_before(year):
    def groups(cell):
        return {row["group"]: row for row in year[cell]["contacts"]}

    for district, month in year:
        before = (district, str(Month.parse(month) - 1))
        if before in year:
            for name, now in groups((district, month)).items():
                earlier = groups(before)[name]["total"]
                assert earlier + now["added"] - now["removed"] == now["total"]


def test_district_12_has_gathered_more_than_ten_thousand_contacts(rows):
    contacts = rows("contacts")
    total = contacts[contacts["district"] == 12].groupby("month")["total"].sum()
    assert total["1400-10"] < 10_000 < total["1401-10"] < 12_000


def test_man_shahrdaram_reaches_as_many_residents_as_it_did(params, rows):
    campaigns = rows("campaigns")
    survey = campaigns[campaigns["name"] == "من شهردارم"]
    assert set(survey["month"]) == {"1401-10"}
    assert set(survey["district"]) == set(params.districts)
    residents = sum(each.facts.population for each in params.districts.values())
    assert 48 <= survey["completed"].sum() / residents * 1000 <= 58


def test_the_channel_of_the_bazaar_is_about_to_open(rows):
    channels = rows("channels")
    (channel,) = channels[channels["title"] == "اخبار بازار تهران"].to_dict("records")
    assert (channel["district"], channel["month"], channel["posts"]) == (12, "1401-10", 0)
    assert pd.isna(channel["launched_on"])


def test_material_is_written_for_every_district(params):
    assert set(material("offices")) == set(params.districts)
    assert set(params.districts) <= set(material("places"))
