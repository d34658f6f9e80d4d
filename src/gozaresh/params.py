"""What `params/` says, typed and checked; nothing else knows which districts there are."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gozaresh.errors import ParamsError

if TYPE_CHECKING:  # imported only when params are read: a run that keeps all is told by a seal
    from gozaresh.calendar import Month
    from gozaresh.known_errors import Correction, Corrections
    from gozaresh.param_files import Defaults, District, Holidays, Indicators, Matching, Meeting


@dataclass(frozen=True)
class Params:
    """All of `params/`, read and checked."""

    defaults: Defaults
    holidays: Holidays
    indicators: Indicators
    districts: dict[int, District]
    meetings: tuple[Meeting, ...]
    messages: dict[str, dict[str, Any]]
    matching: Matching
    corrections: tuple[Correction, ...] = ()

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Params:
        """The params that `to_plain` wrote down, in a snapshot for instance."""
        from gozaresh import param_files as files
        from gozaresh.known_errors import Correction

        return cls(
            files.Defaults.model_validate(plain["defaults"]),
            files.Holidays.model_validate(plain["holidays"]),
            files.Indicators.model_validate(plain["indicators"]),
            _by_number([files.District.model_validate(each) for each in plain["districts"]]),
            tuple(files.Meeting.model_validate(each) for each in plain["meetings"]),
            plain["messages"],
            files.Matching.model_validate(plain["matching"]),
            tuple(Correction.model_validate(each) for each in plain["corrections"]),
        )

    def to_plain(self) -> dict[str, Any]:
        """All of it as JSON can hold it."""
        return {
            "defaults": self.defaults.plain(),
            "holidays": self.holidays.plain(),
            "indicators": self.indicators.plain(),
            "districts": [each.plain() for each in self.districts.values()],
            "meetings": [each.plain() for each in self.meetings],
            "messages": self.messages,
            "matching": self.matching.plain(),
            "corrections": [each.plain() for each in self.corrections],
        }

    def district(self, number: int) -> District:
        """The district of that number; raise `ParamsError` with the numbers there are."""
        if number not in self.districts:
            known = f"{min(self.districts)} to {max(self.districts)}"
            raise ParamsError(f"There is no district {number!r}; params/districts/ has {known}.")
        return self.districts[number]

    def target(self, district: int, indicator: str) -> float | None:
        """The district's own target for an indicator, or else the city's."""
        own = self.district(district).targets
        return own.get(indicator, self.indicators.indicators[indicator].target)

    def meeting(self, district: int, month: Month) -> Meeting | None:
        """The meeting of a district that looks back on a month, if there is one."""
        for meeting in self.meetings:
            if meeting.district == district and meeting.looks_back_on == str(month):
                return meeting
        return None


def find_root(start: Path | None = None) -> Path:
    """The project's root: `GOZARESH_HOME`, or the nearest folder that has params/defaults.yml."""
    if home := os.environ.get("GOZARESH_HOME"):
        return Path(home).resolve()
    here = (start or Path.cwd()).resolve()
    source_checkout = Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, source_checkout):
        if (folder / "params" / "defaults.yml").is_file():
            return folder
    raise ParamsError(
        f"No params/defaults.yml in {here} or above it: "
        "go to the project's folder, or name it in GOZARESH_HOME."
    )


def data_folder(root: Path) -> Path:
    """Where a project keeps what it writes but reports: `GOZARESH_DATA`, or `data/`."""
    return Path(os.environ.get("GOZARESH_DATA") or root / "data")


def default_url(root: Path) -> str:
    """The store's: `GOZARESH_STORE`, or a DuckDB file in the data folder."""
    return os.environ.get("GOZARESH_STORE") or f"duckdb:///{data_folder(root) / 'gozaresh.duckdb'}"


def snapshots_folder(root: Path) -> Path:
    """Where a project keeps its snapshots."""
    return data_folder(root) / "snapshots"


def template_files(root: Path) -> list[Path]:
    """What a project's PDFs look like: every file that one of them may be set with."""
    folder = root / "templates"
    return sorted([*folder.glob("*.typ"), *folder.glob("*.svg")])


@cache
def load_params(root: Path) -> Params:
    """Read and check every file of `params/`; raise `ParamsError` listing all faults at once."""
    from gozaresh import param_files as files
    from gozaresh.checked import collecting, read_yaml
    from gozaresh.known_errors import Corrections

    folder, faults = root / "params", []
    read, each_of = collecting(faults, root), lambda name: sorted((folder / name).glob("*.yml"))
    defaults = read(folder / "defaults.yml", files.Defaults)
    holidays = read(folder / "holidays.yml", files.Holidays)
    indicators = read(folder / "indicators.yml", files.Indicators)
    districts = [read(path, files.District) for path in each_of("districts")]
    meetings = [read(path, files.Meeting) for path in each_of("meetings")]
    matching = read(folder / "matching.yml", files.Matching)
    corrections = read(folder / "corrections.yml", Corrections)
    if not faults:
        faults += _cross_faults(indicators, districts, meetings)
        faults += _unknown_districts(corrections, districts)
    if faults:
        raise ParamsError("\n".join(faults))
    return Params(
        defaults,
        holidays,
        indicators,
        _by_number(districts),
        tuple(meetings),
        {path.stem: read_yaml(path) for path in each_of("messages")},
        matching,
        corrections.corrections,
    )


def _by_number(districts: list[District]) -> dict[int, District]:
    return {each.district: each for each in sorted(districts, key=lambda each: each.district)}


def _cross_faults(
    indicators: Indicators, districts: list[District], meetings: list[Meeting]
) -> list[str]:
    known = {district.district for district in districts}
    faults = []
    if len(known) != len(districts) or not known:
        faults.append("params/districts: each district has one file, and there is at least one")
    for district in districts:
        faults += _unknown_targets(district, indicators)
    for meeting in meetings:
        if meeting.district not in known:
            faults.append(f"params/meetings: there is no district {meeting.district}")
    return faults


def _unknown_targets(district: District, indicators: Indicators) -> list[str]:
    unknown = sorted(set(district.targets) - set(indicators.indicators))
    file = f"params/districts/district-{district.district:02d}.yml"
    return [f"{file}: targets.{key}: no such indicator" for key in unknown]


def _unknown_districts(corrections: Corrections, districts: list[District]) -> list[str]:
    known = {district.district for district in districts}
    return [
        f"params/corrections.yml: {each.id}: there is no district {each.district}"
        for each in corrections.corrections
        if each.district not in known
    ]
