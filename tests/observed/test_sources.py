"""Mappings: a new source needs one and no code; a wrong one is named."""

import pytest
import yaml

from gozaresh.errors import ParamsError
from gozaresh.observed.sources import Source, load_source, source_names

from .conftest import ROOT

SHIPPED = (
    "contacts-csv",
    "contacts-excel",
    "fars-news",
    "feed",
    "google-forms",
    "instagram",
    "kavenegar",
    "porsline",
    "sms-panel",
    "telegram",
)


def test_the_shipped_mappings_are_these_and_all_right():
    assert tuple(source_names(ROOT)) == SHIPPED
    for name in SHIPPED:
        assert load_source(ROOT, name).name == name


def test_the_documentation_shows_a_whole_mapping_that_works(write, look):
    document = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    mapping = document.split("```yaml\n")[1].split("```")[0]
    assert len(mapping.strip().splitlines()) <= 10
    source = Source.model_validate({"name": "press", **yaml.safe_load(mapping)})
    csv = "تیتر,لینک,تاریخ\nبهسازی منطقه ۱۲,https://press.example.ir/1,۱۴۰۱/۱۰/۰۴ ۱۴:۳۰\n"
    (item,), faults, _ = look(write("press.csv", csv), source)
    assert not faults
    assert (item.title, item.districts[0].district) == ("بهسازی منطقه ۱۲", 12)


@pytest.fixture
def project(tmp_path):
    def declare(**changes: object):
        folder = tmp_path / "project" / "params" / "sources"
        folder.mkdir(parents=True, exist_ok=True)
        mapping = {
            "title": "خبر",
            "format": "csv",
            "about": "content",
            "fields": {
                "title": {"path": "t"},
                "published_at": {"path": "d", "date": {"calendar": "jalali"}},
            },
        }
        text = yaml.safe_dump(mapping | changes, allow_unicode=True)
        (folder / "press.yml").write_text(text, encoding="utf-8")
        load_source.cache_clear()
        return tmp_path / "project"

    return declare


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"format": "pdf"}, "format"),
        ({"encoding": "utf-9"}, "no encoding 'utf-9'"),
        ({"colour": "red"}, "colour"),
        ({"fields": {"title": {"path": "t"}}}, "published_at"),
        ({"fields": {"published_at": {"path": "d"}}}, "no calendar"),
        (
            {
                "fields": {
                    "published_at": {"path": "d", "date": {"calendar": "jalali", "zone": "X"}}
                }
            },
            "no time zone",
        ),
        (
            {
                "fields": {
                    "published_at": {
                        "path": "d",
                        "date": {
                            "calendar": "jalali",
                            "pattern": r"(?P<short_year>\d\d)(?P<month>\d\d)(?P<day>\d\d)",
                        },
                    }
                }
            },
            "century",
        ),
        ({"about": "answer"}, "questions"),
        (
            {
                "about": "message",
                "fields": {
                    "published_at": {"path": "d", "date": {"calendar": "jalali"}},
                    "title": {"path": "t"},
                    "status": {"path": "s", "values": {1: "arrived"}},
                },
            },
            "arrived",
        ),
        (
            {
                "fields": {
                    "published_at": {"path": "d", "date": {"calendar": "jalali"}},
                    "kind": {"path": "k"},
                }
            },
            "say by `values`",
        ),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong_with_it(project, changes, fault):
    with pytest.raises(ParamsError, match=r"press\.yml") as error:
        load_source(project(**changes), "press")
    assert fault in str(error.value)


def test_a_mapping_that_is_not_there_says_which_are():
    with pytest.raises(ParamsError, match=r"no source 'fars'.*fars-news, feed"):
        load_source(ROOT, "fars")
