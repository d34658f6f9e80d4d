"""`gozaresh check` finds each fault that a month's PDFs may have, and none where there is none."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pdf_samples as samples
import pikepdf
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_markdown_cell

from gozaresh.calendar import Month
from gozaresh.check import NAMES, Checked, Expected, check_month
from gozaresh.cli import app
from gozaresh.params import find_root, load_params
from gozaresh.pdf import render
from gozaresh.pdf.inspection import inspect
from gozaresh.report.blocks import Attachment

MONTH = Month(1401, 10)
ADOPTED = "الگوبرداری از منطقه"
EXPECTED = {f"district-{n:02d}": Expected("district-report", n) for n in (5, 12)}
Damage = Callable[[pikepdf.Pdf], None]


@cache
def report(*said: str, attached: tuple[Attachment, ...] = ()) -> bytes:
    blocks = (samples.HEAD, samples.FIGURE, *(each.data() for each in attached))
    cells = [samples.shown(block) for block in blocks]
    return render(samples.notebook(*cells, new_markdown_cell("\n\n".join(said) or "متن")))


def checked(folder: Path, pdf: bytes, name: str = "district-12") -> Checked:
    (folder / f"{name}.pdf").write_bytes(pdf)
    (found,) = check_month(folder, MONTH, load_params(find_root()), EXPECTED, [ADOPTED])
    return found


def found_by(folder: Path, pdf: bytes, name: str = "district-12") -> list[str]:
    return [fault.check for fault in checked(folder, pdf, name).faults]


def damaged(damage: Damage) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(report())) as document:
        damage(document)
        document.save(made)
    return made.getvalue()


def each(document: pikepdf.Pdf, key: str) -> list[pikepdf.Dictionary]:
    return [
        item for item in document.objects if isinstance(item, pikepdf.Dictionary) and key in item
    ]


def claim_less(document: pikepdf.Pdf) -> None:
    xmp = document.Root.Metadata
    xmp.write(xmp.read_bytes().replace(b"<pdfaid:part>3<", b"<pdfaid:part>2<"))


def take_tags(document: pikepdf.Pdf) -> None:
    del document.Root["/StructTreeRoot"]


def speak_english(document: pikepdf.Pdf) -> None:
    document.Root.Lang = "en"


def take_title(document: pikepdf.Pdf) -> None:
    del document.docinfo["/Title"]


def take_alternatives(document: pikepdf.Pdf) -> None:
    for item in each(document, "/Alt"):
        del item["/Alt"]


def take_fonts(document: pikepdf.Pdf) -> None:
    for item in each(document, "/FontFile2"):
        del item["/FontFile2"]


def show_what_a_font_lacks(document: pikepdf.Pdf) -> None:
    font = each(document, "/CIDToGIDMap")[0]
    font.CIDToGIDMap = document.make_stream(b"\0\0\0\1\0\0")


def add_an_undescribed_file(document: pikepdf.Pdf) -> None:
    document.attachments["data.csv"] = b"1,2"


def add_a_described_file_that_belongs_nowhere(document: pikepdf.Pdf) -> None:
    document.attachments["data.csv"] = pikepdf.AttachedFileSpec(
        document, b"1,2", description="ردیف‌ها", mime_type="text/csv", relationship=pikepdf.Name.Data
    )
    del document.Root["/AF"]


def take_colours(document: pikepdf.Pdf) -> None:
    del document.Root.OutputIntents[0]["/DestOutputProfile"]


def title_it_otherwise(document: pikepdf.Pdf) -> None:
    document.docinfo["/Title"] = "عنوانی دیگر"


def run_a_script(document: pikepdf.Pdf) -> None:
    action = {"/S": pikepdf.Name.JavaScript, "/JS": pikepdf.String("app.alert(1)")}
    document.Root.OpenAction = pikepdf.Dictionary(action)


def lie_outside(document: pikepdf.Pdf) -> None:
    document.pages[0].Contents.F = pikepdf.String("elsewhere.bin")


def hide_a_remark(document: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, F=2)
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def ask_for_a_form(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(XFA=document.make_stream(b"<form/>"))


def add_an_empty_page(document: pikepdf.Pdf) -> None:
    document.add_blank_page()
    document.pages[-1].obj.StructParents = 99


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        (claim_less, "standard"),
        (take_colours, "standard"),
        (run_a_script, "archive"),
        (lie_outside, "archive"),
        (hide_a_remark, "archive"),
        (ask_for_a_form, "archive"),
        (take_tags, "tags"),
        (speak_english, "language"),
        (take_title, "title"),
        (title_it_otherwise, "title"),
        (take_alternatives, "alternatives"),
        (take_fonts, "fonts"),
        (show_what_a_font_lacks, "fonts"),
        (add_an_undescribed_file, "attachments"),
        (add_a_described_file_that_belongs_nowhere, "attachments"),
        (add_an_empty_page, "pages"),
    ],
)
def test_each_damage_is_found_by_the_check_meant_for_it(
    damage: Damage, check: str, tmp_path: Path
) -> None:
    assert set(found_by(tmp_path, damaged(damage))) == {check}


def test_a_report_with_everything_in_it_is_built_as_it_should_be() -> None:
    with pikepdf.open(io.BytesIO(render(samples.report()))) as document:
        assert list(inspect(document)) == []


def test_an_encrypted_file_is_found(tmp_path: Path) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(report())) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="secret"))
    assert found_by(tmp_path, made.getvalue()) == ["archive"]


def test_a_good_report_has_no_fault(tmp_path: Path) -> None:
    assert found_by(tmp_path, damaged(lambda _: None)) == []


def test_a_file_that_is_no_pdf_is_said_to_be_none(tmp_path: Path) -> None:
    assert found_by(tmp_path, report()[:2000]) == ["readable"]


def test_a_report_in_anothers_name_is_found(tmp_path: Path) -> None:
    assert found_by(tmp_path, report(), "district-05") == ["text", "districts", "districts"]


def test_another_district_is_found_with_its_page_and_the_words_around_it(tmp_path: Path) -> None:
    (fault,) = checked(tmp_path, report("بیش از منطقهٔ ۵ نیست")).faults
    assert (fault.check, fault.page) == ("districts", 1)
    assert "بیش از منطقه 5 نیست" in fault.text


@pytest.mark.parametrize("said", [f"{ADOPTED} ۵ مورد", "خیابان منطقهٔ ۵/۱", "مناطق ۲۲گانه"])
def test_what_only_looks_like_another_district_is_none(said: str, tmp_path: Path) -> None:
    assert found_by(tmp_path, report(said)) == []


@pytest.mark.parametrize("number", ["۰۹۱۲ ۱۲۳ ۴۵ ۶۷", "09121234567", "0012345679"])
def test_a_leaked_number_is_found_and_not_repeated(number: str, tmp_path: Path) -> None:
    (fault,) = checked(tmp_path, report(f"تماس: {number}")).faults
    assert fault.check == "privacy"
    assert not any(letter.isdigit() for letter in fault.text)


def test_a_number_leaked_in_an_attachment_is_found_and_a_decimal_is_none(tmp_path: Path) -> None:
    def attaching(cell: str) -> bytes:
        table = Attachment("content.csv", "ردیف‌ها", f"title,value\n{cell},0.9121234567\n")
        return report(attached=(table,))

    assert found_by(tmp_path, attaching("خبر")) == []
    (fault,) = checked(tmp_path, attaching("تماس ۰۹۱۲۱۲۳۴۵۶۷")).faults
    assert (fault.check, fault.text) == (
        "privacy",
        "Its attachment content.csv holds a mobile number.",
    )


def test_a_report_that_the_last_run_did_not_make_is_missed(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps({"reports": {"district-12": {}}}))
    (found,) = check_month(tmp_path, MONTH, load_params(find_root()), EXPECTED, [])
    assert (found.name, [fault.check for fault in found.faults]) == ("district-12", ["readable"])


def ledger(folder: Path, **entries: dict) -> None:
    (folder / "run.json").write_text(json.dumps({"reports": entries}))


def test_a_pdf_that_is_not_the_last_runs_is_found(tmp_path: Path) -> None:
    right = hashlib.sha256(report()).hexdigest()
    for entry, faults in (
        ({"state": "made", "sha256": right}, []),
        ({"state": "kept", "sha256": "0" * 64}, ["current"]),
        ({"state": "failed", "sha256": ""}, ["current"]),
    ):
        ledger(tmp_path, **{"district-12": entry})
        assert found_by(tmp_path, report()) == faults


def test_a_book_of_other_reports_or_of_too_few_pages_is_found(tmp_path: Path) -> None:
    book = hashlib.sha256(report()).hexdigest()
    known = {"district-12": "0" * 64, "code": "any"}
    ledger(tmp_path, book={"sha256": book, "fingerprint": known}, **{"district-12": {"sha256": ""}})
    (tmp_path / "district-12.pdf").write_bytes(report("\n\n".join(["سطر"] * 150)))
    (tmp_path / "book.pdf").write_bytes(report())
    expected = EXPECTED | {"book": Expected("book", None)}
    found = check_month(tmp_path, MONTH, load_params(find_root()), expected, [])
    faults = {each.name: [fault.check for fault in each.faults] for each in found}
    assert faults == {"district-12": [], "book": ["current", "pages"]}


def test_a_report_far_longer_than_its_like_is_suspicious(tmp_path: Path) -> None:
    for number in range(1, 6):
        (tmp_path / f"district-{number:02d}.pdf").write_bytes(report())
    (tmp_path / "district-12.pdf").write_bytes(report("\n\n".join(["سطر"] * 150)))
    expected = {f"district-{n:02d}": Expected("district-report", n) for n in range(1, 13)}
    found = check_month(tmp_path, MONTH, load_params(find_root()), expected, [])
    assert [(each.name) for each in found for fault in each.faults if fault.check == "pages"] == [
        "district-12"
    ]


def test_the_command_ends_with_1_on_a_fault_and_0_without(tmp_path: Path) -> None:
    (tmp_path / "district-12.pdf").write_bytes(report())
    call = ["check", "1401-10", "--out", str(tmp_path)]
    good = CliRunner().invoke(app, call)
    assert good.exit_code == 0, good.output
    assert all(name in good.output for name in NAMES)
    (tmp_path / "district-05.pdf").write_bytes(report())
    bad = CliRunner().invoke(app, [*call, "--json"])
    assert bad.exit_code == 1
    found = {each["report"]: each["faults"] for each in json.loads(bad.stdout)}
    assert found["district-12"] == []
    assert found["district-05"][0]["check"] == "text"


def test_counts_and_fingerprints_are_not_taken_for_somebodys_numbers() -> None:
    from gozaresh.check import _COUNTED
    from gozaresh.privacy import leaks

    innocent = "فرهنگی ۱٬۹۲۴ ۲۸ ۱۰۶ ۲۲ و 4547490449d4"
    assert not leaks(_COUNTED.sub("·", innocent))
    for number in ("۰۹۱۲۱۲۳۴۵۶۷", "9121234567ab", "09121234567a"):
        assert leaks(number) == leaks(_COUNTED.sub("·", number))
        assert leaks(_COUNTED.sub("·", f"{innocent} ۰۹۱۲۱۲۳۴۵۶۷ {number}"))
    for grouped in ("۹۱۲٬۱۲۳٬۴۵۶۷", "۹٬۱۲۱٬۲۳۴٬۵۶۷", "۰٬۹۱۲٬۱۲۳٬۴۵۶۷"):
        assert _COUNTED.sub("·", grouped) == grouped
