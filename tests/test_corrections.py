import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from gozaresh.calendar import Month
from gozaresh.corrections import APPLIED, STALE, apply, concerning
from gozaresh.errors import ParamsError
from gozaresh.freezing import freeze
from gozaresh.known_errors import Correction
from gozaresh.params import find_root, load_params
from gozaresh.store import Store

DEY = Month(1401, 10)
AT = datetime(2022, 12, 25, 8)
ITEM = {"id": "c-1", "kind": "news", "outlet": "شهر", "title": "ت", "published_at": AT, "views": 90}
ENTRY = {
    "id": "views-of-c-1",
    "reason": "بازدید ده برابر نوشته شده است.",
    "asked_by": "کارشناس آمار مرکز",
    "date": "۱۴۰۱/۱۱/۰۲",
    "status": "active",
    "kind": "content",
    "district": 12,
    "month": "1401-10",
    "match": {"id": "c-1"},
    "while": {"views": 90},
    "set": {"views": 9},
}


def correction(**changes) -> Correction:
    return Correction.model_validate(ENTRY | changes)


@pytest.fixture
def project(tmp_path: Path):
    """Write corrections.yml into a copy of params/ and read all of it."""
    shutil.copytree(find_root() / "params", tmp_path / "params")

    def load(*entries: dict):
        text = yaml.safe_dump({"corrections": list(entries)}, allow_unicode=True)
        (tmp_path / "params" / "corrections.yml").write_text(text, encoding="utf-8")
        load_params.cache_clear()
        return load_params(tmp_path)

    return load


@pytest.fixture
def frames(inputs, submit):
    def of(district: int = 12, **rows):
        return inputs(submit(district, "1401-10", **rows), submit(3, "1401-10", **rows)).frames

    return of


def test_only_the_rows_that_match_are_corrected_and_each_cell_is_told(frames):
    before = frames(content=[ITEM, ITEM | {"id": "c-2"}])
    after, applied, stale = apply(before, [correction()])
    assert after["content"]["views"].tolist() == [9, 90, 90, 90]
    assert before["content"]["views"].tolist() == [90] * 4
    (cell,) = applied.to_dict("records")
    assert (cell["id"], cell["district"], cell["row"], cell["column"]) == (
        "views-of-c-1",
        12,
        3,
        "views",
    )
    assert (cell["before"], cell["after"]) == ("۹۰", "۹")
    assert cell["asked_by"] == "کارشناس آمار مرکز"
    assert stale.empty


@pytest.mark.parametrize(
    ("rows", "why"), [([ITEM | {"views": 9}], "mended"), ([ITEM | {"id": "x"}], "no_row")]
)
def test_a_correction_whose_error_is_gone_is_stale_and_changes_nothing(frames, rows, why):
    before = frames(content=rows)
    after, applied, stale = apply(before, [correction()])
    assert after["content"].equals(before["content"])
    assert applied.empty
    assert stale[["id", "why"]].values.tolist() == [["views-of-c-1", why]]


def test_every_type_of_cell_can_be_looked_for_and_set(frames):
    rows = {
        "content": [ITEM],
        "events": [{"title": "ج", "held_on": AT, "type": "festival", "creative": True}],
    }
    content = correction(
        **{"while": {"url": None, "published_at": "۱۴۰۱/۱۰/۰۴ ۰۸:۰۰"}},
        set={"url": "https://a.ir", "published_at": "۱۴۰۱/۱۰/۰۵ ۰۹:۳۰", "kind": "story"},
    )
    event = correction(
        id="event",
        kind="events",
        match={"title": "ج"},
        **{"while": {"creative": True}},
        set={"creative": False, "score": 2.5, "attendance": None, "held_on": "۱۴۰۱/۱۰/۰۶"},
    )
    after, applied, _ = apply(frames(**rows), [content, event])
    item, festival = after["content"].iloc[0], after["events"].iloc[0]
    assert item["url"] == "https://a.ir"
    assert item["published_at"] == datetime(2022, 12, 26, 9, 30)
    assert (festival["creative"], festival["score"]) == (False, 2.5)
    assert festival["held_on"] == datetime(2022, 12, 27)
    assert applied["after"].isna().sum() == 1
    assert applied.loc[applied["column"] == "kind", "after"].tolist() == ["گزارش"]
    assert after["events"].dtypes.equals(frames(**rows)["events"].dtypes)


