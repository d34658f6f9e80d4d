"""What notebooks use: `Report` gives blocks to display and tidy frames to analyse."""

from gozaresh.report.report import Report

__all__ = ["Report"]
