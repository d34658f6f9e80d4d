"""Observed: what was really published, sent and answered, from exports that others made.

sources (mappings) ─▶ readers ─▶ mapping (dates, text, privacy) ─▶ attribution ─▶ items
items ─▶ matching with what was declared, aggregation into records
"""
