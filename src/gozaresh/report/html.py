"""Blocks as HTML for JupyterLab, right to left; `templates/blocks.html` owns how they look."""

from __future__ import annotations

import base64
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gozaresh.params import find_root


def render(block: dict) -> str:
    """The HTML of a block's JSON. All of its text is escaped; an SVG becomes an image's source.

    As an image it can run no script, and its style sheet reaches nothing else on the page.
    """
    return fill("blocks.html", block=block)


def fill(template: str, **values: Any) -> str:
    """One of the project's Jinja templates, filled; all text in it is escaped."""
    return _environment(str(find_root() / "templates")).get_template(template).render(**values)


@cache
def _environment(folder: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["base64"] = lambda text: base64.b64encode(text.encode()).decode()
    return environment
