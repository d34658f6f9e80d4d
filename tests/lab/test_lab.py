"""What `gozaresh lab` says before JupyterLab has started."""

import os
import subprocess
import sys

import pytest

from gozaresh.store import Store

COMMAND = [sys.executable, "-c", "from gozaresh.cli import main; main()", "lab", "--", "--version"]


@pytest.mark.parametrize(
    ("months", "sentence"),
    [
        ((), "The store is empty: take workbooks in with `gozaresh ingest PATH`."),
        (("1401-09", "1401-10"), "The store has 1401-09 to 1401-10; notebooks only read it."),
    ],
)
def test_it_says_what_notebooks_will_find(tmp_path, submit, months, sentence):
    url = f"duckdb:///{tmp_path / 'store.duckdb'}"
    if months:
        Store(url).add([submit(12, month) for month in months])
    environment = os.environ | {"GOZARESH_STORE": url}
    done = subprocess.run(COMMAND, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert sentence in done.stderr
