from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from gozaresh.forms import write_form
from gozaresh.intake import Fault, IntakeError, Submission, read_workbook

from .filled import DISTRICTS, MONTH, RECEIVED, ROOT, District, action, item


@pytest.fixture(scope="session")
def messages() -> dict[str, Any]:
    text = (ROOT / "params/messages/intake.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A form of two rows, rightly filled."""
    path = tmp_path / "district-12-1401-10.xlsx"
    write_form(path, District(), MONTH, {"actions": [action()], "content": [item()]})
    return path


@pytest.fixture
def read(messages: dict[str, Any]) -> Callable[[Path], Submission]:
    return lambda path: read_workbook(path, DISTRICTS, messages, RECEIVED)


@pytest.fixture
def faults(messages: dict[str, Any]) -> Callable[[Path], tuple[Fault, ...]]:
    """The faults for which a workbook is refused."""

    def of(path: Path) -> tuple[Fault, ...]:
        with pytest.raises(IntakeError) as refused:
            read_workbook(path, DISTRICTS, messages, RECEIVED)
        return refused.value.faults

    return of
