"""What every chart keeps to, whatever it shows: bytes, text, standards, empty months, odd names."""

from __future__ import annotations

import itertools
import math
from importlib.util import find_spec
from pathlib import Path

import matplotlib
import pandas as pd
import pytest
import typst
from chart_samples import (
    CELLS,
    DISTRICTS,
    HOURS,
    ITEMS,
    LOOK,
    MONTHS,
    NONE,
    SAMPLES,
    STAGES,
    TILES,
)
from hypothesis import given
from hypothesis import strategies as st
from older import run_with_older_matplotlib
from svg import Drawn

from gozaresh.persian import percent
from gozaresh.report import charts
from gozaresh.report.charts.parts import spread_apart


def drawn(sample: str) -> Drawn:
    return Drawn(SAMPLES[sample]().svg)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_chart_is_the_same_bytes_every_time_whatever_style_a_notebook_sets(sample):
    first = SAMPLES[sample]().svg
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "path"}):
        assert SAMPLES[sample]().svg == first


@pytest.mark.parametrize("sample", SAMPLES)
def test_labels_are_real_text_with_persian_digits(sample):
    texts = drawn(sample).texts
    assert texts
    assert not [each.text for each in texts if any(digit in each.text for digit in "0123456789")]
    assert not [each.text for each in texts if "-" in each.text]


HOSTILE = "\u202e<b>&amp;$x^2$ #eval \x00\x07 漢 " + "ب" * 10_000


@pytest.mark.parametrize("sample", [*SAMPLES, "hostile"])
def test_a_chart_goes_into_an_archivable_accessible_pdf(sample):
    hostile = charts.bars(pd.Series({HOSTILE: 3}), LOOK, caption="ش")
    figure = hostile if sample == "hostile" else SAMPLES[sample]()
    source = '#set document(title: "ش")\n#set text(lang: "fa")\n#image("a.svg", alt: "ا")'
    folders = [
        Path(find_spec(name).origin).parent
        for name in ("fontpkg_ibm_plex_sans_arabic", "matplotlib")
    ]
    pdf, warnings = typst.compile_with_warnings(
        {"main.typ": source.encode(), "a.svg": figure.svg.encode()},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=folders),
        pdf_standards=["a-3a", "ua-1"],
        timestamp=0,
    )
    assert pdf.startswith(b"%PDF")
    assert not warnings


def test_every_chart_can_be_drawn_by_a_matplotlib_that_shapes_no_text():
    svgs = run_with_older_matplotlib(Path(__file__).with_name("chart_samples.py"))
    assert svgs.count("</svg>") == len(SAMPLES)
    assert "<text" not in svgs  # prepared text would be shaped a second time by whoever reads it


EMPTY = {
    "trend": lambda: charts.trend(MONTHS * NONE, LOOK, caption="ش", name="ن", shown=percent),
    "lag": lambda: charts.lag(HOURS[:0], LOOK, caption="ش", deadline=24),
    "districts": lambda: charts.districts(
        DISTRICTS.assign(value=NONE, low=NONE, high=NONE, enough=False),
        LOOK,
        caption="ش",
        shown=percent,
    ),
    "bars": lambda: charts.bars(pd.Series(dtype=float), LOOK, caption="ش"),
    "content": lambda: charts.content(ITEMS[:0], LOOK, caption="ش", kinds="گ", outlets="ر"),
    "heat": lambda: charts.heat(CELLS.assign(score=NONE, text="—"), LOOK, caption="ش"),
    "tiles": lambda: charts.tiles(TILES.assign(value=NONE), LOOK, caption="ش", shown=percent),
    "funnel": lambda: charts.funnel(STAGES[:0], LOOK, caption="ش"),
    "funnel of nothing": lambda: charts.funnel(STAGES.assign(count=0), LOOK, caption="ش"),
}


@pytest.mark.parametrize("chart", EMPTY)
def test_a_month_without_data_still_has_its_chart(chart):
    figure = EMPTY[chart]()
    assert Drawn(figure.svg).texts or chart == "funnel"
    assert "nan" not in figure.alt + figure.svg.casefold()


def test_names_that_were_typed_cannot_break_a_chart():
    figure = charts.bars(pd.Series({HOSTILE: 3, "خبر": 2}), LOOK, caption="ش")
    [name] = [each.text for each in Drawn(figure.svg).texts if "<b>" in each.text]
    assert len(name) < 30
    assert len(figure.alt) < 200


def test_a_font_that_is_not_installed_is_named():
    look = charts.Look("No Such Sans", LOOK.words)
    with pytest.raises(charts.FontError, match="No Such Sans"):
        charts.bars(pd.Series({"خبر": 2}), look, caption="ش")


@given(st.lists(st.floats(-100, 100), max_size=6), st.floats(0.1, 10))
def test_labels_are_spread_apart_in_their_order(places, gap):
    moved = spread_apart(places, gap)
    order = sorted(range(len(places)), key=places.__getitem__)
    steps = [moved[later] - moved[earlier] for earlier, later in itertools.pairwise(order)]
    assert all(step >= gap - 1e-9 for step in steps)
    assert math.isclose(sum(moved), sum(places), abs_tol=1e-6)


def test_labels_that_are_apart_stay_where_they_are():
    assert spread_apart([3.0, 1.0, 2.0], 1) == [3.0, 1.0, 2.0]
