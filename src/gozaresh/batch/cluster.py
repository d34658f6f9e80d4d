"""Reports made by the workers of a Dask scheduler, which need no disk in common with us.

What a report needs travels as bytes: notebook and parameters with each task; params, templates and
snapshot once a worker. A PDF comes back. The scheduler gives the tasks of a worker that is lost to
another one.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import Any

import dask.config
from distributed import Client, get_worker

from gozaresh.batch import warm
from gozaresh.batch.make import Outcome, Task, make
from gozaresh.batch.printing import print_notebook
from gozaresh.code import code_digest, commit
from gozaresh.errors import ClusterError

_SECONDS_TO_WAIT = 30
_SENT = ("params/**/*", "templates/*")
_FILES = "files"


@dataclass(frozen=True)
class Project:
    """Files by their place in the project, the digest of the code they are for, and its commit."""

    files: Mapping[str, bytes]
    code: str
    commit: str = ""

    @property
    def digest(self) -> str:
        """Changes with any of it."""
        digest = hashlib.sha256(f"{self.code} {self.commit}".encode())
        for place, content in sorted(self.files.items()):
            digest.update(f"{place}\0{hashlib.sha256(content).hexdigest()}\n".encode())
        return digest.hexdigest()


class Cluster(Executor):
    """An executor for `run_jobs`: the workers of the scheduler at `url`, for the project at `root`.

    Raises `ClusterError` where no scheduler answers, or it has no worker.
    """

    def __init__(self, url: str, root: Path) -> None:
        self._root = root
        try:
            self._client = Client(url, timeout=_SECONDS_TO_WAIT, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_SECONDS_TO_WAIT)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(
                f"No Dask scheduler with workers answers at {url}: {error}. Start one with "
                "`dask scheduler`, and workers with `dask worker --no-nanny URL`."
            ) from error
        self._executor = self._client.get_executor(pure=False)
        self._sent = cache(self._send)

    def submit(self, _: Callable[[Task], Outcome], task: Task, /) -> Future[Outcome]:
        """Have a report made by any of the workers; what it is made by is theirs."""
        project = self._sent(frozenset(task.files.values()))
        places = {name: _place(Path(path)) for name, path in task.files.items()}
        return self._executor.submit(_make_away, replace(task, files=places, prints=None), project)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which goes on for others."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()

    def _send(self, files: frozenset[str]) -> Any:
        """As a task, not as scattered data: a lost worker's copy is then made again from ours."""
        found = [path for each in _SENT for path in self._root.glob(each) if path.is_file()]
        sent = {path.relative_to(self._root).as_posix(): path.read_bytes() for path in found}
        sent |= {_place(Path(path)): Path(path).read_bytes() for path in files}
        project = Project(sent, code_digest(), commit() or "")
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
            return self._client.submit(_received, project, key=f"project-{project.digest}")


def _place(path: Path) -> str:
    return f"{_FILES}/{path.name}"


def _received(project: Project) -> Project:
    return project


def _make_away(task: Task, project: Project) -> Outcome:
    """Make a report in a folder that only this worker has."""
    if project.code != code_digest():
        where = get_worker().address
        return Outcome(task.name, problem=f"the worker {where} has another version of Gozaresh")
    os.environ.pop("GOZARESH_HOME", None)  # the project is the one that was sent
    warm.warm_up()
    root = _unpacked(project.digest, project)
    files = {name: str(root / place) for name, place in task.files.items()}
    prints = partial(print_notebook, root=root, commit=project.commit)
    return make(replace(task, files=files, folder=str(root / "notebooks"), prints=prints))


_folders: dict[str, tempfile.TemporaryDirectory] = {}
_unpacking = Lock()


def _unpacked(digest: str, project: Project) -> Path:
    """The folder of a project, unpacked once a worker and gone with it."""
    with _unpacking:
        if digest not in _folders:
            folder = tempfile.TemporaryDirectory(prefix="gozaresh-project-")
            for place, content in project.files.items():
                path = Path(folder.name) / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            (Path(folder.name) / "notebooks").mkdir()
            _folders[digest] = folder
    return Path(_folders[digest].name)
