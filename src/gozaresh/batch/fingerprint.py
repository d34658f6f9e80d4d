"""What a report depends on, as digests: equal fingerprints mean that nothing has changed."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from gozaresh.batch.plan import Job
from gozaresh.code import code_digest, digest_folder

Fingerprint = dict[str, str]
# A requirement of the package, as its metadata have it; those of an extra are its makers' own.
_REQUIRED = re.compile(r"^Requires-Dist: ([\w.-]+)(?!.*extra ==)", re.MULTILINE)


def fingerprints(jobs: Sequence[Job]) -> dict[str, Fingerprint]:
    """Each job's fingerprint by its name: a digest for each kind of thing it depends on."""
    digest_path = cache(_digest_path)
    shared, notebook = program(), cache(_notebook)
    return {job.name: _own(job, digest_path, notebook) | shared for job in jobs}


def program() -> Fingerprint:
    """What everything depends on that is made: the code, and the libraries it uses."""
    return {"code": code_digest(), "libraries": _libraries()}


def templates(paths: Sequence[Path]) -> str:
    """Of the templates that set a document."""
    return _digest(_canonical([_digest_path(path) for path in paths]))


def _own(
    job: Job, digest_path: Callable[[Path], str], notebook: Callable[[Path], str]
) -> Fingerprint:
    paths = {label: [digest_path(path) for path in each] for label, each in job.depends.items()}
    data = job.data() if job.data else b"".join(digest_path(p).encode() for p in job.files.values())
    return {
        "notebook": notebook(job.notebook),
        "parameters": _digest(_canonical(dict(job.parameters))),
        "data": _digest(data),
        **{label: _digest(_canonical(each)) for label, each in paths.items()},
    }


def _notebook(path: Path) -> str:
    """Of what is executed, not of outputs or counts that an editor has left in the file."""
    content = json.loads(path.read_bytes())
    cells = [
        (cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", []))
        for cell in content["cells"]
    ]
    about = {key: content["metadata"].get(key) for key in ("gozaresh", "kernelspec", "title")}
    return _digest(_canonical([cells, about]))


def _libraries() -> str:
    """Of Python and everything that the package requires, by version."""
    folders = _installed()
    about = (folders["gozaresh"] / "METADATA").read_text(encoding="utf-8")
    names = _REQUIRED.findall(about.partition("\n\n")[0])
    versions = {name: _version(name, folders.get(_plain(name))) for name in names}
    return _digest(_canonical([platform.python_version(), versions]))


def _installed() -> dict[str, Path]:
    """The folder that describes each library, by its name."""
    folders = [each for place in reversed(sys.path) for each in Path(place).glob("*.dist-info")]
    return {_plain(each.stem.partition("-")[0]): each for each in folders}


def _version(name: str, folder: Path | None) -> str:
    """Told from the folder's name: to read what is in it, and how to, takes longer."""
    if folder:
        return folder.stem.partition("-")[2]
    from importlib import metadata

    return metadata.version(name)


def _plain(name: str) -> str:
    """A library's name as it is compared: `typing_extensions` is `typing-extensions`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _digest_path(path: Path) -> str:
    """Of a file, or of all files in a folder with their places; of nothing, if it is not there."""
    return _digest(path.read_bytes()) if path.is_file() else digest_folder(path)


def _canonical(value: Sequence | Mapping) -> bytes:
    return json.dumps(value, sort_keys=True).encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
