"""Nothing that leads to something else stands alone at the foot of a page."""

from __future__ import annotations

from pathlib import Path

import pdf_samples as samples
import pypdfium2
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from gozaresh.pdf.document import build
from gozaresh.pdf.searchable import mend
from gozaresh.pdf.typeset import typeset

TEMPLATES = Path(__file__).parents[2] / "templates"
LEAD = "# سرفصل\n\nمقدمه‌ای یک‌خطی."
ROW = "<tr><th>0</th><td>منطقهٔ ۱۲</td><td>87.25</td><td>-3.1</td></tr>"
FRAME = samples.FRAME.replace("<thead>", "<caption>شرح جدول</caption><thead>").replace(
    "<tbody>", "<tbody>" + 30 * ROW
)
FOLLOWING = {
    "short table": (
        samples.shown(samples.action_table(4)),
        ["اقدامات پایان", "نصب جداکننده", "فاصله از پایان"],
    ),
    "long table": (samples.shown(samples.action_table(40)), ["اقدامات پایان", "نصب جداکننده"]),
    "data frame": (samples.displayed({"text/html": FRAME}, ""), ["شرح جدول", "۸۷٫۲۵"]),
    "figure": (samples.shown(samples.FIGURE), ["اینفوگرافیک", "سه نوع محتوای پرشمار"]),
    "cards": (samples.shown(samples.CARDS), ["پوشش خبری اقدامات"]),
}


def pages(*cells: NotebookNode) -> list[str]:
    pdf = mend(typeset(build(samples.notebook(*cells)), TEMPLATES))
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def lines(count: int) -> NotebookNode:
    return new_markdown_cell("\n\n".join(["سطر"] * count))


@pytest.mark.parametrize("following", FOLLOWING)
def test_a_heading_its_sentence_and_a_caption_go_where_what_they_lead_to_goes(following) -> None:
    wanted = ["سرفصل", "مقدمه‌ای", *FOLLOWING[following][1]]
    turned = set()
    for count in range(25, 42):
        first, *more = pages(lines(count), new_markdown_cell(LEAD), FOLLOWING[following][0])
        here = [word for word in wanted if word in first]
        assert here in ([], wanted), f"after {count} lines the page ends in {here}"
        assert here or all(word in more[0] for word in wanted)
        turned.add(bool(here))
    assert turned == {True, False}, "no page ended where it mattered"


def test_the_remark_under_a_table_stands_under_a_row_of_it() -> None:
    several = set()
    for rows in range(28, 42):
        made = pages(lines(1), samples.shown(samples.action_table(rows)))
        several.add(len(made))
        assert "فاصله از پایان" in made[-1]
        assert "۱۴۰۱/۱۰/" in made[-1], f"the remark under {rows} rows stands alone"
    assert several == {1, 2}, "no table ended where the page did"
