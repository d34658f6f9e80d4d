"""What notebooks use: reports give blocks to display and tidy frames to analyse.

Each is imported when it is asked for: who needs a number's format needs no chart.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gozaresh.report.city import City
    from gozaresh.report.report import Report
    from gozaresh.report.review import Review

__all__ = ["City", "Report", "Review"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{name.lower()}"), name)


def __dir__() -> list[str]:
    return __all__
