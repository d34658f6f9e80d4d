"""Attribution: each example of a rule is a test; labelled sentences measure all of them."""

import pytest

from gozaresh.observed.attribution import attribute, load_rule_book
from gozaresh.observed.documents import (
    ATTRIBUTION,
    MATCHING,
    attribution_document,
    labelled,
    matching_document,
    measure_attribution,
)

from .conftest import ROOT

EXAMPLES = load_rule_book(ROOT).examples()


@pytest.mark.parametrize(
    "example", [each for _, each in EXAMPLES], ids=[rule for rule, _ in EXAMPLES]
)
def test_an_example_is_read_as_it_says(rules, example):
    text, districts = example
    assert tuple(each.district for each in attribute([text], rules)) == districts


def test_every_rule_has_an_example_for_it_or_against_it():
    book = load_rule_book(ROOT)
    for rule in (*book.mentions, *book.against, *book.elsewhere):
        assert rule.examples


def test_labelled_sentences_are_read_nearly_all_right(rules):
    sentences = labelled(ROOT)
    assert len(sentences) >= 200
    assert len({text for text, _ in sentences}) == len(sentences)
    assert not {text for text, _ in sentences} & {text for _, (text, _) in EXAMPLES}
    measure, _ = measure_attribution(sentences, rules)
    assert measure.precision > 0.98
    assert measure.recall > 0.95


def test_the_evidence_is_the_words_that_decided(rules):
    (found,) = attribute(["خبری دیگر", "به گزارش شهر، شهرداری منطقه ۱۲ بازار را سامان داد"], rules)
    assert found.district == 12
    assert "شهرداری منطقه 12 بازار" in found.evidence


def test_a_title_outranks_the_text_below_it(rules):
    texts = ["بهسازی معابر منطقه ۵", "پیش از این در منطقه ۱۲ نیز انجام شده بود"]
    assert [each.district for each in attribute(texts, rules)] == [5]


def test_the_documents_say_what_is_measured_now(params):
    current = attribution_document(ROOT, params), matching_document(ROOT, params.matching)
    for path, text in zip((ATTRIBUTION, MATCHING), current, strict=True):
        assert (ROOT / path).read_text(encoding="utf-8") == text, "run `make docs`"
