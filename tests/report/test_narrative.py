"""Sentences read against what a Persian reader would expect to read."""

import math

import pytest

from gozaresh.indicators import find
from gozaresh.report.formats import Measured
from gozaresh.report.narrative import Situation, Untold, sentences

MISSING = math.nan


def measured(
    key, value, hits=0, of=40, *, n=None, was=MISSING, target=None, median=MISSING, spread=0.1
) -> Measured:
    n = of if n is None else n
    return Measured(find(key), value, n, hits, of, n >= 5, was, target, median, spread)


ORDINARY = {
    "coverage": measured("coverage", 0.872, 41, 47, was=0.841, target=0.9, median=0.795),
    "timely": measured("timely", 0.683, 32, 47, was=0.781, target=0.8, median=0.7),
    "lag": measured("lag", 17.0, was=18.0, target=18, spread=8),
    "output": measured("output", 135.0, 135, was=130.0, target=150, spread=60),
    "adopted": measured("adopted", 0.0, was=0.0, spread=0),
}
FIRST = {
    key: measured(key, each.value, each.numerator, each.denominator, target=each.target)
    for key, each in ORDINARY.items()
}
NOTHING_DUE = {"decisions": 0, "meetings": 0, "tasks": 0}


def situation(submitted=True, untold=(), overdue=NOTHING_DUE, base=ORDINARY, **changes):
    """An ordinary month, but for what changes."""
    return Situation("دی ۱۴۰۱", "آذر", submitted, base | changes, overdue, untold)


@pytest.fixture
def said(params):
    """The sentences without the invisible isolates around signed numbers."""
    words, units = params.messages["sentences"], params.messages["report"]["units"]

    def say(case: Situation) -> list[str]:
        lines = sentences(case, words, units)
        return [line.replace("\u2066", "").replace("\u2069", "") for line in lines]

    return say


def test_an_ordinary_month_is_told_in_order_of_weight(said):
    assert said(situation()) == [
        "از ۴۷ اقدام پایان‌یافتهٔ دی ۱۴۰۱، خبر ۴۱ اقدام (۸۷٪) منتشر شد؛ ۳ واحد بیش از آذر"
        " و بالاتر از میانهٔ مناطق (۸۰٪).",
        "بیشترین پسرفت نسبت به آذر در «انتشار به‌موقع» است: از ۷۸٪ به ۶۸٪.",
        "۱ شاخص از ۴ شاخص دارای هدف به هدف رسیده است؛ دورترین آن‌ها از هدف «انتشار به‌موقع»"
        " است: ۶۸٪ در برابر ۸۰٪.",
    ]


@pytest.mark.parametrize(
    ("value", "was", "median", "end"),
    [
        (0.8, 0.8, 0.8, "منتشر شد، برابر با آذر و برابر با میانهٔ مناطق."),
        (0.8, 0.802, 0.8, "منتشر شد، برابر با آذر و برابر با میانهٔ مناطق."),
        (0.8, 0.9, 0.85, "منتشر شد؛ ۱۰ واحد کمتر از آذر و پایین‌تر از میانهٔ مناطق (۸۵٪)."),
        (0.8, 0.75, MISSING, "منتشر شد؛ ۵ واحد بیش از آذر."),
        (0.8, MISSING, 0.7, "منتشر شد و بالاتر از میانهٔ مناطق (۷۰٪)."),
        (0.8, MISSING, MISSING, "خبر ۳۲ اقدام (۸۰٪) منتشر شد."),
    ],
)
def test_coverage_is_set_beside_the_month_before_and_the_city(said, value, was, median, end):
    coverage = measured("coverage", value, 32, was=was, median=median)
    assert said(situation(coverage=coverage))[0].endswith(end)


def test_everything_told_and_nothing_told_have_sentences_of_their_own(said):
    every = situation(coverage=measured("coverage", 1.0, 40, was=0.9))
    none = situation(coverage=measured("coverage", 0.0, 0, was=0.1))
    assert said(every)[0] == "خبر هر ۴۰ اقدام پایان‌یافتهٔ دی ۱۴۰۱ منتشر شد؛ ۱۰ واحد بیش از آذر."
    assert said(none)[0] == "از ۴۰ اقدام پایان‌یافتهٔ دی ۱۴۰۱ خبری منتشر نشد."


def test_a_district_that_submitted_nothing_gets_one_sentence(said):
    assert said(situation(submitted=False)) == ["برای دی ۱۴۰۱ گزارشی از این منطقه دریافت نشده است."]


def test_a_first_month_speaks_of_no_change(said):
    assert said(situation(base=FIRST)) == [
        "از ۴۷ اقدام پایان‌یافتهٔ دی ۱۴۰۱، خبر ۴۱ اقدام (۸۷٪) منتشر شد.",
        "۱ شاخص از ۴ شاخص دارای هدف به هدف رسیده است؛ دورترین آن‌ها از هدف «انتشار به‌موقع»"
        " است: ۶۸٪ در برابر ۸۰٪.",
    ]


