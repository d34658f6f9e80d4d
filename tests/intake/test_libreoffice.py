"""The forms in another program than the one that wrote them: LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gozaresh.forms import write_form
from gozaresh.intake import Fault, Submission
from gozaresh.records import kinds

from .filled import MONTH, District, action, item

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")


def save_again(path: Path, folder: Path, format: str) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, "--headless", profile, "--convert-to", format, "--outdir", folder, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{format}"


def test_a_form_saved_again_in_libreoffice_is_taken_the_same(
    tmp_path: Path, read: Callable[[Path], Submission]
) -> None:
    path = tmp_path / "form.xlsx"
    rows = {"actions": [action()], "content": [item(id=f"c-{number}") for number in range(20)]}
    write_form(path, District(), MONTH, rows)
    before, after = read(path), read(save_again(path, tmp_path / "again", "xlsx"))
    assert after.counts == before.counts
    for key in kinds():
        assert after.frames[key].equals(before.frames[key])


@pytest.mark.parametrize(("format", "reason"), [("xls", "old_format"), ("ods", "other_format")])
def test_a_form_saved_in_another_format_is_one_sentence(
    form: Path,
    tmp_path: Path,
    faults: Callable[[Path], tuple[Fault, ...]],
    format: str,
    reason: str,
) -> None:
    saved = save_again(form, tmp_path / "again", format)
    assert [fault.reason for fault in faults(saved)] == [reason]
