import sqlite3

import pandas as pd
import pytest

from gozaresh import frame_file
from gozaresh.frame_file import FrameFile

MIXED = pd.DataFrame(
    {
        "district": [2, 1, 1],
        "month": pd.Series(["1401-10", "1401-10", "1401-09"], dtype="str"),
        "title": pd.Series(["جدول‌گذاری «خیابان» ۱۲", None, "a\nb"], dtype="str"),
        "value": [0.1, float("nan"), -1e300],
        "seen": pd.Series([3, None, 2**60], dtype="Int64"),
        "hours": pd.Series([1.5, None, 0.0], dtype="Float64"),
        "told": pd.Series([True, None, False], dtype="boolean"),
        "enough": [True, False, True],
        "at": pd.Series(["2022-12-25 08:00", None, "1990-01-01"], dtype="datetime64[us]"),
        "kind": pd.Series(["news", None, "پیامک"], dtype="category"),
        "named": pd.Series([["a", "b"], [], ["c"]], dtype="object"),
    }
)
IN_PIECES = MIXED.drop(columns=["kind"])


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "frames.sqlite"
    whole = {"mixed": MIXED, "none": MIXED.head(0)}
    frame_file.write(path, "سند", whole, {"cut": IN_PIECES, "none_cut": IN_PIECES.head(0)})
    return path


def test_what_is_written_is_read_again_with_its_dtypes(path):
    assert FrameFile(path).document() == "سند"
    pd.testing.assert_frame_equal(FrameFile(path).read("mixed"), MIXED)


def test_a_frame_without_rows_keeps_its_columns_and_dtypes(path):
    for name, whole in {"none": MIXED, "none_cut": IN_PIECES}.items():
        empty = FrameFile(path).read(name)
        assert empty.empty
        assert empty.dtypes.astype(str).to_dict() == whole.dtypes.astype(str).to_dict()


def test_a_frame_in_pieces_comes_back_by_month_and_district(path):
    ordered = IN_PIECES.iloc[[2, 1, 0]].reset_index(drop=True)
    pd.testing.assert_frame_equal(FrameFile(path).read("cut"), ordered)


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({"month": "1401-10"}, [1, 2]),
        ({"district": 1}, [0, 1]),
        ({"month": "1401-10", "district": 1}, [1]),
        ({"month": "1401-10", "district": 22}, []),
    ],
)
def test_only_the_rows_asked_for_are_read(path, asked, rows):
    wanted = FrameFile(path).read("cut").iloc[rows].reset_index(drop=True)
    pd.testing.assert_frame_equal(FrameFile(path).read("cut", **asked), wanted)


def test_a_frame_that_was_read_can_be_written_into(path):
    frame = FrameFile(path).read("cut")
    frame.loc[0, "value"], frame.loc[0, "district"] = 5.0, 9
    assert frame.loc[0, ["value", "district"]].tolist() == [5.0, 9]


def test_rows_of_one_piece_keep_their_order(tmp_path):
    rows = pd.DataFrame({"month": ["1401-10"] * 50, "district": 3, "row": range(50, 0, -1)})
    frame_file.write(tmp_path / "one", "", {}, {"rows": rows})
    assert FrameFile(tmp_path / "one").read("rows")["row"].tolist() == rows["row"].tolist()


def test_the_same_frames_make_the_same_bytes(path, tmp_path):
    again = tmp_path / "again"
    whole = {"mixed": MIXED, "none": MIXED.head(0)}
    frame_file.write(again, "سند", whole, {"cut": IN_PIECES, "none_cut": IN_PIECES.head(0)})
    assert again.read_bytes() == path.read_bytes()


def test_another_file_is_refused(tmp_path):
    other = tmp_path / "other with spaces #1?.txt"
    other.write_text("no database, and long enough to have a header" * 10)
    with pytest.raises(sqlite3.DatabaseError):
        FrameFile(other).document()