def test_a_month_without_actions_says_so_and_goes_on_with_the_rest(said):
    nothing = {key: measured(key, MISSING, of=0, target=0.9) for key in ("coverage", "timely")}
    lines = said(situation(**nothing, lag=measured("lag", MISSING, of=0, target=18)))
    assert lines[0] == "برای دی ۱۴۰۱ اقدام پایان‌یافته‌ای ثبت نشده است."
    assert lines[-1] == (
        "از ۱ شاخص دارای هدف تنها «تولید محتوا» به هدف نرسیده است: ۱۳۵ مورد در برابر ۱۵۰ مورد."
    )


@pytest.mark.parametrize(
    ("key", "now", "was", "spread", "sentence"),
    [
        (
            "timely",
            0.9,
            0.7,
            0.1,
            "بیشترین بهبود نسبت به آذر در «انتشار به‌موقع» است: از ۷۰٪ به ۹۰٪.",
        ),
        (
            "lag",
            40.0,
            18.0,
            8,
            "بیشترین پسرفت نسبت به آذر در «میانهٔ فاصلهٔ انتشار» است: از ۱۸ ساعت به ۴۰ ساعت.",
        ),
        (
            "lag",
            6.5,
            18.0,
            8,
            "بیشترین بهبود نسبت به آذر در «میانهٔ فاصلهٔ انتشار» است: از ۱۸ ساعت به ۶٫۵ ساعت.",
        ),
        (
            "output",
            250.0,
            130.0,
            60,
            "بیشترین بهبود نسبت به آذر در «تولید محتوا» است: از ۱۳۰ مورد به ۲۵۰ مورد.",
        ),
    ],
)
def test_the_largest_change_is_named_for_better_or_worse(said, key, now, was, spread, sentence):
    assert said(situation(**{key: measured(key, now, was=was, spread=spread)}))[1] == sentence


def test_small_changes_are_not_made_much_of(said):
    calm = {"timely": measured("timely", 0.7, was=0.72), "output": ORDINARY["output"]}
    assert said(situation(**calm))[1] == "شاخص‌های دیگر نسبت به آذر تغییر چشمگیری نکرده‌اند."


def test_a_change_on_too_little_data_is_not_named(said):
    thin = measured("timely", 0.0, of=2, was=1.0, target=0.8)
    assert "انتشار به‌موقع" not in " ".join(said(situation(timely=thin)))


def test_all_targets_reached_is_said_plainly(said):
    reached = {
        "coverage": measured("coverage", 0.95, 38, was=0.95, target=0.9),
        "timely": measured("timely", 0.8, was=0.8, target=0.8),
        "lag": measured("lag", 12.0, was=12.0, target=18, spread=8),
        "output": measured("output", 150.0, was=150.0, target=150, spread=60),
    }
    assert said(situation(**reached))[-1] == "هر ۴ شاخص دارای هدف به هدف رسیده است."


@pytest.mark.parametrize(
    ("overdue", "sentence"),
    [
        (NOTHING_DUE | {"tasks": 1}, "۱ وظیفهٔ کارشناسان از مهلت گذشته و هنوز باز است."),
        (
            NOTHING_DUE | {"decisions": 2, "meetings": 5},
            "۲ مصوبهٔ جلسه و ۵ ملاقات مردمی از مهلت گذشته و هنوز باز است.",
        ),
        (
            {"decisions": 2, "meetings": 5, "tasks": 3},
            "۲ مصوبهٔ جلسه، ۵ ملاقات مردمی و ۳ وظیفهٔ کارشناسان از مهلت گذشته و هنوز باز است.",
        ),
    ],
)
def test_what_is_overdue_is_counted_by_kind(said, overdue, sentence):
    assert said(situation(overdue=overdue))[-1] == sentence


def test_what_was_not_told_is_counted_and_the_oldest_named(said):
    one = (Untold("لایروبی کانال سرخه‌حصار", 12),)
    two = (*one, Untold("روشنایی بوستان شوش", 30))
    assert said(situation(untold=one))[-1] == (
        "«لایروبی کانال سرخه‌حصار» هنوز خبری ندارد و ۱۲ روز از پایان آن گذشته است."
    )
    assert said(situation(untold=two))[-1] == (
        "۲ اقدام هنوز خبری ندارد؛ قدیمی‌ترین آن‌ها «روشنایی بوستان شوش» است که ۳۰ روز از"
        " پایان آن گذشته است."
    )


def test_adoption_elsewhere_comes_before_what_was_not_told(said):
    copied = measured("adopted", 3.0, 3, was=0.0, spread=0)
    lines = said(situation(adopted=copied, untold=(Untold("ت", 3),)))
    assert lines[-1] == "۳ اقدام این ماه در مناطق دیگر با الگوگرفتن از این منطقه انجام شده است."


def test_there_are_never_more_than_five_sentences(said):
    full = situation(
        overdue={"decisions": 2, "meetings": 5, "tasks": 3},
        untold=(Untold("ت", 3),),
        adopted=measured("adopted", 3.0, 3, was=0.0, spread=0),
    )
    assert len(said(full)) == 5
