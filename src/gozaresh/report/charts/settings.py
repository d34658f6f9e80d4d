"""Matplotlib's settings while a chart is drawn: the style file's and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from matplotlib import (
    font_manager,
    rc_params_from_file,
    rcParams,
    rcParamsDefault,
)

from gozaresh.params import find_root
from gozaresh.report.labels import SVG_FONTTYPE


class FontError(RuntimeError):
    """The font of `params/defaults.yml` is not on this machine."""


@contextmanager
def settings(font: str) -> Iterator[None]:
    """The settings of `params/chart.mplstyle` in this font; after it those from before.

    Raises `FontError` where the font is not installed.
    """
    path = find_root() / "params" / "chart.mplstyle"
    known = _read(path, path.stat().st_mtime_ns, _installed(font))
    before = dict(dict.items(rcParams))  # its own way of copying checks each
    dict.update(rcParams, known)  # checked when they were read
    try:
        yield
    finally:
        dict.update(rcParams, before)


@cache
def _read(path: Path, saved: int, font: str) -> Mapping[str, Any]:  # noqa: ARG001
    """The file as it was `saved` last, put on Matplotlib's own defaults.

    So no style that is set in a notebook or on a machine comes in.
    """
    own = {"font.family": [font], "svg.fonttype": SVG_FONTTYPE}
    read = rcParamsDefault | rc_params_from_file(path, use_default_template=False) | own
    return {name: value for name, value in read.items() if name != "backend"}


@cache
def _installed(family: str) -> str:
    """Make the family's font package known to Matplotlib, where it has one."""
    package = find_spec(f"fontpkg_{family.lower().replace(' ', '_')}")
    if package:
        for path in sorted(Path(package.origin).parent.rglob("*.ttf")):
            if path.stem.endswith(("-Regular", "-Bold")):
                font_manager.fontManager.addfont(path)
    if family not in font_manager.fontManager.get_font_names():
        raise FontError(
            f"The font {family!r} is not installed: install it, or name another in"
            " params/defaults.yml, such as 'IBM Plex Sans Arabic'."
        )
    return family
