"""`docs/commands.md`: what the commands say when asked for `--help`. Written by `make docs`."""

from __future__ import annotations

from pathlib import Path

import click

from gozaresh.cli import app

PATH = Path(__file__).with_name("commands.md")
_WIDTH = 100


def document() -> str:
    """The whole page, in Markdown."""
    program = click.Context(app, info_name="gozaresh", terminal_width=_WIDTH)
    parts = ["# Commands", _help(program)]
    for name in app.list_commands(program):
        asked = click.Context(app.get_command(program, name), info_name=name, parent=program)
        parts += [f"## `gozaresh {name}`", _help(asked)]
    return "\n\n".join(parts) + "\n"


def _help(asked: click.Context) -> str:
    return f"```text\n{asked.get_help()}\n```"


if __name__ == "__main__":
    PATH.write_text(document(), encoding="utf-8")
