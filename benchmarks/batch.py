"""A month's reports: the batch, what a user would write instead, the floor, and nothing to do.

`GOZARESH_BENCH_DISTRICTS` says how many districts (default 22), `GOZARESH_BENCH_GROWTH` how many
reports the last measurements have (default 22,220,22,1100,22: the small ones say how fast the
machine was meanwhile). Each comparison has the same notebook and the same snapshot; ratios are what
to look at.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from io import StringIO
from pathlib import Path
from statistics import mean, median

import psutil
from rich.console import Console

from benchmarks._floor import make_plainly
from benchmarks._measure import line, seconds
from gozaresh.batch import Job, run_jobs
from gozaresh.batch.reports import available, choose, plan
from gozaresh.calendar import Month
from gozaresh.params import find_root
from gozaresh.seal import sealed

MONTH = Month(1401, 10)
REPORT = "district-report"
DISTRICTS = int(os.environ.get("GOZARESH_BENCH_DISTRICTS", "22"))
TURNS = 3
AROUND_A_LOOP = 4
_SIZES = os.environ.get("GOZARESH_BENCH_GROWTH", "22,220,22,1100,22")
GROWTH = [int(size) for size in _SIZES.split(",") if size]


@dataclass(frozen=True)
class Bench:
    """A scratch folder with a frozen month, and the jobs of its first districts."""

    folder: Path
    url: str

    @property
    def jobs(self) -> list[Job]:
        root = find_root()
        snapshot = sealed(self.url, MONTH, root, self.folder / "snapshots")
        districts = list(snapshot.districts)[:DISTRICTS]
        return plan(choose(available(root), [REPORT]), districts, snapshot, root)


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        bench = set_up(Path(scratch))
        batch(bench)
        beside_a_plain_loop(bench, "plain loop", 1)
        beside_a_plain_loop(bench, "plain loop, two processes", 2)
        for size in GROWTH:
            grow(bench, size)


def set_up(folder: Path) -> Bench:
    """In processes of their own, whose memory is then not counted with the batch's."""
    bench = Bench(folder, f"duckdb:///{folder / 'gozaresh.duckdb'}")
    gozaresh(bench, "demo", "--month", str(MONTH), "--months", "2")
    gozaresh(bench, "ingest", str(folder / "demo"))
    return bench


def batch(bench: Bench) -> None:
    """All of them, then nothing changed, then another word in one district's submission."""
    jobs, out = bench.jobs, bench.folder / "out"
    first = beside_the_floor(bench)
    run(jobs, out)
    command(bench, out)
    again = seconds(lambda: command(bench, out), times=3)
    line("    nothing changed, the whole command", f"{again:.2f} s, {again / first:.1%}")
    changed = [replace(jobs[0], data=lambda: b"another word"), *jobs[1:]]
    line("    one district's text changed", f"{seconds(lambda: run(changed, out)):.1f} s")
    with Peak() as peak:  # apart from the rest: to ask every process takes much of a processor
        run(jobs, bench.folder / "watched")
    line("    peak memory, parent / all processes", f"{peak.parent} / {peak.all} MB")


def beside_the_floor(bench: Bench) -> float:
    """Batch and floor by turns, three times, because a machine is not equally fast all the time."""
    jobs = bench.jobs
    turns = [
        (seconds(partial(run, jobs, bench.folder / f"turn-{turn}")), floor(jobs))
        for turn in range(TURNS)
    ]
    ours, plain = (median(times) for times in zip(*turns, strict=True))
    said = ", ".join(f"{one:.1f} beside {other:.1f}" for one, other in turns)
    line(f"batch: {len(jobs)} reports, beside plain Python", f"{said} s")
    compare("plain Python in warm processes, same exporter", plain, ours)
    return ours


def beside_a_plain_loop(bench: Bench, what: str, processes: int) -> None:
    """A plain loop between batches: it takes minutes, in which a machine has many speeds."""
    jobs, folder = bench.jobs, bench.folder / f"loop-{processes}"
    folder.mkdir()

    def batches(name: str) -> list[float]:
        folders = [folder / f"{name}-{turn}" for turn in range(AROUND_A_LOOP)]
        return [seconds(partial(run, jobs, out)) for out in folders]

    before, theirs, after = batches("before"), plain_loop(jobs, folder, processes), batches("after")
    for when, times in (("before", before), ("after", after)):
        line(f"    batches {when} the {what}", f"{', '.join(f'{one:.1f}' for one in times)} s")
    compare(what, theirs, mean(before + after))


