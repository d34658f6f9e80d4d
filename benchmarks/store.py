"""The store as it grows: 22 districts' thirteen months, ten times that and a hundred times.

`GOZARESH_BENCH_STORE` may name an empty PostgreSQL database to measure instead of a DuckDB file.
"""

import os
import tempfile
from pathlib import Path

import sqlalchemy as sa

from benchmarks._measure import line, seconds
from gozaresh.calendar import Month
from gozaresh.demo import generate, office
from gozaresh.intake import Submission
from gozaresh.param_files import District
from gozaresh.params import find_root, load_params
from gozaresh.records import kinds
from gozaresh.store import Store
from gozaresh.store.opening import writing

MONTHS = Month(1401, 10).window(13)
DISTRICT = 12
SIZES = (1, 10, 100)


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        url = f"duckdb:///{Path(scratch) / 'store.duckdb'}"
        measure(Store(os.environ.get("GOZARESH_BENCH_STORE", url)))


def measure(store: Store) -> None:
    submissions = [submission(each, month) for month in MONTHS for each in districts()]
    rows = sum(sum(each.counts.values()) for each in submissions)
    taken = seconds(lambda: store.add(submissions))
    line(f"{store.url.get_backend_name()}: {rows:,} rows added", f"{rows / taken:,.0f} rows/s")
    size = 1
    for wanted in SIZES:
        while size < wanted:
            grow(store, copies=9, districts=len(districts()) * size)
            size *= 10
        line(f"{wanted}×: {rows * size:,} rows, read by kind", "")
        for what, district in (("one district's 13 months", DISTRICT), ("all districts'", None)):
            if district or size == 1:
                taken = seconds(lambda d=district: read(store, d), times=3)
                line(f"    {what}", f"{taken * 1000:,.0f} ms")


def districts() -> list[District]:
    return list(load_params(find_root()).districts.values())


def submission(district: District, month: Month) -> Submission:
    due_day = load_params(find_root()).defaults.submission_due_day
    frames = {
        key: frame.assign(row=range(4, 4 + len(frame)))
        for key, frame in generate(office(district, month, due_day)).items()
    }
    name = f"{month}-{district.number}"
    return Submission(district.number, month, name, name, 1, month.end, True, frames)


def read(store: Store, district: int | None) -> int:
    with store.reading() as reading:
        return sum(len(reading.records(kind, MONTHS, district)) for kind in kinds().values())


def grow(store: Store, copies: int, districts: int) -> None:
    """Copy every district `copies` times, each copy as districts that were not there before."""
    with writing(store.url, store.wait) as connection:
        last = connection.scalar(sa.text("SELECT max(id) FROM submissions"))
        columns = "month, file, {}, size, received_at, sample"
        for copy in range(1, copies + 1):
            shift, further = copy * last, copy * districts
            old, new = columns.format("sha256"), columns.format(f"sha256 || '-{shift}'")
            connection.execute(
                sa.text(
                    f"INSERT INTO submissions (id, district, {old}) SELECT id + {shift}, "
                    f"district + {further}, {new} FROM submissions WHERE id <= {last}"
                )
            )
            for kind in kinds().values():
                names = ", ".join(f'"{each}"' for each in ("row", *(c.key for c in kind.columns)))
                copied = f"SELECT submission + {shift}, {names} FROM {kind.key}"
                insert = f"INSERT INTO {kind.key} (submission, {names}) {copied}"
                connection.execute(sa.text(f"{insert} WHERE submission <= {last}"))
