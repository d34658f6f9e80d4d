"""Several processes on one store: nothing is lost, and whoever has to wait is told for whom."""

import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest

from gozaresh.calendar import Month
from gozaresh.errors import StoreError
from gozaresh.records import kinds
from gozaresh.store import Store
from gozaresh.store.opening import writing

DEY = Month(1401, 10)
ACTION = {"id": "a", "title": "ت", "category": "green", "completed_at": DEY.end}

INTAKE = """
import sys
from datetime import datetime
import pandas as pd
from gozaresh.calendar import Month
from gozaresh.intake import Submission
from gozaresh.store import Store

url, district, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
month = Month(1401, 10)
print("ready", flush=True)
sys.stdin.readline()
for time in range(times):
    rows = [{"row": 4 + n, "id": f"a-{n}", "title": "t", "category": "green",
             "completed_at": month.end} for n in range(50)]
    frames = {"actions": pd.DataFrame(rows)}
    Store(url).add([Submission(district, month, f"{time}.xlsx", f"{district}-{time}", 1,
                               month.end, False, frames)])
"""
HOLD = """
import sys
from gozaresh.store.opening import parse_url, writing
with writing(parse_url(sys.argv[1]), 5):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def process(code: str, *arguments: object):
    """A Python process that has said its first line and waits for one."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            assert running.stdout.readline(), running.stderr.read()
            yield running
        finally:
            running.kill()


def let_go(*running: subprocess.Popen) -> None:
    for each in running:
        each.stdin.write("\n")
        each.stdin.flush()


def end(running: subprocess.Popen) -> None:
    _, errors = running.communicate()
    assert running.returncode == 0, errors


def test_two_intakes_at_once_lose_nothing_even_in_a_store_that_neither_has_made(store):
    address = store.url.render_as_string(hide_password=False)
    with process(INTAKE, address, 3, 4) as one, process(INTAKE, address, 12, 4) as other:
        let_go(one, other)
        end(one)
        end(other)
    submissions = store.submissions()
    assert submissions.groupby("district").size().to_dict() == {3: 4, 12: 4}
    assert submissions["id"].is_unique
    with store.reading() as reading:
        assert reading.row_counts(submissions["id"].tolist())["rows"].tolist() == [50] * 8
    newest = submissions.groupby("district")["id"].max()
    current = submissions[submissions["current"]].set_index("district")["id"]
    assert current.sort_index().to_dict() == newest.to_dict()


def test_what_is_read_during_an_intake_fits_together(store, submit):
    store.add([submit(1, "1401-10", actions=[ACTION])])
    actions = kinds()["actions"]
    with process(INTAKE, store.url.render_as_string(hide_password=False), 12, 5) as intake:
        let_go(intake)
        looks = 0
        while intake.poll() is None:
            with store.reading() as reading:
                current = reading.submissions([DEY]).query("current")
                rows = reading.records(actions, [DEY])
            looks += 1
            assert len(rows) == 1 + 50 * (12 in set(current["district"]))
        end(intake)
    assert looks
    assert len(store.submissions()) == 6


def test_one_reading_stays_as_it_was_while_another_process_writes(new_schema, submit):
    store = Store(new_schema())
    store.add([submit(12, "1401-10", actions=[ACTION])])
    with store.reading() as reading:
        assert len(reading.submissions()) == 1
        Store(store.url.render_as_string()).add([submit(12, "1401-10")])
        assert len(reading.submissions()) == 1
        assert len(reading.records(kinds()["actions"], [DEY])) == 1
    assert len(store.submissions()) == 2


def test_a_held_store_says_who_holds_it(store, submit):
    store.add([submit(1, "1401-10", actions=[ACTION])])
    address = store.url.render_as_string(hide_password=False)
    with process(HOLD, address) as holder:
        impatient = Store(address, wait=0.2)
        with pytest.raises(StoreError, match=rf"(?s)Another process holds.*{holder.pid}"):
            impatient.add([submit(12, "1401-10", actions=[ACTION])])
    assert len(store.submissions()) == 1


def test_a_second_writer_waits_until_the_first_is_done(store, submit):
    store.add([submit(1, "1401-10", actions=[ACTION])])
    with process(HOLD, store.url.render_as_string(hide_password=False)) as holder:
        letting_go = threading.Timer(0.3, let_go, args=[holder])
        letting_go.start()
        (receipt,) = store.add([submit(12, "1401-10", actions=[ACTION])])
        letting_go.join()
    assert receipt.new


def test_a_reader_in_another_thread_waits_for_the_writer(store, submit):
    store.add([submit(1, "1401-10", actions=[ACTION])])
    found = []
    reader = threading.Thread(target=lambda: found.append(len(store.submissions())))
    with writing(store.url, 5):
        reader.start()
        reader.join(0.2)
    reader.join()
    assert found == [1]


@pytest.mark.parametrize("text", ["reports.duckdb", "sqlite:///a.db", "postgresql://h:x/y", ""])
def test_what_is_no_url_of_a_store_is_told_how_one_looks(text):
    with pytest.raises(StoreError, match=r"duckdb:///.*postgresql\+psycopg://"):
        Store(text)


def test_a_server_that_is_not_there_is_named_without_the_password(tmp_path):
    store = Store(f"postgresql://me:secret@/store?host={tmp_path}", wait=0)
    with pytest.raises(StoreError, match=r"cannot be opened") as refusal:
        store.submissions()
    assert str(tmp_path) in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_a_file_that_is_no_store_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "store.duckdb"
    path.write_bytes(b"PK\x03\x04 a workbook, say" * 100)
    with pytest.raises(StoreError, match=r"cannot be opened.*not a valid DuckDB"):
        Store(f"duckdb:///{path}").submissions()
