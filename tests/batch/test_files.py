import getpass
import os
import subprocess
import sys

import pytest

from gozaresh.batch.files import hold, write_whole
from gozaresh.errors import RunLockedError


def test_a_file_appears_whole_and_leaves_nothing_beside_it(tmp_path):
    target = tmp_path / "new" / "report.pdf"
    write_whole(target, b"first")
    write_whole(target, b"second")
    assert target.read_bytes() == b"second"
    assert list(target.parent.iterdir()) == [target]


def test_a_write_that_fails_leaves_the_last_good_file(tmp_path):
    target = tmp_path / "report.pdf"
    write_whole(target, b"good")
    with pytest.raises(TypeError):
        write_whole(target, "not bytes")
    assert target.read_bytes() == b"good"


def test_a_second_run_is_told_who_holds_the_folder(tmp_path):
    with hold(tmp_path), pytest.raises(RunLockedError) as caught, hold(tmp_path):
        pass
    assert f"process {os.getpid()}" in str(caught.value)


@pytest.mark.parametrize("error", [KeyError, OSError])
def test_an_account_without_a_name_can_hold_a_folder(tmp_path, monkeypatch, error):
    def nameless() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nameless)
    with hold(tmp_path), pytest.raises(RunLockedError, match="without a name"), hold(tmp_path):
        pass


def test_a_killed_run_holds_nothing(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from gozaresh.batch.files import hold\n"
        "with hold(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(RunLockedError, match=f"process {holder.pid}"), hold(tmp_path):
            pass
        holder.kill()
        holder.wait()
    with hold(tmp_path):
        assert str(os.getpid()) in (tmp_path / ".lock").read_text(encoding="utf-8")
