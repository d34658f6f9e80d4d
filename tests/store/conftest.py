"""The same store tests run against both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from gozaresh.store import Store

from .server import serving


@pytest.fixture(scope="session")
def new_schema(needs) -> Iterator[Callable[[], str]]:
    """Make an empty store on PostgreSQL and say its URL."""
    with serving(needs("postgres").parent) as schema:
        yield schema


@pytest.fixture(params=["duckdb", "postgresql"])
def url(request, tmp_path) -> str:
    if request.param == "duckdb":
        return f"duckdb:///{tmp_path / 'store.duckdb'}"
    return request.getfixturevalue("new_schema")()


@pytest.fixture
def store(url) -> Store:
    return Store(url)
