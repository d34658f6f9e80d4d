import csv
import json
import shutil
from pathlib import Path

import pytest

from gozaresh.calendar import Month
from gozaresh.errors import ParamsError
from gozaresh.indicators import catalogue
from gozaresh.params import Params, find_root, load_params, template_files

CENSUS = find_root().parent / "shared" / "data" / "tehran_districts_1395.csv"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(find_root() / "params", tmp_path / "params")
    return tmp_path


def test_the_city_has_twenty_two_districts_and_their_census_sum(params):
    assert list(params.districts) == list(range(1, 23))
    assert sum(each.facts.population for each in params.districts.values()) == 8_679_936


@pytest.mark.skipif(not CENSUS.is_file(), reason="the census table is not beside the project")
def test_district_files_say_what_the_census_says(params):
    for row in csv.DictReader(CENSUS.read_text(encoding="utf-8").splitlines()):
        facts = params.district(int(row["district"])).facts
        assert facts.name == row["name_fa"]
        assert facts.population == int(row["pop_1395"])
        assert facts.households == int(row["households_1395"])
        assert facts.area_ha == float(row["area_ha_official"])
        assert facts.tile == (int(row["tile_row"]), int(row["tile_col"]))


def test_every_declared_indicator_has_params_and_the_other_way_round(params):
    assert set(params.indicators.indicators) == set(catalogue())


def test_a_report_depends_on_every_template_also_one_saved_just_now(tmp_path):
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "main.typ").touch()
    assert [path.name for path in template_files(tmp_path)] == ["main.typ"]
    (templates / "broken.svg").touch()
    assert [path.name for path in template_files(tmp_path)] == ["broken.svg", "main.typ"]


def test_the_meeting_of_3_bahman_looks_back_on_dey(params):
    meeting = params.meeting(12, Month(1401, 10))
    assert str(meeting.date) == "2023-01-23"
    assert params.meeting(12, Month(1401, 9)) is None


def test_a_district_may_override_a_target(project):
    file = project / "params" / "districts" / "district-03.yml"
    file.write_text(file.read_text(encoding="utf-8") + "targets: {coverage: 0.8}\n", "utf-8")
    params = load_params(project)
    assert params.target(3, "coverage") == 0.8
    assert params.target(4, "coverage") == 0.9


def test_days_off_can_be_added_to_the_calendar_with_their_reason(project):
    file = project / "params" / "holidays.yml"
    file.write_text("country: IR\nadd: [{date: ۱۴۰۱/۱۰/۱۱, reason: آلودگی هوا}]\n", "utf-8")
    (added,) = load_params(project).holidays.add
    assert (str(added.date), added.reason) == ("2023-01-01", "آلودگی هوا")


@pytest.mark.parametrize("entry", ["{weight: 2}", "{weight: 2, target: 0}"])
def test_an_indicator_that_weighs_has_a_target_to_scale_it_by(project, entry):
    file = project / "params" / "indicators.yml"
    text = file.read_text(encoding="utf-8").replace("voice:    {}", f"voice: {entry}")
    file.write_text(text, "utf-8")
    with pytest.raises(ParamsError, match=r"indicators.voice: .*a target above 0"):
        load_params(project)


def test_all_faults_of_all_files_are_listed_at_once(project):
    folder = project / "params"
    (folder / "defaults.yml").write_text("city: تهران\ncolour: red\n", "utf-8")
    (folder / "districts" / "district-05.yml").write_text("district: five\n", "utf-8")
    (folder / "meetings" / "x.yml").write_text("{[", "utf-8")
    with pytest.raises(ParamsError) as refusal:
        load_params(project)
    text = str(refusal.value).replace("\\", "/")
    assert "params/defaults.yml: colour: Extra inputs are not permitted" in text
    assert "params/defaults.yml: font: Field required" in text
    assert "params/districts/district-05.yml: district:" in text
    assert "params/meetings/x.yml" in text


@pytest.mark.parametrize(
    ("file", "line", "fault"),
    [
        (
            "districts/district-05.yml",
            "targets: {coverge: 0.8}",
            "targets.coverge: no such indicator",
        ),
        ("meetings/1401-11-03-district-12.yml", "district: 23", "there is no district 23"),
    ],
)
def test_files_that_disagree_are_a_fault(project, file, line, fault):
    path = project / "params" / file
    text = path.read_text(encoding="utf-8").replace("district: 12\n", "") + f"\n{line}\n"
    path.write_text(text, "utf-8")
    with pytest.raises(ParamsError, match=fault):
        load_params(project)


def test_params_survive_being_frozen_as_json(params):
    assert Params.from_plain(json.loads(json.dumps(params.to_plain()))) == params


def test_outside_a_project_the_error_says_where_to_go(tmp_path, monkeypatch):
    monkeypatch.setattr("gozaresh.params.__file__", str(tmp_path / "a" / "b" / "params.py"))
    with pytest.raises(ParamsError, match="GOZARESH_HOME"):
        find_root(tmp_path)
