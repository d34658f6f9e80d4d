"""What a report has: said to Tab, to a misspelling, and where a cell ends in the report itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gozaresh.errors import UnknownPartError, close_to


@dataclass(frozen=True)
class Part:
    """One name that a notebook can use: how it is called, what it gives, and whether to print."""

    call: str
    summary: str
    printed: bool


class HasParts:
    """Shows its public names, and only them; each one's docstring begins with what it gives."""

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if not name.startswith("_")]

    def __getattr__(self, name: str) -> Any:
        """What is not there: a misspelling, or an `AttributeError` inside a property."""
        if name.startswith("_") or hasattr(type(self), name):
            return object.__getattribute__(self, name)
        raise UnknownPartError(
            f"A {type(self).__name__} has no {name!r}; {close_to(name, dir(self))}"
        )

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002
        lines = [f"  {part.call}\n      {part.summary}" for part in parts(type(self))]
        printer.text("\n".join([f"{self!r}: its parts", *lines]))

    def _repr_html_(self) -> str:
        from gozaresh.report.html import fill

        return fill("parts.html", title=repr(self), parts=list(parts(type(self))))


def parts(report: type) -> Iterator[Part]:
    """The public names of a class in the order that they are written in, its own ones first."""
    seen = set()
    for each in report.__mro__:
        for name, member in vars(each).items():
            if not name.startswith("_") and name not in seen and inspect.getdoc(member):
                seen.add(name)
                yield _part(name, member)


def _part(name: str, member: Any) -> Part:
    summary = inspect.getdoc(member).splitlines()[0]
    if not inspect.isfunction(member):
        return Part(name, summary, printed=False)
    signature = inspect.signature(member)
    plain = [each.replace(annotation=each.empty) for each in signature.parameters.values()][1:]
    printed = str(signature.return_annotation).startswith("blocks.")
    return Part(f"{name}{inspect.Signature(plain)}", summary, printed)
