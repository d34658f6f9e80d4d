"""A real scheduler and real workers, each in a folder of its own that no other one knows."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from threading import Thread

import pypdfium2
import pytest
from rich.console import Console

from gozaresh.batch import Expectations, Job, run_jobs
from gozaresh.batch.cluster import Cluster
from gozaresh.errors import ClusterError
from gozaresh.params import find_root

SOURCES = (
    "district = 0\nsnapshot = None",
    "import os, time; from pathlib import Path; from gozaresh.params import find_root",
    "Path(os.environ['HERE'], f'began-{district}').touch()",
    "time.sleep(1.5)",
    "print(f'report {district} from {Path(snapshot).read_text()}')",
    "print('root in own folder:', find_root().is_relative_to(os.environ['HERE']), "
    "Path(snapshot).is_relative_to(find_root()))",
)


@dataclass
class Worker:
    folder: Path
    process: subprocess.Popen

    @property
    def began(self) -> set[str]:
        return {path.name for path in self.folder.glob("began-*")}


@pytest.fixture
def scheduler(tmp_path):
    file = tmp_path / "scheduler.json"
    program = "distributed.cli.dask_scheduler"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
    process = start(program, tmp_path, *options, "--scheduler-file", str(file))
    until(lambda: file.is_file() and file.read_text())
    yield json.loads(file.read_text())["address"]
    end(process)


@pytest.fixture
def workers(scheduler, tmp_path):
    started = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        options = ["--no-nanny", "--nthreads", "2", "--no-dashboard", "--local-directory", "."]
        process = start("distributed.cli.dask_worker", folder, scheduler, *options)
        started.append(Worker(folder, process))
    yield started
    for worker in started:
        end(worker.process)


def start(module: str, folder: Path, *arguments: str) -> subprocess.Popen:
    environment = os.environ | {"HERE": str(folder), "TMPDIR": str(folder)}
    command = [sys.executable, "-m", module, *arguments]
    with (folder / "log.txt").open("w") as log:
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)


def end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def until(condition) -> None:
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    raise TimeoutError("what was waited for did not come")


@pytest.fixture
def jobs(notebook_at, tmp_path) -> list[Job]:
    notebook = notebook_at(tmp_path / "report.ipynb", *SOURCES)
    snapshot = tmp_path / "one.duckdb"
    snapshot.write_text("frozen data")
    return [
        Job(
            f"district-{n:02d}",
            notebook,
            {"district": n},
            files={"snapshot": snapshot},
            expects=Expectations(),
        )
        for n in range(1, 7)
    ]


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return re.sub(r"\s+", " ", document[0].get_textpage().get_text_bounded())
    finally:
        document.close()


def test_a_worker_killed_in_mid_run_is_survived_by_another(scheduler, workers, jobs, tmp_path):
    out, killed = tmp_path / "out", workers[0]

    def kill_when_at_work() -> None:
        until(lambda: killed.began)
        killed.process.kill()

    killer = Thread(target=kill_when_at_work)
    killer.start()
    with Cluster(scheduler, find_root()) as cluster:
        result = run_jobs(jobs, out=out, executor=cluster, console=Console(file=StringIO()))
    killer.join()
    assert not result.failed
    assert sorted(result.made) == [job.name for job in jobs]
    assert killed.process.wait() == -signal.SIGKILL
    assert killed.began & workers[1].began  # what it had begun was begun again elsewhere
    for job in jobs:
        text = text_of(out / f"{job.name}.pdf")
        assert f"report {job.parameters['district']} from frozen data" in text
        assert "root in own folder: True True" in text


def test_where_no_scheduler_answers_is_one_sentence(monkeypatch):
    monkeypatch.setattr("gozaresh.batch.cluster._SECONDS_TO_WAIT", 1)
    with pytest.raises(ClusterError, match=r"tcp://127.0.0.1:9.*dask scheduler"):
        Cluster("tcp://127.0.0.1:9", find_root())
