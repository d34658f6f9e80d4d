"""Whole runs with real kernels; the PDF is a stand-in, because typesetting is not the matter."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from io import StringIO
from pathlib import Path

import psutil
import pytest
from rich.console import Console

from gozaresh.batch import Expectations, Job, make, run_jobs
from gozaresh.batch.files import hold
from gozaresh.errors import PlanError, RunLockedError

SOURCES = (
    "district = 0",
    "import os, time",
    "assert district != 3, 'no rows for this month'",
    "if district == 4: os.kill(os.getpid(), 9)",
    "if district == 5: time.sleep(60)",
    "print('printed'); f'منطقه {district if district != 7 else 8}'",
)


def fake_render(notebook) -> bytes:
    """Typeset nothing, and fail as a template would on one of them."""
    text = notebook.cells[-1].outputs[-1].data["text/plain"]
    if "6" in text:
        raise ValueError("unknown variable: colour")
    return f"%PDF {text}".encode()


def quiet() -> Console:
    return Console(file=StringIO(), width=200)


def jobs_over(notebook: Path, *districts: int) -> list[Job]:
    return [
        Job(
            f"district-{district:02d}",
            notebook,
            {"district": district},
            expects=Expectations(texts=(f"منطقه {district}",)),
        )
        for district in districts
    ]


@pytest.fixture(scope="module")
def month(tmp_path_factory, notebook_at):
    """One run of seven districts of which five fail, each in another way."""
    folder = tmp_path_factory.mktemp("project")
    out = folder / "1401-10"
    out.mkdir()
    (out / "district-03.pdf").write_bytes(b"%PDF of last time")
    jobs = jobs_over(notebook_at(folder / "report.ipynb", *SOURCES), 1, 2, 3, 4, 5, 6, 7)
    console = quiet()
    result = run_jobs(jobs, out=out, render=fake_render, console=console, cell_timeout=3)
    return out, result, jobs, console.file.getvalue()


def test_one_failure_leaves_the_others_alone(month):
    out, result, *_ = month
    assert sorted(result.made) == ["district-01", "district-02"]
    assert sorted(result.failed) == [f"district-0{n}" for n in (3, 4, 5, 6, 7)]
    assert (out / "district-02.pdf").read_bytes() == "%PDF 'منطقه 2'".encode()
    assert result.exit_code == 1
    assert "2 made, 5 failed" in result.sentence


def test_a_failure_is_told_in_plain_words(month):
    failed = month[1].failed
    assert "raised AssertionError: no rows for this month" in failed["district-03"]
    assert "ended its kernel" in failed["district-04"]
    assert "longer than its limit of 3 s" in failed["district-05"]
    assert "could not be typeset" in failed["district-06"] and "colour" in failed["district-06"]
    assert "«منطقه 7» is nowhere in it" in failed["district-07"]
    assert all(name in line for name, line in zip(failed, month[1].recap, strict=True))


def test_the_last_good_pdf_stays(month):
    assert (month[0] / "district-03.pdf").read_bytes() == b"%PDF of last time"
    assert not (month[0] / "district-04.pdf").exists()


@pytest.mark.parametrize(
    ("district", "error"), [(3, "AssertionError"), (4, "DeadKernelError"), (5, "CellTimeoutError")]
)
def test_the_executed_notebook_is_kept_with_its_error(month, district, error):
    notebook = json.loads((month[0] / "failed" / f"district-0{district}.ipynb").read_bytes())
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    errors = [each["ename"] for each in outputs if each["output_type"] == "error"]
    assert errors[-1] == error


def test_nothing_but_whole_files_is_in_the_folder(month):
    names = {path.name for path in month[0].iterdir()}
    pdfs = {f"district-0{n}.pdf" for n in (1, 2, 3)}
    assert names == pdfs | {"failed", "log", "run.json", ".lock"}


def test_the_log_has_the_time_of_each_phase(month):
    (log,) = (month[0] / "log").iterdir()
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    made = next(line for line in lines if line["event"] == "made")
    assert list(made["seconds"]) == ["queue", "kernel", "cells", "press", "pdf", "write"]
    assert lines[-1]["text"] == month[1].sentence


def test_off_a_terminal_each_report_is_a_plain_line(month):
    lines = month[3].splitlines()
    assert len(lines) == 7
    assert all(line.startswith("[") and "\x1b" not in line for line in lines)


def test_a_second_run_makes_only_what_failed(month):
    out, _, jobs, _ = month
    again = run_jobs(jobs[:3], out=out, render=fake_render, console=quiet())
    assert again.kept == ("district-01", "district-02")
    assert list(again.failed) == ["district-03"]
    told = json.loads((out / "run.json").read_bytes())["reports"]
    assert told["district-01"]["state"] == "kept"
    assert told["district-01"]["why"] == "nothing changed"


def test_a_success_takes_the_old_evidence_away(write_notebook, tmp_path):
    out = tmp_path / "out"
    job = Job("report", write_notebook("x = 0", "1 / x"))
    assert run_jobs([job], out=out, render=lambda _: b"%PDF", console=quiet()).failed
    assert (out / "failed" / "report.ipynb").exists()
    mended = replace(job, parameters={"x": 2})
    result = run_jobs([mended], out=out, render=lambda _: b"%PDF", console=quiet())
    assert result.made == ("report",)
    assert not (out / "failed" / "report.ipynb").exists()


def test_force_makes_again_what_has_not_changed(write_notebook, tmp_path):
    job = Job("report", write_notebook("x = 0"))
    with ThreadPoolExecutor(1) as executor:
        run = partial(run_jobs, [job], out=tmp_path / "out", console=quiet(), executor=executor)
        assert run(render=lambda _: b"%PDF").made == ("report",)
        assert run(render=lambda _: b"%PDF").kept == ("report",)
        assert run(render=lambda _: b"%PDF 2", force=True).made == ("report",)
    assert (tmp_path / "out" / "report.pdf").read_bytes() == b"%PDF 2"


def test_a_kernel_that_did_not_start_is_tried_once_more(notebook_at, tmp_path, monkeypatch):
    """The first start fails, as for want of memory; the second, an ordinary one, does not."""
    launcher = tmp_path / "launcher.py"
    launcher.write_text(
        "import pathlib, runpy, sys\n"
        f"mark = pathlib.Path({str(tmp_path / 'mark')!r})\n"
        "if not mark.exists(): mark.touch(); sys.exit(1)\n"
        "runpy.run_module('ipykernel_launcher', run_name='__main__')\n",
        encoding="utf-8",
    )
    argv = [sys.executable, str(launcher), "-f", "{connection_file}"]
    spec = tmp_path / "kernels" / "flaky"
    spec.mkdir(parents=True)
    description = {"argv": argv, "display_name": "flaky", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(description), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    job = Job("report", notebook_at(tmp_path / "a.ipynb", "x = 0", "x + 1", kernel="flaky"))
    result = run_jobs([job], out=tmp_path / "out", render=lambda _: b"%PDF", console=quiet())
    assert result.made == ("report",)
    assert (tmp_path / "mark").exists()


def test_a_kernel_that_cannot_start_is_named(notebook_at, tmp_path):
    job = Job("report", notebook_at(tmp_path / "a.ipynb", "x = 0", kernel="there-is-none"))
    result = run_jobs([job], out=tmp_path / "out", render=lambda _: b"%PDF", console=quiet())
    assert "did not start, twice" in result.failed["report"]
    assert "there-is-none" in result.failed["report"]


class Impatient:
    """An index, while whose modules are imported somebody types Ctrl-C."""

    def get_ready(self) -> None:
        raise KeyboardInterrupt


def test_ctrl_c_while_the_index_is_got_ready_ends_the_run_as_ever(notebook_at, tmp_path):
    jobs = jobs_over(notebook_at(tmp_path / "r.ipynb", *SOURCES[:2], "time.sleep(60)"), 1, 2)
    result = run_jobs(
        jobs, out=tmp_path / "out", console=quiet(), render=fake_render, index=Impatient()
    )
    assert (result.left, result.exit_code) == (("district-01", "district-02"), 130)


def test_a_notebook_is_prepared_once_for_all_that_begin_at_once(notebook_at, tmp_path, monkeypatch):
    prepare, times = make.papermill.execute_notebook, []

    def counted(*arguments, **options):
        times.append(arguments)
        return prepare(*arguments, **options)

    monkeypatch.setattr(make.papermill, "execute_notebook", counted)
    text = notebook_at(tmp_path / "r.ipynb", "district = 0").read_text(encoding="utf-8")
    with ThreadPoolExecutor(4) as pool:
        prepared = list(pool.map(make._prepared, [text] * 4))
    assert len(times) == 1
    assert all(each is prepared[0] for each in prepared)


def test_a_plan_with_a_fault_starts_nothing(write_notebook, tmp_path):
    job = Job("report", write_notebook("district = 1"), {"distrct": 12})
    with pytest.raises(PlanError, match="did you mean 'district'"):
        run_jobs([job], out=tmp_path / "out", console=quiet())
    assert not (tmp_path / "out").exists()


def test_a_second_run_of_a_month_does_not_begin(write_notebook, tmp_path):
    job = Job("report", write_notebook("district = 1"))
    with hold(tmp_path / "out"), pytest.raises(RunLockedError, match=f"process {os.getpid()}"):
        run_jobs([job], out=tmp_path / "out", console=quiet())


PROGRAM = """
import signal
import sys
from pathlib import Path
from gozaresh.batch import Job, run_jobs

