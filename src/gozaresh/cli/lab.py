"""`gozaresh lab`: JupyterLab on the notebooks."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import click

from gozaresh.params import default_url, find_root

_OPENED = "/lab/tree/notebooks/district_report.ipynb"


@click.command()
@click.argument("options", metavar="[-- OPTION…]", nargs=-1, type=click.UNPROCESSED)
def lab(options: tuple[str, ...]) -> None:
    """Open JupyterLab on the notebooks, with kernel, store and exporter ready.

    Options after -- are JupyterLab's own, as in -- --no-browser.
    """
    from jupyterlab.labapp import LabApp

    from gozaresh.store.opening import READ_ONLY

    root = find_root()
    look = root / "templates" / "jupyterlab"
    click.echo(_held(default_url(root)), err=True)
    os.environ |= {"GOZARESH_HOME": str(root), READ_ONLY: "1"}
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        [str(look), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    )
    # The caller's options come last, and so have the last word.
    LabApp.launch_instance([*_settings(root, look), *options])


def _held(url: str) -> str:
    """What notebooks find in the store; an older store upgrades itself now, as they may not."""
    from gozaresh.store import Store

    months = sorted(set(Store(url).submissions()["month"]))
    if not months:
        return "The store is empty: take workbooks in with `gozaresh ingest PATH`."
    return f"The store has {months[0]} to {months[-1]}; notebooks only read it."


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
