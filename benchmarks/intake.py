"""Workbooks of one month into a new store, as `gozaresh ingest` takes them."""

import tempfile
from pathlib import Path

from benchmarks._measure import line, seconds
from gozaresh.calendar import Month
from gozaresh.demo import write_demo
from gozaresh.ingest import ingest, workbooks
from gozaresh.params import find_root, load_params
from gozaresh.store import Store

MONTH = Month(1401, 10)


def main() -> None:
    params = load_params(find_root())
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        due_day = params.defaults.submission_due_day
        write_demo(folder / "demo", MONTH, 1, params.districts.values(), due_day)
        files = workbooks([folder / "demo"])
        store = Store(f"duckdb:///{folder / 'store.duckdb'}")
        taken = []
        first = seconds(lambda: taken.append(ingest(files, store, params)))
        again = seconds(lambda: ingest(files, store, params))
    rows = sum(sum(receipt.rows.values()) for _, receipt in taken[0].taken)
    line(f"{len(files)} workbooks, {rows:,} rows into a new store", f"{first:.2f} s")
    line("rows per second", f"{rows / first:,.0f}")
    line("the same files again", f"{again:.2f} s")
