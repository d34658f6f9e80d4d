import pandas as pd
import pytest

from frames import frame
from gozaresh.report.listing import follow_up, listing

AS_OF = pd.Timestamp("2023-01-21 10:00")
DECISIONS = [
    {"text": "در مهلت", "due_on": "2023-01-10", "done_on": "2023-01-10"},
    {"text": "دیر", "due_on": "2023-01-10", "done_on": "2023-01-12"},
    {"text": "معوق", "due_on": "2023-01-20"},
    {"text": "امروز", "due_on": "2023-01-21"},
]


@pytest.fixture
def words(params):
    return params.messages["report"]


def test_a_row_is_done_late_overdue_or_open_by_its_dates():
    states = follow_up("decisions", frame("decisions", DECISIONS), AS_OF)
    assert states == ["done", "late", "overdue", "open"]


def test_a_list_takes_titles_and_types_from_the_declaration(words):
    rows = frame("decisions", DECISIONS[:1])
    table = listing("decisions", rows, ["text", "due_on", "state"], words, caption="م", as_of=AS_OF)
    assert [column.title for column in table.columns] == ["مصوبه", "مهلت", "وضعیت"]
    assert table.rows[0][:2] == ("در مهلت", "۱۴۰۱/۱۰/۲۰")
    assert table.rows[0][2].state == "good"


def test_cells_are_written_by_type_and_missing_ones_marked(words):
    event = {
        "title": "جشن محلهٔ ۳",
        "held_on": "2023-01-10",
        "type": "festival",
        "attendance": 1320,
        "creative": True,
        "score": 4.5,
    }
    columns = ["title", "held_on", "type", "attendance", "capacity", "creative", "score"]
    rows = frame("events", [event])
    (cells,) = listing("events", rows, columns, words, caption="ه", as_of=AS_OF).rows
    assert cells == ("جشن محلهٔ ۳", "۱۴۰۱/۱۰/۲۰", "جشنواره", "۱٬۳۲۰", "—", "بله", "۴٫۵")


def test_a_shortened_list_says_how_many_there_are(words):
    rows = frame("decisions", DECISIONS)
    table = listing("decisions", rows, ["text"], words, caption="م", as_of=AS_OF, most=3)
    assert len(table.rows) == 3
    assert table.note == "۳ مورد از ۴ مورد"


def test_an_unknown_column_is_told_which_there_are(words):
    with pytest.raises(KeyError, match="txt"):
        listing("decisions", frame("decisions", []), ["txt"], words, caption="م", as_of=AS_OF)
