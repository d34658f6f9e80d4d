"""A home for what libraries keep, where the account has none: a scheduler's often has not."""

from __future__ import annotations

import os
from pathlib import Path

from gozaresh.params import data_folder


def settle_homeless(root: Path) -> None:
    """Have libraries keep their files with the project's data, if home is not there to write to.

    Jupyter would not start, Matplotlib look for fonts in every run anew, and each warn of it.
    """
    if os.access(os.path.expanduser("~"), os.W_OK):  # noqa: PTH111 - Path.home() raises without one
        return
    home = data_folder(root) / "home"
    home.mkdir(parents=True, exist_ok=True)
    os.environ["HOME"] = str(home)
