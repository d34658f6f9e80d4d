"""`gozaresh lab`: JupyterLab on the notebooks."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from gozaresh.params import find_root

_OPENED = "/lab/tree/notebooks/district_report.ipynb"


def lab(
    options: Annotated[
        list[str] | None,
        typer.Argument(metavar="[-- OPTION…]", help="JupyterLab's own, as in -- --no-browser."),
    ] = None,
) -> None:
    """Open JupyterLab on the notebooks, with kernel, store and exporter ready."""
    from jupyterlab.labapp import LabApp

    root = find_root()
    look = root / "templates" / "jupyterlab"
    os.environ["GOZARESH_HOME"] = str(root)
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        [str(look), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    )
    # The caller's options come last, and so have the last word.
    LabApp.launch_instance([*_settings(root, look), *(options or ())])


def _settings(root: Path, look: Path) -> list[str]:
    """JupyterLab looks for news, updates and extensions on the internet unless told not to."""
    fonts = files("fontpkg_ibm_plex_sans_arabic") / "files"
    served = {"static_custom_path": [str(look), str(fonts)]}
    return [
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.tornado_settings={served}",
        f"--LabApp.default_url={_OPENED}",
        "--LabApp.custom_css=True",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]
