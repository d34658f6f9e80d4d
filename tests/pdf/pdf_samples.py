"""Notebooks as a kernel would have left them, written by hand."""

from __future__ import annotations

import base64
import io
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)
from sample_blocks import CARDS, FIGURE, HEAD, POSITION, SUMMARY, action_table

MIME = "application/vnd.gozaresh.block+json"


def shown(block: dict[str, Any]) -> NotebookNode:
    """A code cell that displayed one of our blocks."""
    data = {MIME: block, "text/plain": block["type"]}
    return new_code_cell("r.show()", outputs=[new_output("display_data", data=data)])


def displayed(data: dict[str, Any], source: str = "df.head()", **options: Any) -> NotebookNode:
    """A code cell that displayed anything else."""
    output = new_output("execute_result", data=data, execution_count=1)
    return new_code_cell(source, outputs=[output], **options)


def notebook(*cells: NotebookNode) -> NotebookNode:
    return new_notebook(cells=list(cells))


def png(width: int = 60, height: int = 30) -> str:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (width, height), "#1a8a8f").save(made, "PNG")
    return base64.b64encode(made.getvalue()).decode()


MARKDOWN = """## متن دفترچه

متن با **تأکید پررنگ**، *تأکید*، `code()`، [پیوند](https://tehran.ir) و ~~حذف~~ و شمارهٔ ۱۲[^1].
خط بعد با عدد \u2066−۵٪\u2069 و URL‌های https://region12.tehran.ir/news?id=31384 در میان متن.

English paragraphs in the middle of a Persian report read from the left, with `code`.

- نخست
- دوم
  - زیر دوم
  - باز هم
- سوم

1. یک
2. دو
   1. دو و نیم
3. سه

- [x] انجام‌شده
- [ ] مانده

> نقل قول از جلسهٔ نظارت: مهم‌ترین رسالت روابط عمومی، گزارش دقیق و به‌موقع است.

| شاخص | مقدار | هدف |
|:-----|:-----:|----:|
| پوشش | ۸۷٫۲ | ۹۰ |
| دقت | ۹۷٫۸ | ۹۷ |

```python
frame.groupby("district").size()  # شمار
```

---

رابطهٔ $n = \\frac{a}{b}$ و

$$ \\hat p = \\frac{x}{n} $$

[^1]: پانوشتِ شماره، با [پیوند](https://tehran.ir).
"""

FRAME = """<div><style scoped>.dataframe tbody tr th {vertical-align: top;}</style>
<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th>
<th>منطقه</th><th>پوشش</th><th>تغییر</th></tr></thead><tbody>
<tr><th>0</th><td>منطقهٔ ۱۲</td><td>87.25</td><td>-3.1</td></tr>
<tr><th>1</th><td>منطقهٔ ۲</td><td>1,204.50</td><td>12.0</td></tr></tbody></table>
<p>2 rows × 3 columns</p></div>"""


def report() -> NotebookNode:
    """A district's report with every kind of block and of output."""
    return notebook(
        new_code_cell("district = 12", metadata={"tags": ["parameters"]}),
        shown(HEAD),
        shown(SUMMARY),
        shown(CARDS),
        shown(POSITION),
        new_markdown_cell("# گزارش اقدامات مدیریت شهری\n\nآنچه انجام شد و آنچه گفته شد."),
        shown(action_table()),
        shown(FIGURE),
        shown({"type": "note", "tone": "info", "text": "زمان‌ها به وقت تهران است."}),
        shown({"type": "note", "tone": "warning", "text": "یک اقدام تاریخ انتشار ندارد."}),
        new_markdown_cell(MARKDOWN),
        displayed({"text/html": FRAME, "text/plain": "…"}),
        displayed({"image/png": png(400, 120), "text/plain": "<Figure>"}),
        displayed({"text/markdown": "خروجی **مارک‌داون** یک خانه"}),
        displayed({"text/plain": "Index(['a'], dtype='object')"}, "df.columns"),
        new_code_cell(
            "print('سلام')",
            metadata={"tags": ["show-input"]},
            outputs=[new_output("stream", name="stdout", text="سلام\n")],
        ),
        shown({"type": "pagebreak"}),
        new_markdown_cell("# تعریف‌ها"),
        shown(
            {
                "type": "definitions",
                "items": [
                    {"term": "پوشش خبری", "text": "اقدام‌های منتشرشده بخش بر اقدام‌های پایان‌یافته."},
                    {"term": "دقت", "text": "یک منهای سهم محتوای اصلاح‌شده."},
                ],
            }
        ),
        shown(action_table(60)),
        shown(action_table(0) | {"caption": "جدولی بی‌سطر", "note": None}),
    )
