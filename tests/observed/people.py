"""Numbers that are nobody's, written as people write theirs."""

import random

from gozaresh.privacy import is_national_id

PERSIAN, ARABIC, WIDE = "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９"
FORMS = (
    "0{0}",
    "{0}",
    "+98{0}",
    "98{0}",
    "0098{0}",
    "+98 {0}",
    "+98 (0){0}",
    "0{1} {2} {3}",
    "0{1}-{2}-{3}",
    "0{1}.{2}.{3}",
    "(0{1}) {2}{3}",
    "0{1} {2}{3}",
    "+98-{1}-{2}-{3}",
    "0{1}\u200c{2}\u200c{3}",
    "\u202a0{1} {2} {3}\u202c",
    "0{1}/{2}{3}",
    "{1} {2} {3}",
)


def spellings(core: str) -> list[str]:
    """A mobile number, `9121234567`, as people write it."""
    parts = core, core[:3], core[3:6], core[6:]
    written = [form.format(*parts) for form in FORMS]
    digits = [
        text.translate(str.maketrans("0123456789", other))
        for text in written
        for other in (PERSIAN, ARABIC, WIDE)
    ]
    return written + digits + [f"0{core[:4]}".translate(str.maketrans("09", "۰۹")) + core[4:]]


def national_id(chance: random.Random) -> str:
    while True:
        digits = f"{chance.randrange(10**9):09d}"
        for check in "0123456789":
            if is_national_id(digits + check):
                return digits + check
