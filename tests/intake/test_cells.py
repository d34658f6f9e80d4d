from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from gozaresh.intake.cells import parse_cell
from gozaresh.intake.characters import is_blank
from gozaresh.intake.faults import CellError
from gozaresh.records import Column


def column(kind: str, **more: object) -> Column:
    return Column(key="key", title="عنوان", type=kind, example="x", **more)


CHOICE = Column(
    key="kind",
    title="گونه",
    type="choice",
    example="photo",
    choices={"photo": "گزارش تصویری", "socials": "شبکهٔ اجتماعی"},
)

TAKEN = [
    (column("text"), "  كتاب‌هاي   شهرداري ", "کتاب‌های شهرداری"),
    (column("text"), "سطر یک\nسطر دو", "سطر یک سطر دو"),
    (column("text"), 17.0, "17"),
    (column("text"), "\u202eوارونه", "وارونه"),
    (column("text"), "—", None),
    (column("identifier"), "17-Shahrivar", "17-shahrivar"),
    (column("identifier"), "۱۷-shahrivar", "17-shahrivar"),
    (column("identifier"), 17, "17"),
    (CHOICE, "گزارش تصویری", "photo"),
    (CHOICE, "گزارش‌تصويري", "photo"),
    (CHOICE, "شبكه اجتماعي", "socials"),
    (CHOICE, "photo", "photo"),
    (column("yes_no"), "بلی", True),
    (column("yes_no"), "خير", False),
    (column("yes_no"), True, True),
    (column("yes_no"), 0, False),
    (column("count"), "۱٬۲۰۰", 1200),
    (column("count"), "٣٤", 34),
    (column("count"), "1,234,567", 1234567),
    (column("count"), 12.0, 12),
    (column("amount"), "۲٫۵", 2.5),
    (column("amount"), "2.5", 2.5),
    (column("amount"), "۱٬۲۰۰٫۵", 1200.5),
    (column("date"), "۱۴۰۱/۱۱/۳", datetime(2023, 1, 23)),
    (column("date"), "1401-11-03", datetime(2023, 1, 23)),
    (column("date"), "١٤٠١/١١/٠٣", datetime(2023, 1, 23)),
    (column("date"), "۳ بهمن ۱۴۰۱", datetime(2023, 1, 23)),
    (column("date"), "دوشنبه ۳ بهمن‌ماه ۱۴۰۱", datetime(2023, 1, 23)),
    (column("date"), datetime(2023, 1, 23), datetime(2023, 1, 23)),
    (column("instant"), "۱۴۰۱/۱۱/۳ ۱۴:۳۰", datetime(2023, 1, 23, 14, 30)),
    (column("instant"), "14:30 - 1401/11/03", datetime(2023, 1, 23, 14, 30)),
    (column("instant"), datetime(2023, 1, 23, 14, 30), datetime(2023, 1, 23, 14, 30)),
    (column("url"), "https://example.ir/خبر/۱", "https://example.ir/خبر/۱"),
]

REFUSED = [
    (column("text"), "=A1&B1", "formula"),
    (column("text"), "#REF!", "error_value"),
    (column("text"), "ن" * 32_000, "too_long"),
    (column("text"), "متن\x07", "bad_character"),
    (column("text"), "تماس با ۰۹۱۲ ۰۰۰ ۰۰۰۰", "phone_number"),
    (column("text"), datetime(2023, 1, 23), "not_text"),
    (column("text"), timedelta(hours=1), "not_text"),
    (column("identifier"), "خیابان ۱۷ شهریور", "not_identifier"),
    (column("identifier"), "a b", "not_identifier"),
    (CHOICE, "عکس", "no_choice"),
    (column("yes_no"), "شاید", "not_yes_no"),
    (column("count"), "5/69", "slash_decimal"),
    (column("amount"), "۵/۶۹", "slash_decimal"),
    (column("amount"), "1,5", "comma_decimal"),
    (column("count"), "۲٫۵", "not_whole"),
    (column("count"), 2.5, "not_whole"),
    (column("count"), -3, "negative"),
    (column("count"), "−۳", "negative"),
    (column("count"), "چند", "not_number"),
    (column("count"), "-", "not_number"),
    (column("count"), "۱۲ نفر", "not_number"),
    (column("count"), True, "not_number"),
    (column("count"), datetime(1900, 1, 12), "not_number"),
    (column("count"), float("nan"), "too_large"),
    (column("count"), "9" * 40, "too_large"),
    (column("amount", maximum=5), 6, "above_maximum"),
    (column("amount", minimum=1), 0.5, "below_minimum"),
    (column("date"), "01/11/03", "short_year"),
    (column("date"), "1401/07/31", "impossible_date"),
    (column("date"), "1401/12/30", "impossible_date"),
    (column("date"), "2023/01/23", "gregorian"),
    (column("date"), "03/11/1401", "no_date"),
    (column("date"), "فردا", "no_date"),
    (column("date"), 44949, "no_date"),
    (column("date"), "1041/11/03", "implausible_date"),
    (column("date"), datetime(1900, 1, 1), "implausible_date"),
    (column("instant"), "1401/11/03", "no_clock"),
    (column("instant"), datetime(2023, 1, 23), "no_clock"),
    (column("instant"), "1401/11/03 25:00", "impossible_clock"),
    (column("instant"), time(14, 30), "no_date"),
    (column("url"), "shahr.ir/1", "not_url"),
    (column("url"), "https://a b.ir", "not_url"),
    (column("url"), "https://[", "not_url"),
    (column("url"), "javascript:alert(1)", "not_url"),
]


@pytest.mark.parametrize(("of", "typed", "value"), TAKEN)
def test_reads_what_people_type(of: Column, typed: object, value: object) -> None:
    parsed = parse_cell(of, typed)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(("of", "typed", "reason"), REFUSED)
def test_refuses_what_is_wrong_or_ambiguous(of: Column, typed: object, reason: str) -> None:
    with pytest.raises(CellError) as error:
        parse_cell(of, typed)
    assert error.value.reason == reason


@pytest.mark.parametrize("typed", [None, "", "  ", "\n", "\u200c", "\u00a0"])
def test_spaces_of_any_sort_are_blank(typed: object) -> None:
    assert is_blank(typed)


def test_zero_is_not_blank() -> None:
    assert not is_blank(0)
    assert not is_blank(False)
