"""YAML files read into checked models, with every fault of every file collected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError

from gozaresh.calendar import Month, format_date, parse_date

MonthId = Annotated[str, BeforeValidator(lambda text: str(Month.parse(text)))]
JalaliDate = Annotated[date, BeforeValidator(parse_date), PlainSerializer(format_date)]


class Strict(BaseModel):
    """A model that takes no key it does not know, and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def plain(self) -> dict[str, Any]:
        """The same as JSON can hold it, under the keys of its file."""
        return self.model_dump(mode="json", by_alias=True)


def collecting(faults: list[str], root: Path) -> Callable[[Path, type[Strict]], Any]:
    """A reader of files into models that adds what is wrong to `faults` and then gives None."""
    from yaml import YAMLError

    def read(path: Path, model: type[Strict]) -> Strict | None:
        try:
            return model.model_validate(read_yaml(path))
        except ValidationError as error:
            faults.extend(sentences(error, str(path.relative_to(root))))
        except (OSError, YAMLError) as error:
            faults.append(f"{path.relative_to(root)}: {error}")
        return None

    return read


def read_yaml(path: Path) -> dict[str, Any]:
    """What a YAML file holds; nothing is an empty mapping."""
    return parse_yaml(path.read_text(encoding="utf-8")) or {}


def parse_yaml(text: str) -> Any:
    """What a YAML text holds, by libyaml where PyYAML has it: ten times as fast."""
    import yaml  # a run that keeps all reads none

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def sentences(error: ValidationError, where: str) -> list[str]:
    """Each fault with its place, `params/defaults.yml: city: Field required`."""
    return [
        ": ".join(filter(None, (where, ".".join(map(str, fault["loc"])), fault["msg"])))
        for fault in error.errors()
    ]
