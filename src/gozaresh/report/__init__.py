"""What notebooks use: reports give blocks to display and tidy frames to analyse."""

from gozaresh.report.city import City
from gozaresh.report.report import Report
from gozaresh.report.review import Review

__all__ = ["City", "Report", "Review"]
