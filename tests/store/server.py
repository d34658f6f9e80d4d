"""A PostgreSQL server of the tests' own, in a temporary folder and on no network."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

OWNER = "gozaresh"
_QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses="]
_SECONDS_TO_START = 60


@contextmanager
def serving(programs: Path) -> Iterator[Callable[[], str]]:
    """A running server; call what it gives for the URL of a new, empty store.

    Each is a schema of one database, which takes no time to make, and none to throw away.
    """
    folder = Path(tempfile.mkdtemp(prefix="gozaresh-"))
    account = _unprivileged()
    if account:
        shutil.chown(folder, account["user"], account["group"])
    numbers = itertools.count()

    def schema() -> str:
        name = f"store_{next(numbers)}"
        with psycopg.connect(host=str(folder), user=OWNER, dbname="postgres") as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        options = quote(f"-csearch_path={name}")
        return f"postgresql+psycopg://{OWNER}@/postgres?host={folder}&options={options}"

    try:
        process = _start(programs, folder, account)
        try:
            yield schema
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait()
    finally:
        shutil.rmtree(folder)


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL does not run as root, so as root it runs as somebody else."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _start(programs: Path, folder: Path, account: dict[str, Any]) -> subprocess.Popen:
    make = ["--auth=trust", f"--username={OWNER}", "--encoding=UTF8", "--locale=C.UTF-8"]
    make += ["--no-sync", "--no-instructions"]
    data = str(folder / "data")
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder, **account}
    subprocess.run([programs / "initdb", "-D", data, *make], check=True, **quiet)
    settings = [part for setting in _QUICK for part in ("-c", setting)]
    log = (folder / "log").open("wb")
    with log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", str(folder), *settings],
            stderr=log,
            **quiet,
        )
    _wait_for(programs, folder, process)
    return process


def _wait_for(programs: Path, folder: Path, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        answer = subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False)
        if answer.returncode == 0:
            return
        time.sleep(0.05)
    process.kill()
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
