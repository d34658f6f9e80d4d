import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Short, for sockets have short names; gone when Python ends, after what multiprocessing has there.
SCRATCH = tempfile.TemporaryDirectory(prefix="g", ignore_cleanup_errors=True)


@pytest.fixture(scope="module", autouse=True)
def scratch() -> Iterator[None]:
    """A temporary folder that no other process uses."""
    before, tempfile.tempdir = tempfile.tempdir, SCRATCH.name
    yield
    tempfile.tempdir = before


@pytest.fixture(scope="session")
def notebook_at() -> Callable[..., Path]:
    """Write a notebook with a cell for each source; the first holds the parameters."""
    return _notebook_at


@pytest.fixture
def write_notebook(tmp_path: Path) -> Callable[..., Path]:
    """The same, always at one place."""
    return lambda *sources: _notebook_at(tmp_path / "report.ipynb", *sources)


def _notebook_at(path: Path, *sources: str, kernel: str = "python3") -> Path:
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{place}",
            "source": source,
            "metadata": {"tags": ["parameters"]} if place == 0 else {},
            "outputs": [],
            "execution_count": None,
        }
        for place, source in enumerate(sources)
    ]
    spec = {"name": kernel, "display_name": kernel, "language": "python"}
    content = {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
