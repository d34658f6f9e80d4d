"""Which reports there are: each notebook in `notebooks/` that says of itself what it reports on."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from string import Formatter
from typing import Any, Literal, get_args

from gozaresh.batch.plan import Expectations, Job
from gozaresh.errors import CallError, ParamsError
from gozaresh.params import template_files
from gozaresh.seal import Sealed

Scope = Literal["district", "city", "meeting"]


@dataclass(frozen=True)
class About:
    """What a notebook's metadata say under `gozaresh`.

    `scope` is whom it is run for: every district, the city once, or every district that has a
    meeting looking back on the month. `output` names the PDF, with `{district}` filled in.
    """

    title: str
    scope: Scope
    output: str
    figures: int = 0
    tables: int = 0


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
                about = _about(metadata["gozaresh"], f"{where}: metadata.gozaresh")
                found[name] = ReportNotebook(name, path, about)
        except ValueError as error:
            raise ParamsError(f"{where} is no notebook: {error}") from error
    return found


def _about(metadata: Any, where: str) -> About:
    """The metadata, checked; raise `ParamsError` with all that is wrong.

    By hand: a run that finds nothing to do would spend a third of its time on importing pydantic.
    """
    if not isinstance(metadata, dict):
        raise ParamsError(f"{where}: it is a mapping, not {metadata!r}.")
    if faults := list(_faults(metadata)):
        raise ParamsError("\n".join(f"{where}.{fault}" for fault in faults))
    return About(**metadata)


def _faults(metadata: dict[str, Any]) -> Iterator[str]:
    defaults = {each.name: each.default for each in fields(About)}
    for key in sorted(metadata.keys() - defaults.keys()):
        yield f"{key}: there is no such key, only {', '.join(defaults)}."
    for key, default in defaults.items():
        kind, named = (str, "text") if default is MISSING else (int, "whole number")
        if key not in metadata and default is MISSING:
            yield f"{key}: it is missing."
        elif key in metadata and type(metadata[key]) is not kind:
            yield f"{key}: {metadata[key]!r} is no {named}."
    scope, output = metadata.get("scope"), metadata.get("output")
    if isinstance(scope, str) and scope not in get_args(Scope):
        yield f"scope: it is one of {', '.join(get_args(Scope))}, not {scope!r}."
    elif isinstance(scope, str) and isinstance(output, str):
        yield from _faults_of_name(output, scope)


def _faults_of_name(output: str, scope: Scope) -> Iterator[str]:
    """Each report has a file of its own, that is named after its district where it has one."""
    try:
        fields = [field for _, field, *_ in Formatter().parse(output) if field is not None]
        fits = fields == ([] if scope == "city" else ["district"])
        if fits:
            output.format(district=1)
    except (ValueError, LookupError) as error:
        yield f"output: {output!r} cannot be filled in ({error})."
        return
    if not fits:
        wanted = "no field" if scope == "city" else "{district:02d}, and no other field"
        yield f"output: of scope {scope} it has {wanted}, unlike {output!r}."


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
