"""A home for what libraries keep, where the account has none: a scheduler's often has not."""

from __future__ import annotations

import os
from pathlib import Path

from gozaresh.params import data_folder

# Without a place to write to, each warns of it, and Matplotlib looks for fonts in every run anew.
_CACHES = {"MPLCONFIGDIR": "matplotlib", "IPYTHONDIR": "ipython"}


def settle_homeless(root: Path) -> None:
    """Have libraries keep their files with the project's data, if home is not there to write to."""
    if os.access(os.path.expanduser("~"), os.W_OK):  # noqa: PTH111 - Path.home() raises without one
        return
    for variable, name in _CACHES.items():
        folder = data_folder(root) / "cache" / name
        folder.mkdir(parents=True, exist_ok=True)
        os.environ.setdefault(variable, str(folder))
