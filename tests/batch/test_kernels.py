"""Warm kernels, each of them real and started through papermill."""

import ast
import asyncio
import os
import signal
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import papermill
import psutil
import pytest
from nbclient import NotebookClient

from gozaresh.batch import kernels, warm
from gozaresh.batch.client import Client

SOURCES = (
    "number = 0",
    "import os, random, sys, numpy, pandas, matplotlib.pyplot as plt\n"
    "os.getpid(), os.getppid(), os.getcwd(), random.random(), numpy.random.random(), "
    "hasattr(pandas, 'left_by_another'), os.getsid(0)",
    "pandas.left_by_another = number",
    "plt.plot([1, 2])",
    "import multiprocessing; multiprocessing.set_start_method('fork')",
    "print('a'); display(1); print('b', end=''); print('c'); display(2)\n"
    "print('d', file=sys.stderr); display(3)",
    "sys.stdout.__class__.__module__",
    "import asyncio; await asyncio.sleep(0.01); handle = display('before', display_id=True)\n"
    "handle.update('after'); await asyncio.sleep(0.01, 'awaited')",
    "import threading\n"
    "for start in threading.Thread, multiprocessing.Process:\n"
    "    other = start(target=print, args=(f'from a {start.__name__}',))\n"
    "    other.start(); other.join()\n"
    "print('from the cell')",
)


@pytest.fixture(scope="module")
def executed(tmp_path_factory, notebook_at):
    """Three notebooks, each executed in a warm kernel, two of them at the same time."""
    folder = tmp_path_factory.mktemp("here")
    notebook = nbformat.read(notebook_at(folder / "report.ipynb", *SOURCES), as_version=4)

    def execute(number: int):
        with kernels.own_event_loop():
            return papermill.execute_notebook(
                notebook,
                None,
                {"number": number},
                progress_bar=False,
                kernel_manager_class=kernels.WarmKernelManager,
                resources={"metadata": {"path": str(folder)}},
            )

    warm.warm_up()
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(execute, range(3)))
    return folder, done


@pytest.fixture(scope="module")
def told(executed):
    return [ast.literal_eval(each.cells[2].outputs[0].data["text/plain"]) for each in executed[1]]


def test_each_report_has_a_process_and_a_session_of_its_own(told):
    assert len({pid for pid, *_ in told} | {os.getpid()}) == 4
    assert all(session == pid for pid, *_, session in told)


@pytest.mark.skipif(not warm.CAN_FORK, reason="no forkserver on this system")
def test_kernels_come_from_one_warm_process_that_has_no_threads(told):
    (parent,) = {parent for _, parent, *_ in told}
    warm = psutil.Process(parent)
    assert warm.num_threads() == 1
    assert not [each for each in warm.open_files() if each.path.endswith((".duckdb", ".sqlite"))]


def test_a_kernel_works_in_the_folder_asked_for_and_ours_stays(executed, told):
    assert {Path(folder) for _, _, folder, *_ in told} == {executed[0]}
    assert Path.cwd() != executed[0]


def test_nothing_is_shared_between_kernels(told):
    assert len({python for _, _, _, python, *_ in told}) == 3
    assert len({numpy for _, _, _, _, numpy, *_ in told}) == 3
    assert not any(left for *_, left, _ in told)


def test_a_figure_is_shown_as_in_an_ordinary_kernel(executed):
    shown = [output.data for output in executed[1][0].cells[4].outputs]
    assert any("image/png" in data for data in shown)


def test_what_is_printed_and_what_is_shown_come_in_their_order(executed):
    """The streams of a warm kernel are flushed less often than ipykernel's own."""
    assert "gozaresh" in executed[1][0].cells[7].outputs[0].data["text/plain"]
    outputs = executed[1][0].cells[6].outputs
    shown = [each.get("text") or each.data["text/plain"] for each in outputs]
    assert [each.strip() for each in shown] == ["a", "1", "bc", "2", "d", "3"]


def test_a_cell_may_await_and_update_what_it_shows(executed):
    outputs = executed[1][0].cells[8].outputs
    assert [each.data["text/plain"] for each in outputs] == ["'after'", "'awaited'"]


def test_what_threads_and_child_processes_print_is_kept(executed):
    printed = "".join(each.text for each in executed[1][0].cells[9].outputs)
    assert sorted(printed.split("\n")) == ["", "from a Process", "from a Thread", "from the cell"]


@pytest.mark.usefixtures("executed")
def test_a_cell_can_be_interrupted_and_the_kernel_goes_on(notebook_at, tmp_path):
    sources = ("1 / 0", "import time; time.sleep(60)", "'still here'")
    notebook = nbformat.read(notebook_at(tmp_path / "report.ipynb", *sources), as_version=4)
    with kernels.own_event_loop():
        NotebookClient(
            notebook,
            kernel_manager_class=kernels.WarmKernelManager,
            allow_errors=True,
            interrupt_on_timeout=True,
            timeout=1,
        ).execute()
    *raised, last = [cell.outputs[0] for cell in notebook.cells]
    assert [each.ename for each in raised] == ["ZeroDivisionError", "KeyboardInterrupt"]
    assert all(each.traceback for each in raised)
    assert last.data["text/plain"] == "'still here'"


async def answer_of(signalled: signal.Signals) -> None:
    """Wait for the answer of a kernel that was sent a signal before it could give one."""
    manager = kernels.WarmKernelManager(client_factory=Client)
    await manager.start_kernel()
    try:
        os.kill(manager.provisioner.pid, signalled)
        client = manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=1.5)
        finally:
            client.stop_channels()
    finally:
        await manager.shutdown_kernel(now=True)


@pytest.mark.usefixtures("executed")
@pytest.mark.parametrize(
    ("signalled", "sentence"),
    [(signal.SIGSTOP, "did not answer in 1.5 s"), (signal.SIGKILL, "died before it answered")],
)
def test_a_kernel_that_does_not_answer_is_not_waited_for_for_ever(signalled, sentence):
    with pytest.raises(RuntimeError, match=sentence):
        asyncio.run(answer_of(signalled))


@pytest.mark.usefixtures("executed")
def test_a_kernel_leaves_no_file_behind():
    assert not list(Path(tempfile.gettempdir()).glob("gozaresh-*/kernel*"))


def test_the_warm_process_ends_when_it_is_asked_to(told):
    (parent,) = {parent for _, parent, *_ in told}
    warm.cool_down()
    assert not psutil.pid_exists(parent)
    warm.cool_down()
