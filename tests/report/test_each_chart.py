"""Charts show their numbers where a reader looks for them, and say them in words."""

from __future__ import annotations

import itertools

import matplotlib
import pandas as pd
from chart_samples import (
    BEGAN,
    COPIES,
    DISTRICTS,
    LOOK,
    NONE,
    SAMPLES,
)
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from svg import Drawn, edges, width

from gozaresh.persian import number, percent
from gozaresh.report import charts
from gozaresh.report.charts.canvas import canvas
from gozaresh.report.charts.shades import SHADES, ink_on, shade, shade_colour

TEAL, TILE, SAFFRON, POMEGRANATE, QUIET = "#0f5c66", "#1a8a8f", "#c9821b", "#9b2335", "#7d8f97"


def drawn(sample: str) -> Drawn:
    return Drawn(SAMPLES[sample]().svg)


def test_trend_has_a_gap_where_a_month_has_no_value_and_a_label_at_its_end():
    picture = drawn("trend")
    [line] = [path for path in picture.paths(TEAL) if path.count("L") > 1]
    assert line.count("M") == 2
    last_x, last_y = picture.marks(TEAL)[-1]
    assert picture.text("منطقه ۱۲ ۸۵٪").x > last_x
    assert abs(picture.text("منطقه ۱۲ ۸۵٪").y - last_y) < 12
    assert len(picture.marks(QUIET)) == 4
    assert {"هدف ۹۰٪", "میانۀ شهر ۷۷٪"} <= {each.text for each in picture.texts}


def test_trend_runs_to_the_right_and_names_the_year_where_it_begins():
    picture = drawn("trend")
    names = [picture.text(name).x for name in ("بهمن", "اسفند", "فروردین", "خرداد")]
    assert names == sorted(names)
    assert picture.text("۱۴۰۰").x == picture.text("بهمن").x
    assert picture.text("۱۴۰۱").x == picture.text("فروردین").x


def test_trend_says_every_month_in_words():
    assert visible(SAMPLES["trend"]().alt) == (
        "روند پوشش. نمودار خطی ۵ ماه: بهمن ۱۴۰۰ ۸۰٪، اسفند ۱۴۰۰ ۷۰٪، فروردین ۱۴۰۱ —،"
        " اردیبهشت ۱۴۰۱ ۹۰٪، خرداد ۱۴۰۱ ۸۵٪. میانهٔ شهر در اردیبهشت ۱۴۰۱ ۷۷٪. هدف ۹۰٪."
    )


def test_lag_shows_each_action_once_on_its_side_of_the_deadline():
    picture = drawn("lag")
    within, late = picture.marks(TILE), picture.marks(SAFFRON)
    assert (len(within), len(late), len(picture.marks(POMEGRANATE))) == (3, 2, 2)
    deadline = picture.text("مهلت ۲۴ ساعت").x
    assert max(x for x, _ in within) < deadline < min(x for x, _ in late)
    assert {"در مهلت: ۳", "پس از مهلت: ۲", "منتشرنشده: ۲"} <= {each.text for each in picture.texts}


def test_lag_keeps_every_dot_apart_however_many_there_are():
    hours = pd.Series([6.0] * 70 + [30.0] * 40 + [NONE] * 300)
    picture = Drawn(charts.lag(hours, LOOK, caption="فاصله", deadline=24).svg)
    places = [place for colour in (TILE, SAFFRON, POMEGRANATE) for place in picture.marks(colour)]
    assert len(set(places)) == len(hours)
    top = picture.text("منتشرنشده: ۳۰۰").y
    assert all(0 < x < 482 and y > top for x, y in places)


def test_lag_says_its_counts_in_words():
    assert SAMPLES["lag"]().alt == (
        "فاصلهٔ انتشار. از ۷ اقدام، ۳ مورد در مهلت ۲۴ ساعت منتشر شده، ۲ مورد پس از آن، و ۲ مورد"
        " منتشر نشده است. میانهٔ فاصله ۲۴ ساعت. بیشترین فاصله ۱۰۰ ساعت."
    )


def test_districts_rank_from_the_right_and_keep_those_with_little_data_apart():
    picture = drawn("districts")
    by_place = sorted(("۲", "۱۲", "۱", "۱۹", "۲۲"), key=lambda name: -picture.text(name).x)
    assert by_place == ["۲", "۱۲", "۱", "۱۹", "۲۲"]
    assert "700" in picture.text("۱۲").style
    assert "700" not in picture.text("۱").style
    assert len(picture.marks(TEAL)) == 1
    assert picture.text("دادۀ اندک").x < picture.text("۱").x


def test_districts_rank_from_the_lowest_where_lower_is_better():
    picture = Drawn(
        charts.districts(
            DISTRICTS, LOOK, caption="زمان", shown=percent, own=12, lower_is_better=True
        ).svg
    )
    assert picture.text("۱").x > picture.text("۱۲").x > picture.text("۲").x


def test_districts_say_rank_and_interval_in_words():
    said = visible(SAMPLES["districts"]().alt)
    assert "از بهترین: منطقه ۲ ۹۰٪، منطقه ۱۲ ۸۰٪، منطقه ۱ ۷۰٪." in said
    assert "منطقه ۱۲: ۸۰٪، جایگاه ۲ از ۳. بازهٔ اطمینان ۶۵٪ تا ۹۰٪." in said
    assert said.endswith("بدون جایگاه، چون داده اندک است یا نیست: مناطق ۱۹، ۲۲.")


