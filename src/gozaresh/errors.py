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
└── CallError        the command line was called wrongly
"""

from collections.abc import Sequence


class GozareshError(Exception):
    """The base of every error whose text says what is wrong, where, and what to do next."""


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


class CallError(GozareshError):
    """The command line was called wrongly."""
