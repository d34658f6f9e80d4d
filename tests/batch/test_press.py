"""Typesetting in processes of its own; `presses.tell` says who does it."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import nbformat
import psutil
import pytest
from presses import tell

from gozaresh.batch import warm
from gozaresh.batch.press import Press


def notebook_of(text):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])


@pytest.fixture(scope="module")
def _warm():
    warm.warm_up()
    yield
    warm.cool_down()


@pytest.fixture
def press(_warm):
    with Press(2, tell) as press:
        yield press


def test_a_notebook_is_typeset_in_another_process_which_serves_again(press):
    told = [press(notebook_of("one")).split() for _ in range(5)]
    pids = {pid for _, pid, _ in told}
    assert len(pids) <= 2
    assert str(os.getpid()).encode() not in pids


def test_neither_press_nor_kernel_needs_what_checks_a_notebook():
    """nbformat brings jsonschema, whose import is a tenth of the warm process's start."""
    program = (
        "import sys, gozaresh.batch.preloaded\n"
        "print(*sorted({'jsonschema', 'nbformat', 'papermill'} & set(sys.modules)), flush=True)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b""


def test_half_of_a_letter_reaches_the_press_as_it_is(press):
    assert press(notebook_of("\ud83d")).startswith(rb"\ud83d ")


def test_a_fault_is_raised_where_the_report_is_made(press):
    with pytest.raises(ValueError, match="cannot be set"):
        press(notebook_of("fault"))
    assert press(notebook_of("good")).startswith(b"good ")


def test_who_ends_its_process_ends_nobody_elses_work(press):
    def outcome(text):
        try:
            return press(notebook_of(text)).split()[0].decode()
        except BrokenProcessPool:
            return "broken"

    with ThreadPoolExecutor(6) as threads:
        outcomes = list(threads.map(outcome, ["end", "1", "2", "end", "3", "4"]))
    assert outcomes == ["broken", "1", "2", "broken", "3", "4"]
    assert outcome("later") == "later"


def test_a_closed_press_leaves_no_process(press):
    pid = int(press(notebook_of("one")).split()[1])
    press.__exit__(None, None, None)
    assert not psutil.pid_exists(pid)
