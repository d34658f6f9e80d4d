"""The same store tests run against both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from gozaresh.store import Store

from .server import serving


@pytest.fixture(scope="session")
def new_database(needs) -> Iterator[Callable[[], str]]:
    """Make an empty PostgreSQL database and say its URL."""
    with serving(needs("postgres").parent) as database:
        yield database


@pytest.fixture(params=["duckdb", "postgresql"])
def url(request, tmp_path) -> str:
    if request.param == "duckdb":
        return f"duckdb:///{tmp_path / 'store.duckdb'}"
    return request.getfixturevalue("new_database")()


@pytest.fixture
def store(url) -> Store:
    return Store(url)
