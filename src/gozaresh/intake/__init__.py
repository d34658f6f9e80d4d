"""Filled forms to typed records: a workbook enters whole, or every fault in it is named.

file ─▶ workbook (bytes, guarded, to raw sheets) ─▶ cover, sheets (which cell is what)
     ─▶ rows (cells typed, rules checked) ─▶ Submission, or IntakeError with its faults
"""

from gozaresh.intake.faults import Fault, IntakeError, Messages
from gozaresh.intake.marked import marked_copy, write_marked_copy
from gozaresh.intake.rows import check_rows
from gozaresh.intake.rules import Context
from gozaresh.intake.submission import Submission, read_workbook

__all__ = [
    "Context",
    "Fault",
    "IntakeError",
    "Messages",
    "Submission",
    "check_rows",
    "marked_copy",
    "read_workbook",
    "write_marked_copy",
]