def test_two_corrections_of_one_row_follow_each_other(frames):
    second = correction(id="again", **{"while": {"views": 9}}, set={"views": 10})
    after, applied, stale = apply(frames(content=[ITEM]), [correction(), second])
    assert after["content"]["views"].tolist()[0] == 10
    assert applied["id"].tolist() == ["views-of-c-1", "again"]
    assert stale.empty


def test_withdrawn_corrections_and_those_of_other_months_concern_nothing(store_of, submit):
    submissions = store_of(submit(12, "1401-10")).submissions()
    others = [
        correction(status="withdrawn"),
        correction(month="1401-09"),
        correction(district=3),
    ]
    assert concerning([correction(), *others], submissions) == (correction(),)


@pytest.fixture
def store_of(tmp_path):
    def make(*submissions) -> Store:
        store = Store(f"duckdb:///{tmp_path / 'store.duckdb'}")
        store.add(submissions)
        return store

    return make


def test_a_snapshot_is_of_corrected_rows_and_lists_what_was_corrected(
    store_of, submit, project, tmp_path
):
    store = store_of(submit(12, "1401-10", content=[ITEM]), submit(3, "1401-10", content=[ITEM]))
    plain = freeze(store, DEY, project(), tmp_path / "snapshots")
    gone = ENTRY | {"id": "gone", "match": {"id": "x"}}
    corrected = freeze(store, DEY, project(ENTRY, gone), tmp_path / "snapshots")
    assert corrected.records("content", 12)["views"].tolist() == [9]
    assert corrected.records("content", 3)["views"].tolist() == [90]
    assert corrected.corrections["id"].tolist() == ["views-of-c-1"]
    assert corrected.stale_corrections["id"].tolist() == ["gone"]
    assert corrected.params.corrections == project(ENTRY, gone).corrections
    assert plain.corrections.empty
    assert list(plain.corrections.columns) == list(APPLIED)
    assert list(plain.stale_corrections.columns) == list(STALE)
    assert plain.version != corrected.version
    assert plain.slice(12) != corrected.slice(12)
    assert plain.slice(7) == corrected.slice(7)


def test_all_faults_of_all_corrections_are_listed(project):
    entries = [
        ENTRY | {"id": "a", "set": {"view": 1}, "while": {"views": "many"}},
        ENTRY | {"id": "b", "kind": "contents"},
        ENTRY | {"id": "c", "set": {"kind": "novel", "title": None, "views": True}},
        ENTRY | {"id": "d", "date": "01/11/02", "asked": "x"},
        ENTRY | {"id": "e", "while": {}},
    ]
    with pytest.raises(ParamsError) as refusal:
        project(*entries)
    text = str(refusal.value)
    for fault in (
        "params/corrections.yml: corrections.0: ",
        "view: content has no such column",
        "views: 'many' is no count",
        "there is no kind contents",
        "kind: 'novel' is no choice",
        "title: may not be empty",
        "views: True is no count",
        "corrections.3.date",
        "corrections.3.asked",
        "corrections.4.while",
    ):
        assert fault in text, fault


@pytest.mark.parametrize(
    ("entries", "fault"),
    [([ENTRY, ENTRY], "there twice: views-of-c-1"), ([ENTRY | {"district": 23}], "no district 23")],
)
def test_corrections_that_disagree_with_the_rest_are_a_fault(project, entries, fault):
    with pytest.raises(ParamsError, match=fault):
        project(*entries)


def test_the_example_in_the_file_is_one_that_is_taken(project):
    text = (find_root() / "params" / "corrections.yml").read_text(encoding="utf-8")
    example = re.findall(r"^#   (.*)$", text, flags=re.M)
    entries = yaml.safe_load("\n".join(line for line in example))
    assert [each.kind for each in project(*entries).corrections] == ["content"]
