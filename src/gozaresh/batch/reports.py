"""Which reports there are: each notebook in `notebooks/` that says of itself what it reports on."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Literal, Self

from pydantic import ValidationError, model_validator

from gozaresh.batch.plan import Expectations, Job
from gozaresh.checked import Strict, sentences
from gozaresh.errors import CallError, ParamsError
from gozaresh.params import template_files
from gozaresh.seal import Sealed

Scope = Literal["district", "city", "meeting"]


class About(Strict):
    """What a notebook's metadata say under `gozaresh`.

    `scope` is whom it is run for: every district, the city once, or every district that has a
    meeting looking back on the month. `output` names the PDF, with `{district}` filled in.
    """

    title: str
    scope: Scope
    output: str
    figures: int = 0
    tables: int = 0

    @model_validator(mode="after")
    def _each_has_a_file_of_its_own(self) -> Self:
        named = [field for _, field, *_ in Formatter().parse(self.output) if field is not None]
        if named != ([] if self.scope == "city" else ["district"]):
            wanted = "no field" if self.scope == "city" else "{district:02d}, and no other field"
            raise ValueError(f"output of scope {self.scope} has {wanted}, unlike {self.output!r}")
        return self


@dataclass(frozen=True)
class ReportNotebook:
    """A report by the name of its notebook, `district-report`."""

    name: str
    path: Path
    about: About


def available(root: Path) -> dict[str, ReportNotebook]:
    """Every report notebook by name; raise `ParamsError` for metadata that are wrong."""
    found = {}
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        where, name = path.relative_to(root).as_posix(), path.stem.replace("_", "-")
        try:
            metadata = json.loads(path.read_text(encoding="utf-8")).get("metadata", {})
            if "gozaresh" in metadata:
                found[name] = ReportNotebook(name, path, About.model_validate(metadata["gozaresh"]))
        except ValidationError as error:
            faults = sentences(error, f"{where}: metadata.gozaresh")
            raise ParamsError("\n".join(faults)) from error
        except ValueError as error:
            raise ParamsError(f"{where} is no notebook: {error}") from error
    return found


def choose(
    reports: dict[str, ReportNotebook], names: Collection[str] | None
) -> list[ReportNotebook]:
    """The reports asked for, or all; raise `CallError` with the names there are."""
    unknown = sorted(set(names or ()) - set(reports))
    if unknown:
        raise CallError(
            f"There is no report {unknown[0]!r}; there are {', '.join(reports)}. A report is a "
            "notebook in notebooks/ whose metadata describe it under `gozaresh`."
        )
    return [report for name, report in reports.items() if not names or name in names]


def plan(
    reports: Iterable[ReportNotebook],
    districts: Sequence[int],
    snapshot: Sealed,
    root: Path,
) -> list[Job]:
    """A job for each report and whom it is for, from one snapshot."""
    templates = template_files(root)
    return [
        _job(report, district, snapshot, templates)
        for report, district in _each(reports, districts, snapshot)
    ]


@dataclass(frozen=True)
class Listed:
    """A report as the index lists it: its file's name, its title, whom and what it is about."""

    name: str
    title: str
    district: int | None
    scope: Scope = "district"


def listed(reports: Iterable[ReportNotebook], snapshot: Sealed) -> list[Listed]:
    """Every report that a month has, whether a run makes it or not."""
    return [
        Listed(
            report.about.output.format(district=district),
            report.about.title,
            district,
            report.about.scope,
        )
        for report, district in _each(reports, list(snapshot.districts), snapshot)
    ]


def _each(
    reports: Iterable[ReportNotebook], districts: Sequence[int], snapshot: Sealed
) -> Iterator[tuple[ReportNotebook, int | None]]:
    for report in reports:
        for district in _whom(report.about, districts, snapshot):
            yield report, district


def _whom(about: About, districts: Sequence[int], snapshot: Sealed) -> Sequence[int | None]:
    if about.scope == "city":
        return [None]
    if about.scope == "meeting":
        return [number for number in districts if number in snapshot.meetings]
    return districts


def _job(
    report: ReportNotebook, district: int | None, snapshot: Sealed, templates: Sequence[Path]
) -> Job:
    about, month = report.about, snapshot.month
    subject = snapshot.city if district is None else snapshot.districts[district]
    given = {"month": str(month)} | ({} if district is None else {"district": district})
    return Job(
        name=about.output.format(district=district),
        notebook=report.path,
        parameters=given,
        files={"snapshot": snapshot.path},
        data=lambda: snapshot.slice(district).encode(),
        depends={"templates": templates},
        expects=Expectations((subject, month.title), about.figures, about.tables),
    )
