"""The Excel form that a district fills each month: one sheet a kind of record, right to left.

Blank for the district offices; filled, by the same function, for the sample data.
"""

from gozaresh.forms.workbook import Rows, form_bytes, form_name, write_form

__all__ = ["Rows", "form_bytes", "form_name", "write_form"]
