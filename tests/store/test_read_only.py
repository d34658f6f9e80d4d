"""Where analysts work the store is only read."""

import pytest

from gozaresh.errors import StoreError
from gozaresh.store import Store
from gozaresh.store.opening import READ_ONLY


def test_nothing_is_written_where_analysts_work(tmp_path, submit, monkeypatch):
    file = tmp_path / "store.duckdb"
    store = Store(f"duckdb:///{file}")
    store.add([submit(12, "1401-10")])
    before = file.read_bytes()
    monkeypatch.setenv(READ_ONLY, "1")
    with pytest.raises(StoreError, match=r"only read from JupyterLab.*`gozaresh ingest PATH`"):
        store.add([submit(3, "1401-10")])
    with pytest.raises(StoreError, match="only read from JupyterLab"):
        store.observe("feed", [])
    assert store.submissions()["district"].tolist() == [12]
    assert file.read_bytes() == before
