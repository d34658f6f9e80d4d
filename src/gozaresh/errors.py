"""The errors that a user can mend; each is raised where it is found, with a sentence.

GozareshError
├── ParamsError      params/ is wrong, or asked for what it does not have
├── IntakeError      a workbook was refused; it carries every fault (gozaresh.intake)
├── ObservedError    an observed export was refused; it carries every fault
├── StoreError       the store cannot be opened, or is of another version
├── SnapshotError    nothing to freeze, or a file that is no snapshot
├── PlanError        a run's jobs do not fit their notebooks
├── RunLockedError   another run is at work in the same folder
├── ClusterError     no scheduler with workers answers
├── TemplateFaultError  the index page's template cannot be filled
├── UnknownNameError  no indicator, kind, column … of that name (a KeyError too)
├── UnknownPartError  a report has no part of that name (an AttributeError too)
└── CallError        a command or a function was called wrongly

NoDataWarning        a frame is empty because nothing was submitted
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Self


class GozareshError(Exception):
    """The base of every error whose text says what is wrong, where, and what to do next."""

    def _render_traceback_(self) -> list[str]:
        """The sentence alone, which IPython asks for: the program's own lines say less."""
        return [f"{type(self).__name__}: {self}"]


class ParamsError(GozareshError):
    """Files of `params/` are wrong; the text lists every fault with its file."""


class ObservedError(GozareshError):
    """An observed export was refused; `faults` has a sentence each, with the item's number."""

    def __init__(self, faults: Sequence[object]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


class StoreError(GozareshError):
    """The store cannot be opened or is of another version."""


class SnapshotError(GozareshError):
    """There is nothing to freeze, or a file is no snapshot."""


class PlanError(GozareshError):
    """A run's jobs do not fit their notebooks; `faults` says in a sentence each what is wrong."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class RunLockedError(GozareshError):
    """Another run is at work in the same folder; the text says whose, and since when."""


class ClusterError(GozareshError):
    """No scheduler with workers answers at the address given."""


class TemplateFaultError(GozareshError):
    """A template cannot be filled; the text says which, and where it is wrong."""


class UnknownNameError(GozareshError, KeyError):
    """Something was asked for by a name that nothing has; the text says which names are close."""

    __str__ = Exception.__str__  # a KeyError's puts the sentence into quotes

    @classmethod
    def among(cls, what: str, name: object, known: Iterable[str]) -> Self:
        """The error for `name`, which is none of the `known` names of a `what`."""
        return cls(f"There is no {what} {name!r}; {close_to(name, known)}")


class UnknownPartError(GozareshError, AttributeError):
    """A report was asked for a part that it does not have; the text says which names are close."""


class CallError(GozareshError):
    """A command or a function was called wrongly."""


class NoDataWarning(UserWarning):
    """A frame is empty because nothing was submitted; the text says what was."""


def close_to(name: object, known: Iterable[str]) -> str:
    """The end of a sentence: which of the known names were probably meant, or else all of them."""
    known = list(known)
    if close := get_close_matches(str(name), known):
        return f"did you mean {' or '.join(close)}?"
    return f"there are {', '.join(known)}."