def render(notebook):
    return b"%PDF"

if __name__ == "__main__":
    # a shell that starts the tests in the background has them ignore Ctrl-C, and we inherit that
    signal.signal(signal.SIGINT, signal.default_int_handler)
    here = Path(sys.argv[1])
    jobs = [Job(f"report-{n}", here / "report.ipynb", {"n": n}) for n in (1, 2)]
    result = run_jobs(jobs, out=here / "out", render=render, workers=1)
    print(result.sentence)
    heavy = {"papermill", "nbformat", "zmq", "pandas"} & set(sys.modules)
    print("heavy:", *sorted(heavy))
    sys.exit(result.exit_code)
"""
SLOW = "import os, pathlib, time\nif n == 2 and not pathlib.Path('go').exists():\n    "
SLOW += "pathlib.Path('pids').write_text(f'{os.getpid()} {os.getppid()}'); time.sleep(60)"


@pytest.fixture
def stopped(write_notebook, tmp_path):
    """Stop a run by a signal while its second report is being made."""

    def stop(signum: int) -> subprocess.CompletedProcess:
        write_notebook("n = 0", SLOW)
        (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
        process = start(tmp_path)
        until(lambda: (tmp_path / "pids").exists() and noted(tmp_path / "out", "report-1"))
        process.send_signal(signum)
        output, _ = process.communicate(timeout=180)
        return subprocess.CompletedProcess(process.args, process.returncode, output)

    return stop


def noted(out: Path, name: str) -> bool:
    """Whether a run has written down that it made a report; its PDF is there a moment before."""
    ledger = out / "run.json"
    return ledger.exists() and name in json.loads(ledger.read_text("utf-8"))["reports"]


def start(folder: Path) -> subprocess.Popen:
    command = [sys.executable, str(folder / "program.py"), str(folder)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder
    )


def until(condition) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise TimeoutError("what was waited for did not come")


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX's")
@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_a_run_that_was_stopped_leaves_nothing_running_and_goes_on(stopped, tmp_path, signum):
    ended = stopped(signum)
    pids = [int(pid) for pid in (tmp_path / "pids").read_text(encoding="utf-8").split()]
    until(lambda: not any(map(psutil.pid_exists, pids)))
    if signum == signal.SIGINT:
        assert ended.returncode == 130
        assert "1 made, 1 left" in ended.stdout and "Traceback" not in ended.stdout

    (tmp_path / "go").touch()
    again = start(tmp_path)
    assert "1 made, 1 kept" in again.communicate()[0]
    kept = start(tmp_path)
    output = kept.communicate()[0]
    assert "2 kept" in output
    assert output.splitlines()[-1] == "heavy:"


def test_a_pdf_that_cannot_be_replaced_has_failed_and_the_others_are_made(tmp_path, notebook_at):
    notebook = notebook_at(tmp_path / "report.ipynb", *SOURCES)
    in_the_way = tmp_path / "out" / "district-01.pdf"
    in_the_way.mkdir(parents=True)
    result = run_jobs(
        jobs_over(notebook, 1, 2), out=tmp_path / "out", console=quiet(), render=fake_render
    )
    assert result.made == ("district-02",)
    assert "district-01.pdf could not be written" in result.failed["district-01"]
    assert not list(in_the_way.parent.glob(".*.part"))
