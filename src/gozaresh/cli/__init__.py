"""The command line. Each command reads its arguments, calls one stage, and says what came of it.

Exit status: 0 all well; 1 something failed and the rest was done; 2 the call was wrong.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

# Else pydantic looks through all that is installed for plugins; kernels and presses inherit this.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")

import typer
from typer.core import TyperCommand, TyperGroup

from gozaresh import __version__
from gozaresh.errors import CallError, GozareshError

# Each command and its function; only the module of the one called is imported, so that a call that
# finds nothing to do is over before pandas would have been loaded.
_COMMANDS = {
    "forms": "submissions.forms",
    "demo": "submissions.demo",
    "ingest": "submissions.ingest",
    "import": "observed.import_",
    "status": "status.status",
    "run": "reports.run",
    "check": "checking.check",
    "export": "exporting.export",
    "lab": "lab.lab",
}


class _Commands(TyperGroup):
    def list_commands(self, ctx: typer.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, function = _COMMANDS[cmd_name].partition(".")
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(cmd_name)(getattr(import_module(f"gozaresh.cli.{module}"), function))
        return typer.main.get_command(alone)


app = typer.Typer(
    name="gozaresh",
    help="Persian PDF reports of a city's district public-relations offices.",
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def _options(
    version: bool = typer.Option(False, "--version", help="Print the version and end."),
) -> None:
    if version:
        typer.echo(f"gozaresh {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line; an error that a user can mend is a sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except GozareshError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, CallError) else 1)
    finally:
        if "pandas" not in sys.modules:  # no data were read, so nothing is left to be closed
            gc.freeze()  # what was imported is not searched for garbage at the end
