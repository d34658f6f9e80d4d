"""Ctrl-C ends a command as it ends any program: with its exit status, and without a traceback."""

import os
import signal
import subprocess
import time

import pytest
from own_program import PROGRAM

from gozaresh.params import find_root


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX's")
def test_ctrl_c_is_an_exit_status_and_no_traceback(tmp_path):
    command = [*PROGRAM, "demo", "--out", str(tmp_path)]
    with subprocess.Popen(
        command,
        cwd=find_root(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as running:
        while not any(tmp_path.rglob("*.xlsx")):
            assert running.poll() is None
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        said, _ = running.communicate(timeout=30)
    assert running.returncode == 130
    assert said.strip() == ""
