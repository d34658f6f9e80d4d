"""The forms in another program than the one that wrote them: LibreOffice, where it is installed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gozaresh.forms import write_form
from gozaresh.intake import Fault, Submission
from gozaresh.records import kinds
from programs import find_program

from .filled import MONTH, District, action, item


@pytest.fixture(scope="module")
def save_again(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    office = find_program("soffice")
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def save(path: Path, format: str) -> Path:
        command = [office, "--headless", profile, "--convert-to", format, "--outdir", folder, path]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return folder / f"{path.stem}.{format}"

    return save


def test_a_form_saved_again_in_libreoffice_is_taken_the_same(
    tmp_path: Path, read: Callable[[Path], Submission], save_again: Callable[[Path, str], Path]
) -> None:
    path = tmp_path / "form.xlsx"
    rows = {"actions": [action()], "content": [item(id=f"c-{number}") for number in range(20)]}
    write_form(path, District(), MONTH, rows)
    before, after = read(path), read(save_again(path, "xlsx"))
    assert after.counts == before.counts
    for key in kinds():
        assert after.frames[key].equals(before.frames[key])


@pytest.mark.parametrize(("format", "reason"), [("xls", "old_format"), ("ods", "other_format")])
def test_a_form_saved_in_another_format_is_one_sentence(
    form: Path,
    save_again: Callable[[Path, str], Path],
    faults: Callable[[Path], tuple[Fault, ...]],
    format: str,
    reason: str,
) -> None:
    assert [fault.reason for fault in faults(save_again(form, format))] == [reason]
