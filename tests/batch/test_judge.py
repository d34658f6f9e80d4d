from gozaresh.batch import Expectations
from gozaresh.batch.judge import BLOCK_MIME, shortcomings


def notebook(*blocks: dict, markdown: str = "") -> dict:
    outputs = [{"output_type": "display_data", "data": {BLOCK_MIME: block}} for block in blocks]
    return {
        "cells": [
            {"cell_type": "markdown", "source": markdown},
            {"cell_type": "code", "source": "report.head()", "outputs": outputs},
        ]
    }


HEAD = {"type": "head", "title": "گزارش عملکرد", "facts": [{"label": "منطقه", "value": "منطقهٔ ۱۲"}]}
FIGURE = {"type": "figure", "svg": "<svg/>"}
TABLE = {"type": "table", "rows": [["لایروبی"]]}


def test_a_report_with_everything_expected_is_good():
    expects = Expectations(texts=("منطقه 12", "اقدامات", "لايروبي"), figures=1, tables=1)
    assert not shortcomings(notebook(HEAD, FIGURE, TABLE, markdown="## اقدامات"), expects)


def test_what_is_missing_is_named():
    expects = Expectations(texts=("منطقه ۱۳",), figures=2, tables=1)
    faults = shortcomings(notebook(HEAD, FIGURE), expects)
    assert len(faults) == 3
    assert "منطقه ۱۳" in faults[0]
    assert "1 figures" in faults[1] and "at least 2" in faults[1]
    assert "0 tables" in faults[2]


def test_one_district_is_not_found_in_anothers_number():
    assert shortcomings(notebook(HEAD), Expectations(texts=("منطقه ۱",)))
    assert not shortcomings(notebook(HEAD), Expectations(texts=("منطقه ۱۲",)))


def test_a_plain_matplotlib_image_is_a_figure_too():
    shown = {"output_type": "display_data", "data": {"image/png": "…"}}
    plain = {"cells": [{"cell_type": "code", "source": "", "outputs": [shown]}]}
    assert not shortcomings(plain, Expectations(figures=1))