def run(jobs: Sequence[Job], out: Path) -> None:
    result = run_jobs(jobs, out=out, console=Console(file=StringIO()))
    if result.failed:
        raise RuntimeError("\n".join(result.recap))


def command(bench: Bench, out: Path) -> None:
    """The same as a user calls it, which finds nothing to do."""
    numbers = [str(job.parameters["district"]) for job in bench.jobs]
    districts = [part for number in numbers for part in ("--district", number)]
    gozaresh(bench, "run", str(MONTH), "--report", REPORT, "--out", str(out), *districts)


def gozaresh(bench: Bench, *arguments: str) -> None:
    program = [sys.executable, "-c", "from gozaresh.cli import main; main()", *arguments]
    environment = os.environ | {"GOZARESH_DATA": str(bench.folder)}
    environment.pop("GOZARESH_STORE", None)
    subprocess.run(program, check=True, capture_output=True, env=environment)


def floor(jobs: Sequence[Job]) -> float:
    """The notebook's code in forked processes that have everything imported; no Jupyter at all."""
    return seconds(lambda: make_plainly(jobs, workers=os.cpu_count() or 1))


def plain_loop(jobs: Sequence[Job], folder: Path, processes: int) -> float:
    """What one would write: papermill's command line, nbconvert to HTML, Chromium to PDF."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return float("nan")

    def one(job: Job) -> None:
        for command in commands(job, folder, chromium):
            subprocess.run(command, check=True, capture_output=True, cwd=find_root())

    with ThreadPoolExecutor(processes) as pool:
        return seconds(lambda: list(pool.map(one, jobs)))


def commands(job: Job, folder: Path, chromium: str) -> list[list[str]]:
    notebook, html = folder / f"{job.name}.ipynb", folder / f"{job.name}.html"
    parameters = [
        part for name, value in job.arguments.items() for part in ("-p", name, str(value))
    ]
    printing = ["--headless", "--no-sandbox", f"--user-data-dir={folder / job.name}"]
    return [
        [sys.executable, "-m", "papermill", str(job.notebook), str(notebook), *parameters],
        [sys.executable, "-m", "nbconvert", "--to", "html", str(notebook)],
        [chromium, *printing, f"--print-to-pdf={html.with_suffix('.pdf')}", html.as_uri()],
    ]


def compare(what: str, theirs: float, ours: float) -> None:
    line(what, f"{theirs:.1f} s, batch {theirs / ours:.1f}× as fast")


def grow(bench: Bench, size: int) -> None:
    """More reports than there are districts: the same ones under other names."""
    jobs = bench.jobs
    many = [replace(jobs[n % len(jobs)], name=f"report-{n}") for n in range(size)]
    with tempfile.TemporaryDirectory(dir=bench.folder) as out, Peak(children=False) as peak:
        taken = seconds(lambda: run(many, Path(out)))
    line(f"{size} reports, each", f"{taken / size:.2f} s, parent {peak.parent} MB")


class Peak:
    """The most memory (PSS where it is known, so that shared pages count once), watched."""

    def __init__(self, *, children: bool = True) -> None:
        self._children = children

    def __enter__(self) -> "Peak":
        self._process, self._over = psutil.Process(), threading.Event()
        self.parent = self.all = 0
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        over = False
        while not over:  # and once more at the end, for what is over before the first look
            over = self._over.wait(0.5 if self._children else 5)
            self.parent = max(self.parent, _memory(self._process) // 2**20)
            if self._children:
                everyone = [self._process, *self._process.children(recursive=True)]
                self.all = max(self.all, sum(map(_memory, everyone)) // 2**20)


def _memory(process: psutil.Process) -> int:
    try:
        return getattr(process.memory_full_info(), "pss", process.memory_info().rss)
    except psutil.Error:
        return 0
