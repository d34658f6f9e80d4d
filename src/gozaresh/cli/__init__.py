"""The command line. Each command reads its arguments, calls one stage, and says what came of it.

Exit status: 0 all well; 1 something failed and the rest was done; 2 the call was wrong.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from gozaresh import __version__
from gozaresh.errors import CallError, GozareshError

# Else pydantic looks through all that is installed for plugins; kernels and presses inherit this.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")

_INTERRUPTED = 130  # as shells have it for a program that Ctrl-C ended

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


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, function = _COMMANDS[cmd_name].partition(".")
        return getattr(import_module(f"gozaresh.cli.{module}"), function)


@click.group("gozaresh", cls=_Commands)
@click.version_option(
    __version__, message="%(prog)s %(version)s", help="Print the version and end."
)
def app() -> None:
    """Persian PDF reports of a city's district public-relations offices."""


def main() -> None:
    """Run the command line; an error that a user can mend is a sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(app.main(prog_name="gozaresh", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(_INTERRUPTED)
    except GozareshError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, CallError) else 1)
    finally:
        if "pandas" not in sys.modules:  # no data were read, so nothing is left to be closed
            gc.freeze()  # what was imported is not searched for garbage at the end
