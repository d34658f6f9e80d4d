"""A report carries its own data."""

from __future__ import annotations

import io
from pathlib import Path

import pdf_samples as samples
import pikepdf
import pypdfium2
import pytest

from gozaresh.pdf import render
from gozaresh.pdf.inspection import inspect
from gozaresh.report.blocks import Attachment

CSV = "شاخص,مقدار\nپوشش,87.2\n«#import»,$x$\n"
SHOWN = Attachment("indicators.csv", "شاخص‌های منطقهٔ ۱۲، هر سطر یک شاخص", CSV)


def carrying(*blocks: dict) -> pikepdf.Pdf:
    cells = [samples.shown(block) for block in (samples.HEAD, *blocks)]
    return pikepdf.open(io.BytesIO(render(samples.notebook(*cells))))


def names(document: pikepdf.Pdf) -> list[str]:
    return sorted(document.attachments)


def test_a_table_is_attached_described_and_as_it_was() -> None:
    with carrying(SHOWN.data()) as document:
        (attached,) = document.attachments.values()
        file = attached.get_file()
        assert file.read_bytes().decode() == CSV
        assert file.mime_type == "text/csv"
        assert str(attached.obj.Desc) == SHOWN.description
        assert attached.obj.AFRelationship == "/Data"
        assert [item.objgen for item in document.Root.AF] == [attached.obj.objgen]
        assert list(inspect(document)) == []


def test_the_page_says_what_is_attached(tmp_path: Path) -> None:
    with carrying(SHOWN.data()) as document:
        document.save(tmp_path / "report.pdf")
    page = pypdfium2.PdfDocument(tmp_path / "report.pdf")[0]
    said = page.get_textpage().get_text_range()
    assert "indicators.csv" in said
    assert SHOWN.description in said


def test_two_tables_of_one_name_are_both_attached() -> None:
    with carrying(SHOWN.data(), SHOWN.data()) as document:
        assert names(document) == ["indicators-2.csv", "indicators.csv"]


@pytest.mark.parametrize(
    "name", ["../../x.csv", "C:\\x.csv", "a.exe", ".csv", "گزارش\u202evsc.csv"]
)
def test_a_name_that_could_do_harm_is_replaced(name: str) -> None:
    with carrying(SHOWN.data() | {"name": name}) as document:
        assert names(document) == ["data.csv"]
    with pytest.raises(ValueError, match="like indicators"):
        Attachment(name, "…", CSV)


def test_in_jupyterlab_a_line_says_what_will_be_attached() -> None:
    html = SHOWN._repr_mimebundle_()["text/html"]
    assert SHOWN.description in html
    assert "indicators.csv" in html
    assert "87.2" not in html
