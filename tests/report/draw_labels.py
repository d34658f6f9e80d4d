"""Draws labels with whichever Matplotlib it finds: `python draw_labels.py OUT.npz`, JSON on stdin.

The JSON has `prepared`, texts that go through `label`, and `raw`, texts that do not.
"""

from __future__ import annotations

import json
import sys

import matplotlib
import numpy as np
from pictures import picture

from gozaresh.params import find_root, load_params
from gozaresh.report.charts.canvas import Look, canvas
from gozaresh.report.labels import label


def draw(texts: dict[str, list[str]]) -> dict[str, np.ndarray]:
    """A picture a text, under `prepared:TEXT` and `raw:TEXT`."""
    # Hinting moves each letter to whole pixels, in each release in its own way.
    unhinted = matplotlib.rc_context({"text.hinting": "no_hinting"})
    with canvas(Look.of(load_params(find_root()))), unhinted:
        prepared = {f"prepared:{text}": picture(label(text)) for text in texts["prepared"]}
        return prepared | {f"raw:{text}": picture(text) for text in texts["raw"]}


if __name__ == "__main__":
    np.savez(sys.argv[1], **draw(json.load(sys.stdin)))
    sys.stdout.write(matplotlib.__version__)
