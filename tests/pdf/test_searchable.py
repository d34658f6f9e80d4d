"""What is written can be found, whichever reader looks for it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pdf_samples as samples
import pypdfium2
import pytest
from nbformat.v4 import new_markdown_cell

from extractors import EXTRACTORS, by_mupdf, by_pdfium, by_poppler, plain
from gozaresh.params import find_root, load_params
from gozaresh.pdf import render
from gozaresh.pdf.document import build
from gozaresh.pdf.letters import as_given
from gozaresh.pdf.searchable import mend
from gozaresh.pdf.typeset import typeset

ROOT = find_root()
WORDS = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()
SENTENCES = [
    "از ۴۷ اقدام پایان‌یافتهٔ منطقه ۴۱ مورد (۸۷٫۲٪) خبررسانی شد؛ +۳٫۱ واحد بیش از آذر",
    "پاسخ به رسانه‌ها کندتر شده است (−۶٫۴ واحد نسبت به آذر).",
    "دی ۱۴۰۱، برای جلسهٔ نظارت ستادی دوشنبه ۳ بهمن ۱۴۰۱",
    "جایی میان ۲ و ۷. منطقه‌های این بازه",
    "صفحهٔ ۱ از",
    "نسخهٔ داده a3f9c1",
    "گزارش منطقهٔ ۱۲ · دی ۱۴۰۱",
    "جدول ۱: اقدامات پایان‌یافته",
    "شکل ۱: سه نوع محتوای پرشمار",
    "فاصله (ساعت)",
    "۱۴۰۱/۱۰/۰۴",
    "گزارش تصویری",
    "English paragraphs in the middle of a Persian report read from the left, with code.",
    "۲ سطر، ۳ ستون",
    "۱. یک",
]

Extractor = Callable[[Path], str]
each_extractor = pytest.mark.parametrize("extract", EXTRACTORS, ids=lambda read: read.__name__)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    path.write_bytes(render(samples.report()))
    return path


def labels() -> str:
    """A picture with every word."""
    texts = "".join(
        f'<text x="{40 + 110 * (place % 8)}" y="{14 + 14 * (place // 8)}" font-size="10"'
        f' font-family="IBM Plex Sans Arabic">{word}</text>'
        for place, word in enumerate(WORDS)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="920" height="900">{texts}</svg>'


ROWS = [WORDS[place : place + 4] for place in range(0, len(WORDS), 4)]
PLACES = {
    "prose": new_markdown_cell(" ".join(WORDS) + "."),
    "headings": new_markdown_cell("متن\n\n" + "\n\n".join(f"## {word}" for word in WORDS)),
    "tables": samples.shown(samples.action_table() | {"rows": ROWS}),
    "pictures": samples.shown(samples.FIGURE | {"svg": labels(), "width": 1}),
}


@pytest.fixture(scope="module", params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / f"{request.param}.pdf"
    path.write_bytes(render(samples.notebook(PLACES[request.param])))
    return path


def test_the_list_has_five_hundred_words() -> None:
    assert len(set(WORDS)) == 500


@each_extractor
def test_the_words_are_found_wherever_they_stand(extract: Extractor, place: Path) -> None:
    said = set(extract(place).replace(".", " ").split())
    assert [word for word in WORDS if word not in said] == []


@each_extractor
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_read_in_its_order(extract: Extractor, sentence: str, report: Path) -> None:
    assert sentence in extract(report)


@each_extractor
def test_the_districts_headings_and_names_are_found(extract: Extractor, tmp_path: Path) -> None:
    districts = load_params(ROOT).districts.values()
    lines = [f"# گزارش عملکرد روابط عمومی {each.facts.name}، دی ۱۴۰۱" for each in districts]
    path = tmp_path / "districts.pdf"
    path.write_bytes(render(samples.notebook(new_markdown_cell("متن\n\n" + "\n\n".join(lines)))))
    said = extract(path)
    assert [line for line in lines if line.removeprefix("# ") not in said] == []


def test_nothing_about_the_look_changes() -> None:
    set_as_typst_does = typeset(build(samples.report()), ROOT / "templates")
    for before, after in zip(pages(set_as_typst_does), pages(mend(set_as_typst_does)), strict=True):
        changed = np.abs(before.astype(int) - after.astype(int)) > 96
        assert changed.sum() <= before.size / 50_000


def pages(pdf: bytes) -> list[np.ndarray]:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return [np.asarray(page.render(scale=2).to_pil().convert("L")) for page in document]


def test_pdfium_is_given_brackets_mirrored_and_latin_words_from_the_last_to_the_first() -> None:
    assert as_given("متن (ab 12)") == ")12 ab) نتم"
    assert as_given("۷. پس") == "سپ ۷."
    assert as_given("منطقه") == "هقطنم"


def picture(*labels: str) -> str:
    """A picture with a label a line, isolated as those of our charts are."""
    texts = "".join(
        f'<text x="40" y="{20 + 20 * place}" font-size="10" font-family="IBM Plex Sans Arabic">'
        f"\u2067{label}\u2069</text>"
        for place, label in enumerate(labels)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="150">{texts}</svg>'


@each_extractor
def test_labels_of_a_chart_are_read_in_their_order(extract: Extractor, tmp_path: Path) -> None:
    path = tmp_path / "labels.pdf"
    labels = ["هدف \u2066۹۰٪\u2069", "منطقه ۱۲", "۲۴ ساعت", "۱٬۲۳۴ مورد", "کانال Eitaa"]
    block = samples.FIGURE | {"svg": picture(*labels), "width": 0.5}
    path.write_bytes(render(samples.notebook(samples.shown(block))))
    said = extract(path)
    assert [label for label in map(plain, labels) if label not in said] == []


@each_extractor
def test_a_label_with_a_mark_on_a_letter_is_set_and_found(
    extract: Extractor, tmp_path: Path
) -> None:
    path = tmp_path / "label.pdf"
    block = samples.FIGURE | {"svg": picture("حتماً"), "width": 0.5}
    path.write_bytes(render(samples.notebook(samples.shown(block))))
    assert extract(path).count("حتماً") == 1
    assert "حتما " not in extract(path)


@each_extractor
@pytest.mark.parametrize(
    "sentence",
    ["متن {a} و f(x) که «abc» است (به ۱۲).", "متن (۱۲) و «ab» و", "جدول ۱: (۱۲٪) و abc def است."],
)
def test_brackets_stay_where_they_were_written(
    extract: Extractor, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "brackets.pdf"
    source = sentence.replace("{a}", "`{a}`").replace("f(x)", "`f(x)`")
    path.write_bytes(render(samples.notebook(new_markdown_cell(source))))
    assert sentence in extract(path)


def test_a_mark_on_a_letter_is_part_of_its_word(tmp_path: Path) -> None:
    path = tmp_path / "marks.pdf"
    sentence = "مثلاً کتابِ مُعلّم را لزوماً نخواند"
    path.write_bytes(render(samples.notebook(new_markdown_cell(sentence))))
    assert sentence in by_pdfium(path)


@each_extractor
@pytest.mark.parametrize(
    "sentence",
    ["شماره ۰۹۱۲ ۱۲۳ ۴۵ ۶۷ است", "سال ۱۴۰۱ ۱۲ ماه دارد", "مدل IBM 360 370 بود", "۱۰ ۲۰ ۳۰"],
)
def test_numbers_beside_one_another_keep_their_order_and_digits(
    extract: Extractor, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "numbers.pdf"
    path.write_bytes(render(samples.notebook(new_markdown_cell(sentence))))
    assert sentence in extract(path)


@each_extractor
@pytest.mark.parametrize("code", ["secret = 1", "total = price * 12", "if a == 1:"])
def test_coloured_code_is_read_as_it_was_written(
    extract: Extractor, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "code.pdf"
    path.write_bytes(render(samples.notebook(new_markdown_cell(f"```python\n{code}\n```"))))
    assert code in extract(path)


TURNS = {
    by_pdfium: "takes each quotation mark for one beside a Persian word",
    by_poppler: "takes the way of a line from its whole page, and puts the Persian words first",
    by_mupdf: "puts a space where the writing turns round",
}


@pytest.mark.parametrize(
    "extract",
    [pytest.param(each, marks=pytest.mark.xfail(reason=why)) for each, why in TURNS.items()],
    ids=lambda read: read.__name__,
)
def test_code_with_persian_in_it_is_read_from_the_left(extract: Extractor, tmp_path: Path) -> None:
    path = tmp_path / "mixed.pdf"
    code = 'x = "گزارش منطقه" # متن'
    path.write_bytes(render(samples.notebook(new_markdown_cell(f"```python\n{code}\n```"))))
    assert code in extract(path)
