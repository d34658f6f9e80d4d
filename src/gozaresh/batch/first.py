"""First calls: what a process works out once and then knows, and a fork of it knows already."""

from __future__ import annotations

from contextlib import suppress

from gozaresh.batch.kernel_app import KernelApp
from gozaresh.errors import ParamsError
from gozaresh.indicators import catalogue
from gozaresh.params import Params, find_root, load_params
from gozaresh.records import kinds
from gozaresh.report import charts
from gozaresh.report.charts.canvas import canvas


def first_calls() -> None:
    """Read the declarations and IPython's profile; where there is a project, set up its font too.

    A fault of the profile or the project is passed over here: every report says it for itself. A
    worker of a cluster has no project yet.
    """
    kinds()
    catalogue()
    with suppress(OSError, SystemExit):  # with the second IPython says that it finds no profile
        KernelApp.instance().prepare()
    try:
        _draw(load_params(find_root()))
    except (ParamsError, charts.FontError, OSError):
        return


def _draw(params: Params) -> None:
    with canvas(charts.Look.of(params), width=1, height=1) as page:
        plane = page.plane(left=0, bottom=0, right=0, top=0, x=(0, 1), y=(0, 1))
        for weight in ("normal", "bold"):
            plane.write(0, 0, params.defaults.city, weight=weight, backing="white")
        page.figure("-", "-")
