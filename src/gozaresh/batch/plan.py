"""The plan: which reports a run makes, checked against their notebooks before anything starts."""

from __future__ import annotations

import ast
import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from pathlib import Path
from types import NoneType
from typing import Any

from gozaresh.errors import PlanError

_Kinds = tuple[type, ...]
_PLAIN = {kind.__name__: kind for kind in (bool, int, float, str, list, dict)} | {"None": NoneType}


@dataclass(frozen=True)
class Expectations:
    """What a report must hold to count as made: these texts, at least so many figures, tables."""

    texts: tuple[str, ...] = ()
    figures: int = 0
    tables: int = 0


@dataclass(frozen=True)
class Job:
    """One report to make: `name`.pdf from a notebook and its parameters.

    `files` are parameters too, of which not the path but the content matters: all of it, or what
    `data` returns, the slice that this report reads. `depends` names, under a label each, other
    files and folders that change the report when they change.
    """

    name: str
    notebook: Path
    parameters: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
    data: Callable[[], bytes] | None = None
    depends: Mapping[str, Sequence[Path]] = field(default_factory=dict)
    expects: Expectations = Expectations()

    @property
    def arguments(self) -> dict[str, Any]:
        """Everything that the notebook is given, as papermill takes it."""
        return {**self.parameters, **{name: str(path) for name, path in self.files.items()}}


def expand(job: Job, over: Mapping[str, Iterable[Any]]) -> list[Job]:
    """One job for each combination of values; `job.name` is a format, `district-{district:02d}`."""
    combinations = (dict(zip(over, values, strict=True)) for values in product(*over.values()))
    return [
        replace(job, name=job.name.format(**each), parameters={**job.parameters, **each})
        for each in combinations
    ]


def check(jobs: Sequence[Job]) -> None:
    """Raise `PlanError` with all faults of all jobs, if there are any."""
    accepting = cache(accepted_parameters)
    faults = [fault for job in jobs for fault in _faults(job, accepting)]
    names = [job.name for job in jobs]
    faults += [f"{name}: two jobs have this name." for name in _repeated(names)]
    if faults:
        raise PlanError(faults)


def _faults(job: Job, accepting: Callable[[Path], Mapping[str, _Kinds]]) -> Iterator[str]:
    if Path(job.name).name != job.name or job.name.startswith("."):
        yield f"{job.name}: a job's name is a plain file name."
    try:
        accepted = accepting(job.notebook)
    except PlanError as error:
        yield from (f"{job.name}: {fault}" for fault in error.faults)
        return
    for name, value in job.arguments.items():
        if name not in accepted:
            yield f"{job.name}: {job.notebook} takes no parameter {name!r}{_hint(name, accepted)}."
        elif fault := _value_fault(value, accepted[name]):
            yield f"{job.name}: parameter {name!r} of {job.notebook} {fault}."
    for name, path in job.files.items():
        if not path.is_file():
            yield f"{job.name}: the file of parameter {name!r} is not there: {path}."


def _hint(name: str, accepted: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, accepted, 1)
    return f"; did you mean {near[0]!r}?" if near else f"; it takes {', '.join(accepted) or 'none'}"


def _value_fault(value: Any, kinds: _Kinds) -> str | None:
    if not _injectable(value):
        return f"is a {type(value).__name__}, which cannot be written into a notebook"
    if not kinds or type(value) in kinds or (type(value) is int and float in kinds):
        return None
    wanted = " or ".join("None" if kind is NoneType else kind.__name__ for kind in kinds)
    return f"is {value!r}, a {type(value).__name__}; it should be {wanted}"


def _injectable(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _injectable(each) for key, each in value.items())
    if isinstance(value, list):
        return all(map(_injectable, value))
    return type(value) in (bool, int, float, str, NoneType)


def _repeated(names: Sequence[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def accepted_parameters(notebook: Path) -> dict[str, _Kinds]:
    """The parameters of a notebook and the types that each may have (none named: any).

    They come from the cell tagged `parameters`: from an annotation, or else from the default,
    where `None` leaves it open. Raise `PlanError` for what is no notebook or has no such cell.
    """
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        source = next(_source(cell) for cell in cells if _is_parameters(cell))
        body = ast.parse(source).body
    except FileNotFoundError:
        raise PlanError([f"There is no notebook {notebook}."]) from None
    except StopIteration:
        raise PlanError([f"{notebook} has no cell tagged 'parameters'."]) from None
    except (ValueError, KeyError, TypeError, SyntaxError, OSError) as error:
        raise PlanError([f"{notebook} cannot be read as a notebook: {error!r}."]) from error
    return dict(_parameter(statement) for statement in body if _is_assignment(statement))


def _is_parameters(cell: Mapping[str, Any]) -> bool:
    return "parameters" in cell.get("metadata", {}).get("tags", ())


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _is_assignment(statement: ast.stmt) -> bool:
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    return isinstance(statement, ast.AnnAssign) or isinstance(target, ast.Name)


def _parameter(statement: ast.Assign | ast.AnnAssign) -> tuple[str, _Kinds]:
    if isinstance(statement, ast.AnnAssign):
        return ast.unparse(statement.target), _annotated(statement.annotation)
    try:
        default = ast.literal_eval(statement.value)
    except ValueError:
        default = None
    return statement.targets[0].id, () if default is None else (type(default),)


def _annotated(annotation: ast.expr) -> _Kinds:
    """`dict[str, float] | None` is a dict or None; what is not plain may be anything."""
    names = [part.partition("[")[0].strip() for part in ast.unparse(annotation).split("|")]
    return tuple(_PLAIN[name] for name in names) if set(names) <= set(_PLAIN) else ()
