"""Sentences read against what a Persian reader would expect to read."""

import math

import pytest

from gozaresh.indicators import find
from gozaresh.report.formats import Measured
from gozaresh.report.narrative import Situation, Untold, sentences

MISSING = math.nan


def measured(
    key, value, hits=0, of=40, *, n=None, previous=MISSING, target=None, median=MISSING
) -> Measured:
    n = of if n is None else n
    return Measured(find(key), value, n, hits, of, n >= 5, previous, target, median)


ORDINARY = {
    "coverage": measured("coverage", 0.872, 41, 47, previous=0.841, target=0.9, median=0.795),
    "timely": measured("timely", 0.683, 32, 47, previous=0.7, target=0.8, median=0.7),
    "lag": measured("lag", 18.0, of=41, previous=20.0, target=18, median=19),
    "output": measured("output", 135.0, 135, previous=120.0, target=150, median=130),
    "adopted": measured("adopted", 0.0, previous=0.0, median=0.0),
}


def situation(submitted: bool = True, untold: tuple = (), **changes: Measured) -> Situation:
    """An ordinary month, but for the measures that change."""
    return Situation("دی ۱۴۰۱", "آذر", submitted, ORDINARY | changes, untold, 24)


@pytest.fixture
def said(params):
    """The sentences without the invisible isolates around signed numbers."""
    words = params.messages["sentences"]

    def say(case: Situation) -> list[str]:
        return [line.replace("\u2066", "").replace("\u2069", "") for line in sentences(case, words)]

    return say


def test_an_ordinary_month_is_told_in_order_of_weight(said):
    assert said(situation()) == [
        "از ۴۷ اقدام پایان‌یافتهٔ دی ۱۴۰۱، خبر ۴۱ اقدام (۸۷٪) منتشر شد؛ ۳ واحد بیش از آذر"
        " و بالاتر از میانهٔ مناطق (۸۰٪).",
        "۳۲ اقدام از ۴۷ اقدام (۶۸٪) تا ۲۴ ساعت پس از پایان خبررسانی شد؛ ۱۲ واحد پایین‌تر از"
        " هدف ۸۰٪.",
        "میانهٔ فاصلهٔ پایان کار تا انتشار ۱۸ ساعت بود، ۲ ساعت کمتر از آذر.",
        "روابط عمومی ۱۳۵ محتوا منتشر کرد، ۱۵ بیش از آذر.",
    ]


def test_nothing_changed_is_said_as_such(said):
    lines = said(
        situation(
            coverage=measured("coverage", 0.8, 32, previous=0.8, median=0.8),
            lag=measured("lag", 18.0, previous=18.0),
            output=measured("output", 120.0, previous=120.0),
        )
    )
    assert lines[0].endswith("منتشر شد، برابر با آذر و برابر با میانهٔ مناطق.")
    assert lines[2] == "میانهٔ فاصلهٔ پایان کار تا انتشار مانند آذر، ۱۸ ساعت بود."
    assert lines[3] == "روابط عمومی مانند آذر، ۱۲۰ محتوا منتشر کرد."


def test_a_first_month_compares_with_nothing(said):
    lines = said(
        situation(
            coverage=measured("coverage", 0.8, 32),
            lag=measured("lag", 18.0),
            output=measured("output", 120.0),
        )
    )
    assert lines[0] == "از ۴۰ اقدام پایان‌یافتهٔ دی ۱۴۰۱، خبر ۳۲ اقدام (۸۰٪) منتشر شد."
    assert lines[2] == "میانهٔ فاصلهٔ پایان کار تا انتشار ۱۸ ساعت بود."
    assert lines[3] == "روابط عمومی ۱۲۰ محتوا منتشر کرد."


def test_a_district_that_submitted_nothing_gets_one_sentence(said):
    assert said(situation(submitted=False)) == ["برای دی ۱۴۰۱ گزارشی از این منطقه دریافت نشده است."]


def test_everything_told_and_nothing_told_have_sentences_of_their_own(said):
    every = situation(coverage=measured("coverage", 1.0, 40, previous=0.9))
    none = situation(coverage=measured("coverage", 0.0, 0, previous=0.1))
    assert said(every)[0] == "خبر هر ۴۰ اقدام پایان‌یافتهٔ دی ۱۴۰۱ منتشر شد؛ ۱۰ واحد بیش از آذر."
    assert said(none)[0] == "از ۴۰ اقدام پایان‌یافتهٔ دی ۱۴۰۱ خبری منتشر نشد."


def test_a_month_without_actions_says_so_and_skips_what_rests_on_them(said):
    nothing = {key: measured(key, MISSING, of=0) for key in ("coverage", "timely", "lag")}
    assert said(situation(**nothing)) == [
        "برای دی ۱۴۰۱ اقدام پایان‌یافته‌ای ثبت نشده است.",
        "روابط عمومی ۱۳۵ محتوا منتشر کرد، ۱۵ بیش از آذر.",
    ]


def test_a_target_met_is_not_called_missed(said):
    met = measured("timely", 0.8, 32, target=0.8)
    assert said(situation(timely=met))[1] == (
        "۳۲ اقدام از ۴۰ اقدام (۸۰٪) تا ۲۴ ساعت پس از پایان خبررسانی شد که به هدف ۸۰٪ می‌رسد."
    )


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


def test_adoption_elsewhere_is_told_when_nothing_is_left_untold(said):
    copied = measured("adopted", 3.0, 3, previous=0.0)
    assert said(situation(adopted=copied))[-1] == (
        "۳ اقدام در مناطق دیگر از این منطقه الگو گرفته است."
    )
