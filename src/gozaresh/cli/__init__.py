"""The command line. Each command reads its arguments, calls one stage, and says what came of it.

Exit status: 0 all well; 1 something failed and the rest was done; 2 the call was wrong.
"""

from __future__ import annotations

import sys

import typer

from gozaresh import __version__
from gozaresh.cli import reports, status, submissions
from gozaresh.errors import CallError, GozareshError

app = typer.Typer(
    name="gozaresh",
    help="Persian PDF reports of a city's district public-relations offices.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (*submissions.COMMANDS, *status.COMMANDS, *reports.COMMANDS):
    app.command()(command)


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
