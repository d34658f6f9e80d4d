"""`docs/fa/errors.md`: every fault that a district office may read, and what to do about it.

Written by `make docs` from `params/messages/intake.yml` and the groups and examples of
`docs/errors.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from gozaresh.markdown import table
from gozaresh.params import find_root, load_params
from gozaresh.persian import ISOLATE_END, ISOLATE_LEFT_TO_RIGHT

HERE = Path(__file__).parent
PATH = HERE / "fa/errors.md"
_PERSIAN = re.compile("[\u0620-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc۰-۹]")
_ISOLATED = f"{ISOLATE_LEFT_TO_RIGHT}{{}}{ISOLATE_END}"


def document() -> str:
    """The whole page, in Markdown; raise `KeyError` for a fault without group or example."""
    shown = yaml.safe_load((HERE / "errors.yml").read_text(encoding="utf-8"))
    faults = load_params(find_root()).messages["intake"]["faults"]
    grouped = [reason for reasons in shown["groups"].values() for reason in reasons]
    if odd := set(grouped) ^ set(faults):
        raise KeyError(f"docs/errors.yml and params/messages/intake.yml differ in {sorted(odd)}.")
    lines = ['<div dir="rtl">', "", shown["head"].rstrip()]
    for title, reasons in shown["groups"].items():
        rows = (said(faults[reason], shown["examples"].get(reason, {})) for reason in reasons)
        lines += ["", f"## {title}", "", *table(shown["columns"], rows)]
    return "\n".join([*lines, "", "</div>"]) + "\n"


def said(fault: Mapping[str, str], example: Mapping[str, str]) -> tuple[str, str]:
    """A fault's sentence and its remedy, filled with an example.

    What has no Persian letter or digit is isolated, or its signs would change sides.
    """
    shown = {
        key: value if _PERSIAN.search(value) else _ISOLATED.format(value)
        for key, value in example.items()
    }
    return fault["message"].format(**shown), fault["remedy"].format(**shown)


if __name__ == "__main__":
    PATH.write_text(document(), encoding="utf-8")
