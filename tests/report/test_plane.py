"""What is drawn through a plane is where its data says, in the style file's settings alone."""

from __future__ import annotations

import io
import math
import os
import shutil
from pathlib import Path

import matplotlib
import pytest
from chart_samples import LOOK
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from svg import Drawn, edges

from gozaresh.params import find_root
from gozaresh.report.charts.canvas import SAFFRON, TEAL, Canvas, canvas
from gozaresh.report.charts.plane import Plane
from gozaresh.report.labels import label

RED, BLUE = "#ff0000", "#0000ff"
SIZE = 144  # points each way, the middle half of them a plane's


def plane_of(
    page: Canvas, x: tuple[float, float] = (0, 10), y: tuple[float, float] = (0, 1)
) -> Plane:
    return page.plane(left=0.5, bottom=0.5, right=0.5, top=0.5, x=x, y=y)


def drawn(draw, **sides) -> Drawn:
    with canvas(LOOK, width=2, height=2) as page:
        draw(plane_of(page, **sides))
        return Drawn(page.figure("ش", "م").svg)


@pytest.mark.parametrize(("x", "seen"), [((0, 10), 54.0), ((10, 0), 90.0)])
def test_a_place_is_where_the_sides_say_whichever_is_greater(x, seen):
    [(across, down)] = drawn(lambda plane: plane.dots([(2.5, 0.75)], RED), x=x).marks(RED)
    assert (across, down) == (seen, SIZE - 90)


def test_a_line_is_broken_and_marks_are_left_out_where_a_value_is_missing():
    values = [0, 1, math.nan, 1, 0]

    def draw(plane: Plane) -> None:
        plane.line(enumerate(values), RED)
        plane.uprights(((x, 0, top) for x, top in enumerate(values)), BLUE, width=1)
        plane.dots(enumerate(values), RED)

    picture = drawn(draw)
    [line], [uprights] = picture.paths(RED), picture.paths(BLUE)
    assert (line.count("M"), uprights.count("M")) == (2, 4)
    assert len(picture.marks(RED)) == 4
    assert "nan" not in line + uprights


def test_boxes_are_one_shape_and_no_boxes_none():
    boxes = [(0, 0, 1, 1), (9, 0, 10, 1)]
    [shape] = drawn(lambda plane: plane.boxes(boxes, RED)).paths(RED)
    assert shape.count("z") == 2
    assert edges(shape) == (36, 108)
    assert not drawn(lambda plane: plane.boxes([], RED)).paths(RED)


@pytest.mark.parametrize("va", ["top", "center", "center_baseline", "baseline", "bottom"])
@pytest.mark.parametrize("text", ["منطقه ۱۲", "\u2066۸۷٪\u2069", "گزارش", "Telegram"])
def test_text_stands_where_matplotlib_would_put_it(text, va):
    ours = drawn(lambda plane: plane.write(5, 0.5, text, size=8.5, va=va)).texts
    with canvas(LOOK):
        figure, target = Figure(figsize=(2, 2)), io.StringIO()
        figure.text(0.5, 0.5, label(text), size=8.5, va=va)
        FigureCanvasSVG(figure).print_svg(target, metadata={"Date": None})
    theirs = Drawn(target.getvalue()).texts
    assert [each.x for each in ours] == [each.x for each in theirs]
    assert ours[0].y == pytest.approx(theirs[0].y, abs=0.3)
    assert ours[0].style == theirs[0].style


def test_names_in_a_row_share_their_baseline_whatever_their_letters():
    names = ["مهر", "آبان", "چ", "ـــ", "۱۲"]
    picture = drawn(lambda plane: [plane.write(1, 0, name, va="top") for name in names])
    assert len({each.y for each in picture.texts}) == 1


def test_a_backing_hides_what_is_behind_the_text_and_nothing_else():
    text = {"ha": "center", "va": "bottom", "size": 10, "backing": "white"}
    picture = drawn(lambda plane: plane.write(5, 0.5, "۸۷", **text))
    [box] = picture.paths("#ffffff")
    left, right = edges(box)
    assert (left + right) / 2 == pytest.approx(SIZE / 2)
    assert 5 < right - left < 20


def test_what_says_nothing_is_not_written():
    assert not drawn(lambda plane: plane.write(1, 1, "")).texts


def test_a_notebooks_own_settings_are_back_after_a_chart_even_one_that_fails():
    with matplotlib.rc_context({"font.size": 30, "axes.prop_cycle": "cycler('color', ['r'])"}):
        before = matplotlib.rcParams.copy()
        with pytest.raises(ZeroDivisionError), canvas(LOOK):
            assert matplotlib.rcParams["font.size"] == 8.5
            1 / 0  # noqa: B018
        assert dict.items(matplotlib.rcParams.copy()) == dict.items(before)


def test_a_style_file_saved_anew_is_what_the_next_chart_is_drawn_in(tmp_path: Path, monkeypatch):
    shutil.copytree(find_root() / "params", tmp_path / "params")
    monkeypatch.setenv("GOZARESH_HOME", str(tmp_path))
    style = tmp_path / "params" / "chart.mplstyle"
    assert drawn(lambda plane: plane.across(0.5, TEAL, width=1)).paths("#0f5c66")
    style.write_text(style.read_text(encoding="utf-8").replace("0f5c66", "123456"), "utf-8")
    os.utime(style, ns=(0, style.stat().st_mtime_ns + 1))  # on any file system another time
    assert drawn(lambda plane: plane.across(0.5, TEAL, width=1)).paths("#123456")
    assert drawn(lambda plane: plane.across(0.5, SAFFRON, width=1)).paths("#c9821b")
