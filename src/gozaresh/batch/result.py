"""What became of a run, and the words it ends with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RunResult:
    """What became of a run's reports, by name; of those that failed also why."""

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]
    failed: Mapping[str, str]
    left: tuple[str, ...]
    seconds: float

    @property
    def exit_code(self) -> int:
        """0: all well, 1: something failed, 130: stopped from the keyboard."""
        return 130 if self.left else 1 if self.failed else 0

    @property
    def sentence(self) -> str:
        """One closing line: what was made, kept, failed, where, and how long it took."""
        states = {"made": self.made, "kept": self.kept, "failed": self.failed, "left": self.left}
        said = ", ".join(f"{len(names)} {state}" for state, names in states.items() if names)
        stopped = " Stopped; the same command goes on from here." if self.left else ""
        return f"{self.folder}: {said or 'nothing to do'}, in {self.seconds:.1f} s.{stopped}"

    @property
    def recap(self) -> tuple[str, ...]:
        """A line for each failure: which report, why, and where to look."""
        return tuple(
            f"{name}: {why}. How far it came: {failed_notebook(self.folder, name)}"
            for name, why in self.failed.items()
        )


def failed_notebook(out: Path, name: str) -> Path:
    """Where a report that failed leaves its notebook, as far as it was executed."""
    return out / "failed" / f"{name}.ipynb"
