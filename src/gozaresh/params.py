"""What `params/` says, typed and checked; nothing else knows which districts there are."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    model_validator,
)

from gozaresh.calendar import Month, format_date, parse_date
from gozaresh.errors import ParamsError

_MonthId = Annotated[str, BeforeValidator(lambda text: str(Month.parse(text)))]
_JalaliDate = Annotated[date, BeforeValidator(parse_date), PlainSerializer(format_date)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Defaults(_Strict):
    """`defaults.yml`: what every report shares."""

    city: str
    organisation: tuple[str, ...]
    invocation: str
    author: str
    font: str
    window_months: int = Field(ge=2)
    population_year: int
    weekend: tuple[str, ...]
    submission_due_day: int = Field(ge=1, le=29)


class IndicatorParams(_Strict):
    """One indicator's target (in the indicator's own unit) and weight in the composite."""

    target: float | None = None
    weight: float = Field(default=0, ge=0)


class Band(_Strict):
    """A band of the composite: its Persian name and lowest composite."""

    name: str
    lowest: float = Field(alias="from", ge=0, le=1)


class Indicators(_Strict):
    """`indicators.yml`: targets, weights, deadlines and bands."""

    low_data: int = Field(ge=1)
    publish_within_hours: float = Field(gt=0)
    indicators: dict[str, IndicatorParams]
    bands: tuple[Band, ...]

    @model_validator(mode="after")
    def _bands_descend_to_zero(self) -> Self:
        cuts = [band.lowest for band in self.bands]
        if cuts != sorted(cuts, reverse=True) or not cuts or cuts[-1] != 0:
            raise ValueError("bands go from the highest cut-off down to 0")
        return self


class Facts(_Strict):
    """What is known of a district: Persian name, census figures, area, place on the tile map."""

    name: str
    population: int = Field(gt=0)
    households: int = Field(gt=0)
    area_ha: float = Field(gt=0)
    tile: tuple[int, int]


class District(_Strict):
    """One `districts/district-NN.yml`, which is also a papermill parameter file."""

    district: int = Field(ge=1)
    facts: Facts
    targets: dict[str, float] = {}

    @property
    def number(self) -> int:
        """The district's number."""
        return self.district

    @property
    def name(self) -> str:
        """The district's Persian name, «منطقه ۱۲»."""
        return self.facts.name


class Meeting(_Strict):
    """A supervision meeting: when, where, who by role, agenda, and the month it looks back on."""

    district: int
    date: _JalaliDate
    looks_back_on: _MonthId
    title: str
    place: str
    attendees: tuple[str, ...]
    agenda: tuple[str, ...]


@dataclass(frozen=True)
class Params:
    """All of `params/`, read and checked."""

    defaults: Defaults
    indicators: Indicators
    districts: dict[int, District]
    meetings: tuple[Meeting, ...]
    messages: dict[str, dict[str, Any]]

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Params:
        """The params that `to_plain` wrote down, in a snapshot for instance."""
        return cls(
            Defaults.model_validate(plain["defaults"]),
            Indicators.model_validate(plain["indicators"]),
            _by_number([District.model_validate(each) for each in plain["districts"]]),
            tuple(Meeting.model_validate(each) for each in plain["meetings"]),
            plain["messages"],
        )

    def to_plain(self) -> dict[str, Any]:
        """All of it as JSON can hold it."""
        return {
            "defaults": _plain(self.defaults),
            "indicators": _plain(self.indicators),
            "districts": [_plain(each) for each in self.districts.values()],
            "meetings": [_plain(each) for each in self.meetings],
            "messages": self.messages,
        }

    def district(self, number: int) -> District:
        """The district of that number; raise `ParamsError` with the numbers there are."""
        if number not in self.districts:
            known = f"{min(self.districts)} to {max(self.districts)}"
            raise ParamsError(f"There is no district {number}; params/districts/ has {known}.")
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


@cache
def load_params(root: Path) -> Params:
    """Read and check every file of `params/`; raise `ParamsError` listing all faults at once."""
    folder, faults = root / "params", []
    read = _collecting(faults, root)
    defaults = read(folder / "defaults.yml", Defaults)
    indicators = read(folder / "indicators.yml", Indicators)
    districts = [read(path, District) for path in sorted((folder / "districts").glob("*.yml"))]
    meetings = [read(path, Meeting) for path in sorted((folder / "meetings").glob("*.yml"))]
    if not faults:
        faults += _cross_faults(indicators, districts, meetings)
    if faults:
        raise ParamsError("\n".join(faults))
    texts = {path.stem: _read_yaml(path) for path in sorted((folder / "messages").glob("*.yml"))}
    return Params(defaults, indicators, _by_number(districts), tuple(meetings), texts)


def _by_number(districts: list[District]) -> dict[int, District]:
    return {each.district: each for each in sorted(districts, key=lambda each: each.district)}


def _plain(model: _Strict) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True)


def _collecting(faults: list[str], root: Path) -> Callable[[Path, type[_Strict]], Any]:
    def read(path: Path, model: type[_Strict]) -> _Strict | None:
        try:
            return model.model_validate(_read_yaml(path))
        except ValidationError as error:
            faults.extend(_sentences(error, path.relative_to(root)))
        except (OSError, yaml.YAMLError) as error:
            faults.append(f"{path.relative_to(root)}: {error}")
        return None

    return read


def _read_yaml(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) or {}


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _sentences(error: ValidationError, path: Path) -> list[str]:
    return [
        f"{path}: {'.'.join(str(part) for part in fault['loc']) or 'file'}: {fault['msg']}"
        for fault in error.errors()
    ]


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
