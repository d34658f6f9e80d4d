"""What holds of every indicator, whatever districts send."""

from datetime import timedelta

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rows import day

from frames import frame
from gozaresh.calendar import Month
from gozaresh.indicators import Inputs, Unit, catalogue, compute_all
from gozaresh.params import find_root, load_params
from gozaresh.records import Column, ColumnType, Kind, kinds

DEY = Month(1401, 10)
_DAYS = st.integers(1, 40).map(day)
_VALUES = {
    ColumnType.COUNT: st.integers(0, 1000),
    ColumnType.AMOUNT: st.floats(1, 5),
    ColumnType.YES_NO: st.booleans(),
    ColumnType.DATE: _DAYS,
    ColumnType.INSTANT: st.integers(0, 40 * 24).map(lambda hours: day(1) + timedelta(hours=hours)),
}


def _cells(column: Column) -> st.SearchStrategy:
    words = ["3/a", "7/b"] if column.key == "pattern" else list(column.choices) or ["الف", "ب"]
    values = _VALUES.get(column.type, st.sampled_from(words))
    return values if column.required else st.none() | values


def _rows(kind: Kind) -> st.SearchStrategy:
    row = st.fixed_dictionaries({column.key: _cells(column) for column in kind.columns})
    return st.lists(row.map(_as_intake_takes_it), max_size=8)


def _as_intake_takes_it(row: dict) -> dict:
    """With no answer before its question and no part above its whole: intake refuses those."""
    for later, earlier in (("answered_at", "received_at"), ("published_at", "completed_at")):
        if row.get(later) and row.get(earlier):
            row[later] = max(row[later], row[earlier])
    if row.get("sent") is not None:
        left = row["sent"]
        for part in ("delivered", "blocked", "cancelled"):
            row[part] = row[part] and min(row[part], left)
            left -= row[part] or 0
        row["clicked"] = row["clicked"] and min(row["clicked"], row["delivered"] or 0)
    return row


SUBMISSION = st.fixed_dictionaries({key: _rows(kind) for key, kind in kinds().items()})
slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
quickly = settings(deadline=None, max_examples=10, suppress_health_check=slow)


def measured(submissions: dict[int, dict]) -> pd.DataFrame:
    frames = {
        key: pd.concat(
            frame(key, rows[key]).assign(district=number, month=str(DEY))
            for number, rows in submissions.items()
        )
        for key in kinds()
    }
    about = pd.DataFrame({"district": list(submissions), "month": str(DEY)})
    about["received_at"] = pd.Timestamp(DEY.end) + pd.Timedelta(days=3)
    params = load_params(find_root())
    return compute_all(Inputs(frames, about, params), [DEY]).set_index(["indicator", "district"])


@quickly
@given(ours=SUBMISSION, theirs=SUBMISSION, order=st.randoms())
def test_the_order_of_rows_and_of_submissions_is_irrelevant(ours, theirs, order):
    shuffled = {key: order.sample(rows, len(rows)) for key, rows in ours.items()}
    first, second = measured({12: ours, 3: theirs}), measured({3: theirs, 12: shuffled})
    pd.testing.assert_frame_equal(first, second)


@quickly
@given(ours=SUBMISSION, theirs=SUBMISSION)
def test_a_share_lies_in_its_interval_between_nothing_and_one(ours, theirs):
    table = measured({12: ours, 3: theirs})
    keys = [key for key, each in catalogue().items() if each.unit is Unit.SHARE]
    shares = table.loc[keys].dropna(subset=["value"])
    assert shares["value"].between(0, 1).all()
    assert (shares["low"] <= shares["value"] + 1e-9).all()
    assert (shares["value"] <= shares["high"] + 1e-9).all()


@quickly
@given(ours=SUBMISSION)
def test_a_value_needs_a_denominator_and_a_submission(ours):
    table = measured({12: ours})
    assert table.loc[table["denominator"] == 0, "value"].isna().all()
    others = table[table.index.get_level_values("district") != 12]
    assert others["value"].isna().all()
    assert (others["n"] == 0).all()


@quickly
@given(ours=SUBMISSION)
def test_what_stays_open_never_helps(ours):
    late = {"due_on": day(5), "done_on": None, "closed_on": None, "role": "news"}
    open_ones = {kind: [*ours[kind], late] for kind in ("meetings", "tasks", "decisions")}
    inquiry = {"source": "media", "received_at": day(2)}
    citizen = inquiry | {"source": "citizen"}
    worse = ours | open_ones | {"inquiries": [*ours["inquiries"], inquiry, citizen]}
    before, after = measured({12: ours}), measured({12: worse})
    for key in SHARES_OF_WHAT_WAS_DONE:
        was, now = before.loc[(key, 12), "value"], after.loc[(key, 12), "value"]
        assert pd.isna(was) or now <= was
    for key in ("meetings_overdue", "decisions_overdue"):
        assert after.loc[(key, 12), "value"] == before.loc[(key, 12), "value"] + 1


SHARES_OF_WHAT_WAS_DONE = (
    "meetings_resolved",
    "tasks_done",
    "decisions_done",
    "media_answers",
    "citizen_answers",
)
