"""Persian performance reports of Tehran's district public-relations offices, from workbook to PDF."""

__version__ = "0.1.0"
