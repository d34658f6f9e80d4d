"""Persian labels come out the same whether Matplotlib shapes text itself or not, and in Typst."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import arabic_reshaper
import bidi
import numpy as np
import pytest
import typst
from bidi.algorithm import get_display
from draw_labels import draw
from hypothesis import example, given, settings
from hypothesis import strategies as st
from older import RELEASE, run_with_older_matplotlib
from pictures import cropped, unlikeness
from PIL import Image

from gozaresh.params import find_root, load_params
from gozaresh.report import labels
from gozaresh.report.charts import lettering
from gozaresh.report.charts.canvas import Canvas, Look, canvas
from gozaresh.report.charts.plane import Plane
from gozaresh.report.labels import label, shorten

LABELS = [
    "منطقه ۱۲ (۴۱ از ۴۷)",
    "Telegram: کانال (۱۲)",
    "پوشش \u2066۸۷٫۲٪\u2069، هدف \u2066−۳٫۱\u2069 واحد",
    "\u2066+۳٫۱\u2069 واحد",
    "\u2066۸۷٪\u2069",
    "۱۱ (\u2066۲۶٪\u2069)",
    "خلاصه‌های تغییر محلهٔ گزارش میانهٔ شهر.",
    "«من شهردارم»: ۵۲٫۸ در هزار",
    "چه پاسخی؟ ژرف‌نگری گنج‌ها آیینهٔ مسئول",
    "۱۴۰۱/۱۰/۰۴ و ۱۲:۳۰",
    "نسبت ≤ ۵ و [الف] (ب)",
    "«Tehran (IR)» خبر",
    "هزینه $x$ و <b>",
    "در مهلت (۲۴ ساعت): ۴۳",
    "میانهٔ شهر ۸۵٪",
    "(الف)",
    "«خبر»",
    "region12.tehran.ir",
]
# The same label in two releases measures up to 0.14: kerning, and forms of «یی» that only a shaper
# chooses. The least of mistakes, a pair of brackets turned round, measures 0.2 and more, letters
# unjoined or in the wrong order 0.4 and more.
SAME = 0.17
# Texts without isolates and half-spaces, for which an older Matplotlib wants the font's glyphs.
PLAIN = [text for text in LABELS[:-1] if not set(text) & set("\u2066\u200c")]
FONTS = ("fontpkg_ibm_plex_sans_arabic", "matplotlib")


@pytest.fixture
def look() -> Look:
    return Look.of(load_params(find_root()))


@pytest.fixture(scope="module")
def older(tmp_path_factory) -> dict[str, np.ndarray]:
    """The labels, prepared and as they are, drawn by a Matplotlib that shapes nothing."""
    pictures = tmp_path_factory.mktemp("labels") / "older.npz"
    texts = json.dumps({"prepared": LABELS, "raw": PLAIN})
    script = Path(__file__).with_name("draw_labels.py")
    assert run_with_older_matplotlib(script, str(pictures), stdin=texts) == RELEASE
    with np.load(pictures) as drawn:
        return dict(drawn)


@pytest.mark.parametrize("text", LABELS)
def test_a_label_looks_the_same_with_and_without_native_shaping(text, older):
    assert labels.SHAPES_TEXT
    ours = draw({"prepared": [text], "raw": []})[f"prepared:{text}"]
    assert unlikeness(ours, older[f"prepared:{text}"]) < SAME


@pytest.mark.parametrize("text", PLAIN)
def test_a_label_left_as_it_is_comes_out_wrong_with_an_older_matplotlib(text, older):
    assert unlikeness(older[f"prepared:{text}"], older[f"raw:{text}"]) > SAME


@pytest.mark.parametrize("text", PLAIN)
def test_a_label_prepared_for_an_older_matplotlib_comes_out_wrong_with_this_one(text, older):
    reversed_text = get_display(arabic_reshaper.reshape(text))
    ours = draw({"prepared": [], "raw": [reversed_text]})[f"raw:{reversed_text}"]
    assert unlikeness(ours, older[f"prepared:{text}"]) > SAME


@pytest.mark.parametrize(("text", "turned"), [("(الف)", ")الف("), ("«خبر»", "»خبر«")])
def test_brackets_turned_round_count_as_another_label(text, turned, older):
    drawn = draw({"prepared": [text, turned], "raw": []})
    assert unlikeness(drawn[f"prepared:{text}"], older[f"prepared:{text}"]) < SAME
    assert unlikeness(drawn[f"prepared:{turned}"], older[f"prepared:{text}"]) > SAME


@pytest.mark.parametrize("text", LABELS)
def test_typst_shows_a_label_as_matplotlib_does(text, look):
    ours = draw({"prepared": [text], "raw": []})[f"prepared:{text}"]
    assert unlikeness(ours, typeset(text, label, look)) < SAME


def test_typst_takes_a_label_that_begins_with_latin_for_latin_unless_it_is_prepared(look):
    text = "Telegram: کانال (۱۲)"
    ours = draw({"prepared": [text], "raw": []})[f"prepared:{text}"]
    assert unlikeness(ours, typeset(text, str, look)) > SAME


def typeset(text: str, prepare, look: Look) -> np.ndarray:
    """The text through an SVG of ours and Typst, cropped to its ink."""
    with canvas(look, width=12, height=1.5) as page, pytest.MonkeyPatch.context() as patch:
        patch.setattr(lettering, "label", prepare)
        whole(page).write(0.5, 0.5, text, size=40, ha="center", va="center", color="black")
        svg = page.figure("شکل", "متن").svg
    files = {
        "main.typ": b'#set page(width: 12in, height: 1.5in, margin: 0in)\n#image("label.svg")',
        "label.svg": svg.encode(),
    }
    png = typst.compile(files, format="png", ppi=100.0, font_paths=fonts())
    return cropped(1 - np.asarray(Image.open(io.BytesIO(png)).convert("L")) / 255)


def whole(page: Canvas) -> Plane:
    """All of a canvas, as a plane of one by one."""
    return page.plane(left=0, bottom=0, right=0, top=0, x=(0, 1), y=(0, 1))


@cache
def fonts() -> typst.Fonts:
    folders = [Path(find_spec(name).origin).parent for name in FONTS]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def test_one_module_shapes_text():
    sources = sorted((find_root() / "src").rglob("*.py"))
    shaping = [path.name for path in sources if shapes_text(path.read_text(encoding="utf-8"))]
    assert shaping == ["labels.py"]


def shapes_text(source: str) -> bool:
    return "import arabic_reshaper" in source or "from bidi" in source or "import bidi" in source


@given(st.text("اب ۱2():٪%«»/+−.،؟-").map(str.strip).filter(set("اب").intersection))
@example("شهر ۸۵٪")
@example("منطقه (۱۲) شهر")
def test_a_label_runs_from_the_right_also_in_a_line_taken_for_left_to_right(text):
    with canvas(Look.of(load_params(find_root()))):
        made = label(text)
    seen = re.sub("[\u2067\u2069]", "", bidi.get_display(made, base_dir="L"))
    assert seen == bidi.get_display(text, base_dir="R")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=40))
@example("میانهٔ شهر دقیقاً گَنج e\u0301")
@example("\u2069\u2066\u2067 \u200f\u200d\u061c\u00ad\ufeff")
def test_any_label_can_go_into_an_archivable_pdf(text):
    with canvas(Look.of(load_params(find_root())), width=4, height=0.5) as page:
        whole(page).write(0.5, 0.5, text)
        svg = page.figure("شکل", "متن").svg
    standards = ["a-3a", "ua-1"]
    source = '#set document(title: "ش")\n#image("label.svg", alt: "ا")'
    files = {"main.typ": source.encode(), "label.svg": svg.encode()}
    assert typst.compile(files, font_paths=fonts(), pdf_standards=standards, timestamp=0)


@given(st.text(st.characters()))
def test_a_label_holds_nothing_that_an_svg_cannot(text):
    made = label(text)
    assert not {unicodedata.category(letter) for letter in made.replace("\n", "")} & {"Cc", "Cs"}
    assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e")


def test_what_the_font_lacks_is_marked(look):
    with canvas(look):
        assert "خبر ◊ روز ◊" in label("خبر 漢 روز \x07")
        assert "Grosse eeE" in label("Grosse ée\u0301Ē").translate({0xE9: "e"})
        text = "پژوهش گچ ۱۲٫۵٪ ≤ «آ» − ء ۀ"
        assert text in label(text)


def test_a_bare_number_and_latin_need_no_direction():
    for text in ("۱۲", "\u2066−۳٫۱\u2069", "\u2066۸۷٪\u2069", "1401-10 a3f9c1"):
        assert label(text) == text


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("خبر", "خبر"),
        ("کانال اخبار  بازار\nتهران", "کانال اخبار…"),
        ("ب" * 10_000, "ب" * 13 + "…"),
    ],
)
def test_a_long_name_is_cut_between_words_where_it_can_be(text, short):
    assert shorten(text, 14) == short
