"""Frames in one SQLite file, column by column: what a snapshot is made of.

A column of numbers, days or truths is kept as it stands in memory, any other as packed JSON, so
that little is left to do when it is read. A large frame is cut where month or district changes, and
a report reads only the pieces that it asks for.
"""

from __future__ import annotations

import sqlite3
import weakref
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pandas as pd
from pandas.api.types import pandas_dtype

_SCHEMA = """
    PRAGMA page_size = 16384;
    CREATE TABLE document (text TEXT);
    CREATE TABLE columns (id INTEGER PRIMARY KEY, frame TEXT, name TEXT, dtype TEXT);
    CREATE TABLE pieces ("column" INTEGER, month TEXT, district INTEGER, data BLOB);
"""
_INDEX = 'CREATE INDEX of_columns ON pieces ("column", month, district)'
_READ = """
    SELECT name, dtype, data FROM columns LEFT JOIN pieces ON "column" = id {only}
    WHERE frame = :frame ORDER BY id, month, district
"""

_MAPPED = 2**28  # bytes at most, that are read where they lie and not page by page

# A piece: the month and district of its rows, or None for a frame in one piece.
_Piece = tuple[str | None, int | None, slice]


def write(
    path: Path,
    document: str,
    frames: Mapping[str, pd.DataFrame],
    in_pieces: Mapping[str, pd.DataFrame],
) -> None:
    """Write a document and frames, some of them in pieces, to a file that is not there yet.

    Those in pieces have the columns month and district and no categories; they come back ordered by
    the two.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA)
        connection.execute("INSERT INTO document VALUES (?)", [document])
        for name, frame in frames.items():
            _write(connection, name, frame, [(None, None, slice(None))])
        for name, frame in in_pieces.items():
            ordered = frame.sort_values(["month", "district"], kind="stable")
            _write(connection, name, ordered, list(_pieces(ordered)))
        connection.execute(_INDEX)


class FrameFile:
    """A file of frames that nobody writes to any more, and that needs no lock.

    It is open as long as it is used: to open it takes longer than to read most frames. All methods
    raise `sqlite3.Error` for what is no such file.
    """

    def __init__(self, path: Path) -> None:
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        weakref.finalize(self, self._connection.close)
        self.ask(f"PRAGMA mmap_size = {_MAPPED}")

    def document(self) -> str:
        """The document."""
        return self.ask("SELECT text FROM document")[0][0]

    def read(
        self, frame: str, month: str | None = None, district: int | None = None
    ) -> pd.DataFrame:
        """A frame, or of one in pieces the rows of a month or district, with the dtypes it had.

        Raise `KeyError` for one that the file lacks, `zlib.error` or `ValueError` if it is damaged.
        """
        wanted = {"month": month, "district": district}
        only = "".join(f" AND {key} = :{key}" for key, value in wanted.items() if value is not None)
        found = self.ask(_READ.format(only=only), wanted | {"frame": frame})
        if not found:
            raise KeyError(frame)
        return pd.DataFrame(
            {
                name: _unpacked(dtype, [piece for *_, piece in pieces if piece is not None])
                for (name, dtype), pieces in groupby(found, lambda row: row[:2])
            }
        )

    def ask(self, query: str, values: Mapping[str, Any] | None = None) -> list[tuple]:
        """What a query finds; raise `sqlite3.Error` for one that would write."""
        return self._connection.execute(query, values or {}).fetchall()


def _write(
    connection: sqlite3.Connection, name: str, frame: pd.DataFrame, pieces: Sequence[_Piece]
) -> None:
    for key, column in frame.items():
        row = [name, key, str(column.dtype)]
        number = connection.execute("INSERT INTO columns VALUES (NULL, ?, ?, ?)", row).lastrowid
        packed = _packed(column, [piece[-1] for piece in pieces])
        rows = ((number, *piece[:-1], data) for piece, data in zip(pieces, packed, strict=True))
        connection.executemany("INSERT INTO pieces VALUES (?, ?, ?, ?)", rows)


def _pieces(ordered: pd.DataFrame) -> Iterator[_Piece]:
    """Where a frame ordered by month and district is cut."""
    sizes = ordered.groupby(["month", "district"], sort=False).size()
    start = 0
    for (month, district), size in sizes.items():
        yield month, int(district), slice(start, start + size)
        start += size


def _packed(column: pd.Series, cuts: Iterable[slice]) -> Iterator[bytes]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        categories = _json(column.cat.categories.tolist())
        codes = column.cat.codes.to_numpy("int32")
        return (categories + b"\n" + codes[cut].tobytes() for cut in cuts)
    if _in_memory(column.dtype):
        values = column.to_numpy()
        return (values[cut].tobytes() for cut in cuts)
    if isinstance(column.dtype, _MASKED):
        cells = np.empty(len(column), _cell(column.dtype))
        cells["missing"] = column.isna()
        cells["value"] = column.to_numpy(column.dtype.numpy_dtype, na_value=0)
        return (cells[cut].tobytes() for cut in cuts)
    plain = column.astype(object).where(column.notna(), None).tolist()
    return (zlib.compress(_json(plain[cut]), level=1) for cut in cuts)


def _unpacked(name: str, pieces: Sequence[bytes]) -> Any:
    dtype = _dtype(name)
    if dtype == "category":
        (whole,) = pieces
        categories, codes = whole.split(b"\n", 1)
        return pd.Categorical.from_codes(np.frombuffer(codes, "int32"), orjson.loads(categories))
    if _in_memory(dtype):
        return np.frombuffer(b"".join(pieces), dtype)
    if isinstance(dtype, _MASKED):
        cells = np.frombuffer(b"".join(pieces), _cell(dtype))
        return dtype.construct_array_type()(cells["value"].copy(), cells["missing"].copy())
    plain = list(chain.from_iterable(orjson.loads(zlib.decompress(piece)) for piece in pieces))
    if isinstance(dtype, np.dtype):
        return pd.Series(plain, dtype=dtype)
    return pd.array(plain, dtype=dtype)


def _json(plain: list[Any]) -> bytes:
    return orjson.dumps(plain)


def _cell(dtype: Any) -> np.dtype:
    """A cell of a column that can miss values, as NumPy knows it."""
    return np.dtype([("missing", "bool"), ("value", dtype.numpy_dtype)])


_MASKED = (pd.Int64Dtype, pd.Float64Dtype, pd.BooleanDtype)
_dtype = cache(pandas_dtype)


def _in_memory(dtype: Any) -> bool:
    return isinstance(dtype, np.dtype) and dtype.kind != "O"
