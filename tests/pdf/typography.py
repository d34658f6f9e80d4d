"""The regression page: every typographic habit of a Persian report, in one notebook.

`python tests/pdf/typography.py` draws its pages again as `typography.png`, beside this file. Look
at them before you commit them: the test only knows that they have not changed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pdf_samples as samples
import pypdfium2
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from PIL import Image

from gozaresh.pdf import render

DRAWN = Path(__file__).with_name("typography.png")
DOTS_PER_INCH = 80

CHANGES = ["\u2066+۱۲٫۵٪\u2069", "\u2066−۶٫۴٪\u2069", "\u2066۰٫۰٪\u2069"]

CHART = """<svg xmlns="http://www.w3.org/2000/svg" width="480" height="120" viewBox="0 0 480 120">
<g fill="#1a8a8f"><rect x="60" y="20" width="90" height="60"/><rect x="190" y="80" width="90"
height="20" fill="#9b2335"/><rect x="320" y="79" width="90" height="2"/></g>
<line x1="40" x2="440" y1="80" y2="80" stroke="#1d2b34"/>
<g font-family="IBM Plex Sans Arabic" font-size="13" text-anchor="middle" fill="#1d2b34">
<text x="105" y="15">{}</text><text x="235" y="115">{}</text><text x="365" y="72">{}</text>
<text x="105" y="97">خبر</text><text x="235" y="74">گزارش تصویری</text>
<text x="365" y="97">«من شهردارم»</text></g></svg>""".format(*CHANGES)

FIGURE = {
    "type": "figure",
    "svg": CHART,
    "caption": "تغییر هر نوع محتوا نسبت به آذر؛ خبر بیش از همه افزوده شد",
    "alt": "خبر دوازده و نیم درصد بیشتر، گزارش تصویری شش و چهار دهم درصد کمتر",
    "width": 0.7,
}

MIXED = """# تیتر فارسی

[TOC]

## شاخص KPI و «هدف» در نرم‌افزار Excel ۲۰۲۱

کتاب‌خانه‌ها و نیم‌فاصله‌ها می‌مانند: می‌روم، خانه‌ها، به‌روزترین، نام‌گذاری.
نقل قول با گیومه است: «من شهردارم»، "من شهردارم" و “بازار تهران”؛
اما "press release" و 5" همان است که بود.
سال ۱۴۰۱[^year]، واژه[^word] و باز همان سال ۱۴۰۱[^year].

تغییر خبر \u2066+۱۲٫۵٪\u2069، گزارش تصویری \u2066−۶٫۴٪\u2069 و سهم \u2066۸۷٪\u2069
از ۱٬۲۰۴ مورد (\u2066−۵٪\u2069) بود. نسخهٔ pandas 3.1 با تابع `read_excel()` و نشانی
https://region12.tehran.ir/news?id=31384 در میان متن و ایمیل info@tehran.ir در پایان.
خیابان (۱۷ شهریور) [میدان شوش]؛ الف) یکم، ب) دوم. **پررنگ**، *تأکید*، ~~حذف~~
و فرمول $\\hat p = \\frac{x}{n}$ در سطر.
بازگشت به [شاخص](#شاخص-KPI-و-«هدف»-در-نرم‌افزار-Excel-۲۰۲۱).

English in a Persian report reads from the left (100%), with `code` and a mark.[^latin]

### فهرست‌ها

- نخست، با واژهٔ English در میان
- دوم
  - زیر دوم
    - زیر زیر دوم
- Latin item first

1. یک
2. دو
   1. دو و یک
   2. دو و دو
3. سه
4. ده

- [x] انجام‌شده
- [ ] مانده

> مهم‌ترین رسالت روابط عمومی، گزارش دقیق و به‌موقع است.
>
> > A quotation inside it.

| شاخص | مقدار | تغییر |
|:-----|------:|------:|
| پوشش | ۸۷٫۲ | \u2066+۳٫۱\u2069 |
| دقت | ۱٬۰۹۷٫۸ | \u2066−۱۲٫۴\u2069 |

[^year]: سال خورشیدی، برابر 2022/2023.
[^word]: پانوشت واژه با [پیوند](https://tehran.ir).
[^latin]: A note in English.
"""

FRAME = """<table class="dataframe"><thead><tr><th></th><th>منطقه</th><th>پوشش</th><th>تغییر</th>
</tr></thead><tbody><tr><th>0</th><td>منطقهٔ ۱۲</td><td>87.25</td><td>-3.1</td></tr>
<tr><th>1</th><td>منطقهٔ ۲</td><td>1,204.50</td><td>12.0</td></tr>
<tr><th>2</th><td>District 3</td><td>NaN</td><td>-0.5%</td></tr></tbody></table>
<p>3 rows × 3 columns</p>"""


def changes_table() -> dict:
    """The same figures as in prose and chart, aligned under one another."""
    rows = [[kind, change] for kind, change in zip(["خبر", "گزارش", "پویش"], CHANGES, strict=True)]
    columns = [{"title": "نوع", "align": "start"}, {"title": "تغییر", "align": "end"}]
    return {
        "type": "table",
        "caption": "همان ارقام در جدول",
        "columns": columns,
        "rows": rows,
        "note": None,
        "empty": "موردی نیست",
    }


def notebook(prose: str = MIXED) -> NotebookNode:
    """The notebook that shows all of it."""
    return samples.notebook(
        new_markdown_cell(prose),
        samples.shown(FIGURE),
        samples.shown(changes_table()),
        samples.displayed({"text/html": FRAME}, ""),
        new_markdown_cell("# Mixed: عنوان دوم با English\n\nجدولی که از صفحه می‌گذرد:"),
        samples.shown(samples.action_table(30)),
    )


@cache
def pdf() -> bytes:
    """The regression page as it is set now."""
    return render(notebook(), commit="")  # which is another one tomorrow


def drawn(made: bytes | None = None) -> Image.Image:
    """All its pages under one another, in grey."""
    pages = [
        page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil()
        for page in pypdfium2.PdfDocument(made or pdf())
    ]
    sheet = Image.new("L", (pages[0].width, sum(page.height for page in pages)), "white")
    for place, page in enumerate(pages):
        sheet.paste(page, (0, place * page.height))
    return sheet


if __name__ == "__main__":
    drawn().quantize(16).save(DRAWN, optimize=True)
    print(f"{DRAWN} is drawn again: look at it.")
