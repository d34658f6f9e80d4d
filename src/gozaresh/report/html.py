"""Blocks as HTML for JupyterLab, right to left; `templates/blocks.html` owns how they look."""

from __future__ import annotations

import base64
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from gozaresh.params import find_root


def render(block: dict) -> str:
    """The HTML of a block's JSON. All of its text is escaped; an SVG becomes an image's source.

    As an image it can run no script, and its style sheet reaches nothing else on the page.
    """
    return _template(str(find_root() / "templates")).render(block=block)


@cache
def _template(folder: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["base64"] = lambda text: base64.b64encode(text.encode()).decode()
    return environment.get_template("blocks.html")
