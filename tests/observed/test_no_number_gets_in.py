"""Ten thousand numbers through every importer: none is in any file, table or log that comes out."""

from __future__ import annotations

import logging
import re
import unicodedata
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from gozaresh.calendar import Month
from gozaresh.cli import app
from gozaresh.frame_file import FrameFile
from gozaresh.freezing import freeze
from gozaresh.observed.sources import source_names
from gozaresh.params import load_params
from gozaresh.store import Store

from .conftest import ROOT
from .exports import FIRST, LAST, Numbers, exports
from .people import spellings

_BETWEEN = re.compile(r"(?<=\d)[\s\-./()\u200b-\u200f\u202a-\u202e,_]{1,3}(?=\d)")


def ten_digits(text: str) -> set[str]:
    """Every ten digits that stand together in a text, whatever the digits and what is between."""
    latin = re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit[0])), text)
    plain = _BETWEEN.sub("", latin)
    runs = re.findall(r"[0-9]{10,}", plain)
    return {run[start : start + 10] for run in runs for start in range(len(run) - 9)}


def dumped(path: Path) -> str:
    """Every cell of every table of a DuckDB file."""
    with duckdb.connect(str(path), read_only=True) as connection:
        names = [
            row[0]
            for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        ]
        rows = [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names]
    return "\n".join(str(cell) for table in rows for row in table for cell in row)


def frames_of(path: Path) -> list[str]:
    """Every frame of a snapshot."""
    names = {name for (name,) in FrameFile(path).ask("SELECT frame FROM columns")}
    return [FrameFile(path).read(name).to_csv() for name in sorted(names)]


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("GOZARESH_HOME", str(ROOT))
    monkeypatch.setenv("GOZARESH_DATA", str(tmp_path / "out"))
    monkeypatch.delenv("GOZARESH_STORE", raising=False)
    return tmp_path


def test_no_number_and_no_name_comes_out_anywhere(project, submit, caplog):
    caplog.set_level(logging.DEBUG)
    numbers, said = Numbers(), []
    files = exports(numbers, many=450)
    assert set(files) == set(source_names(ROOT))
    assert len(numbers.cores) >= 10_000
    for source, (name, content) in files.items():
        path = project / "in" / source / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        broken = path.with_name(f"broken-{path.name}")
        broken.write_bytes(path.read_bytes()[: path.stat().st_size // 2].replace(b"1401", b"14xx"))
        for each in (path, broken):
            call = ["import", source, str(each), "--district", "12", "--keep-good"]
            result = CliRunner().invoke(app, call)
            assert result.exception is None or isinstance(result.exception, SystemExit)
            said.append(result.output)
    store = project / "out" / "gozaresh.duckdb"
    Store(f"duckdb:///{store}").add([submit(12, "1401-10")])
    snapshot = freeze(
        Store(f"duckdb:///{store}"), Month(1401, 10), load_params(ROOT), project / "out"
    )
    assert not snapshot.observed("content").empty
    written = [path for path in (project / "out").rglob("*") if path.is_file()]
    assert {store, snapshot.path} <= set(written)
    texts = [dumped(store), *frames_of(snapshot.path), *said, caplog.text]
    texts += [path.read_bytes().decode("utf-8", errors="replace") for path in written]
    texts += [str(path.relative_to(project)) for path in written]
    for text in texts:
        assert ten_digits(text) & numbers.cores == set()
        assert not [name for name in (*FIRST, *LAST) if name in text]
    assert "در منطقه ۱۲" in texts[0]


def test_the_search_itself_would_find_a_number():
    for written in spellings("9121234567"):
        assert "9121234567" in ten_digits(f"الف {written} ب")