def test_districts_with_equal_values_share_the_better_rank():
    equal = DISTRICTS.assign(value=0.8, enough=True)
    figure = charts.districts(equal, LOOK, caption="پوشش", shown=percent, own=19)
    assert "جایگاه ۱ از ۵" in figure.alt


def test_bars_begin_at_zero_and_hang_from_their_names_on_the_right():
    picture = drawn("bars")
    widths = [width(path) for path in picture.paths(TILE)]
    assert [round(each / max(widths), 3) for each in widths] == [1, 0.125, 0.125]
    base = picture.text("خبر").x - 5  # names stand five points from where the bars begin
    assert {round(edges(path)[1], 3) for path in picture.paths(TILE)} == {round(base, 3)}
    assert picture.text("خبر").x > picture.text("۴۰").x
    assert picture.text("خبر").y < picture.text("گزارش").y < picture.text("ویدئو").y


def test_bars_sum_up_what_is_beyond_the_most():
    values = pd.Series({f"رسانه {place}": 10 - place for place in range(9)})
    figure = charts.bars(values, LOOK, caption="رسانه‌ها", most=3)
    assert (
        figure.alt == f"رسانه‌ها. رسانه 0 ۱۰، رسانه 1 ۹، سایر {number(8 + 7 + 6 + 5 + 4 + 3 + 2)}."
    )


def test_content_has_kinds_on_the_right_and_outlets_on_the_left_on_one_scale():
    picture = drawn("content")
    assert picture.text("گونه").x > picture.text("رسانه").x
    widths = sorted(width(path) for path in picture.paths(TILE))
    assert round(widths[-2] / widths[-1], 3) == 35 / 40
    assert SAMPLES["content"]().alt == (
        "محتوای دی. گونه: خبر ۴۰، گزارش ۵، ویدئو ۵؛ رسانه: شهر ۳۵، همشهری ۱۰، ایرنا ۵."
    )


def test_tiles_have_east_on_the_right_and_north_at_the_top():
    picture = drawn("tiles")
    assert picture.text("غرب").x < picture.text("۱۱").x < picture.text("۱۲").x
    assert picture.text("۱۲").x < picture.text("۱۳").x < picture.text("شرق").x
    assert picture.text("۱").y < picture.text("۱۲").y
    assert picture.text("۱").x == picture.text("۱۲").x
    assert len(picture.paths(SAFFRON)) == 1
    assert "منطقه ۱۳ —" in SAMPLES["tiles"]().alt


def test_heat_begins_on_the_right_and_shades_no_missing_value():
    picture = drawn("heat")
    assert picture.text("۱").x > picture.text("۲").x > picture.text("۱۲").x
    assert picture.text("پوشش").x > picture.text("۱").x
    assert picture.text("پوشش").y < picture.text("دقت").y
    with canvas(LOOK):
        colours = shade_colour(SHADES - 1), shade_colour(0)
    darkest, lightest = map(picture.paths, colours)
    assert [path.count("z") for path in darkest] == [2, 1]  # two cells, and the key to the shades
    assert [path.count("z") for path in lightest] == [1, 1]
    assert "fill: #ffffff" in picture.text("۱۰۰").style


def test_shades_stay_apart_in_grey_and_their_text_is_readable():
    with canvas(LOOK):
        lightness = [luminance(shade_colour(step)) for step in range(SHADES)]
        inks = [
            ink_on(step).get("color", matplotlib.rcParams["text.color"]) for step in range(SHADES)
        ]
    assert all(light > dark * 1.35 for light, dark in itertools.pairwise(lightness))
    for paper, ink in zip(lightness, map(luminance, inks), strict=True):
        assert (max(paper, ink) + 0.05) / (min(paper, ink) + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    if set(colour) <= set("0123456789abcdef") and len(colour) == 6:
        colour = f"#{colour}"
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@given(st.floats(-1, 2))
def test_a_better_score_never_has_a_lighter_shade(score):
    assert 0 <= shade(score) <= shade(score + 0.1) < SHADES


def test_funnel_gives_each_stage_as_a_share_of_the_first():
    picture = drawn("funnel")
    widths = [width(path) for path in picture.paths(TILE)]
    assert [round(each / widths[0], 3) for each in widths] == [1, 0.75, 0.25]
    assert visible(SAMPLES["funnel"]().alt) == (
        "نام‌گذاری. پیشنهاد ۴۰، میانهٔ ماندن ۱۲ روز؛ کمیسیون ۳۰ (۷۵٪)، میانهٔ ماندن ۲۰ روز؛"
        " ابلاغ ۱۰ (۲۵٪)."
    )


def test_spread_counts_a_district_once_from_its_first_copy_and_never_the_origin():
    assert SAMPLES["spread"]().alt == (
        "الگو. آغاز در منطقه ۱۲ در ۱۴۰۱/۰۷/۱۲؛ پس از آن ۲ منطقه: منطقه ۷ در ۱۴۰۱/۰۸/۱۰،"
        " منطقه ۵ در ۱۴۰۱/۰۸/۲۹."
    )
    picture = drawn("spread")
    assert picture.text("منطقه ۱۲").x < picture.text("۷").x < picture.text("۵").x
    assert picture.text("۷").y > picture.text("۵").y
    assert "۲ منطقه تا ۱۴۰۱/۰۸/۲۹" in {each.text for each in picture.texts}


def test_spread_of_a_pattern_that_nobody_took_up_says_so():
    figure = charts.spread(COPIES[:0], LOOK, caption="الگو", origin=12, began=BEGAN)
    assert figure.alt.endswith("هنوز منطقه‌ای از آن الگو نگرفته است.")


def visible(text: str) -> str:
    return text.replace("\u2066", "").replace("\u2069", "")
