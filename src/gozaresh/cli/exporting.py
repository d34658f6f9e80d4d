"""One executed notebook as PDF: once, or again whenever it or a template is saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from gozaresh.cli.arguments import PATH, out_option
from gozaresh.errors import CallError, GozareshError
from gozaresh.params import find_root, template_files

# To look at a dozen files costs nothing, and finds what is saved on a network disk too, of which
# no system tells.
_SECONDS_BETWEEN_LOOKS = 0.1


@click.command()
@click.argument("notebook", metavar="NOTEBOOK.ipynb", type=PATH)
@out_option
@click.option("--watch", is_flag=True, help="Print again when the notebook or a template is saved.")
def export(notebook: Path, out: Path | None, watch: bool) -> None:
    """Print an executed notebook as PDF, as JupyterLab's «Save and Export» does."""
    target = (out or notebook.parent) / f"{notebook.stem}.pdf"
    if not notebook.is_file():
        raise CallError(f"There is no notebook {notebook}.")
    if watch:
        _whenever_saved(lambda: _made_of(notebook), lambda: _try_to_print(notebook, target))
    else:
        _print(notebook, target)


def _print(notebook: Path, target: Path) -> None:
    import nbformat

    from gozaresh.batch.files import write_whole
    from gozaresh.pdf import render
    from gozaresh.pdf.document import NotebookRefusedError
    from gozaresh.pdf.typeset import TypesetError

    started = time.monotonic()
    try:
        pdf = render(nbformat.read(notebook, as_version=4), notebook.parent)
        write_whole(target, pdf)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise GozareshError(f"{notebook} is no notebook: {error}") from error
    except (NotebookRefusedError, TypesetError, OSError) as error:
        raise GozareshError(str(error)) from error
    click.echo(f"{target} ({len(pdf) / 1024:.0f} KiB, {time.monotonic() - started:.2f} s)")


def _try_to_print(notebook: Path, target: Path) -> None:
    """What cannot be printed is said in a sentence; the PDF that was there stays."""
    try:
        _print(notebook, target)
    except GozareshError as error:
        click.echo(error, err=True)


def _made_of(notebook: Path) -> list[Path]:
    return [notebook, *template_files(find_root())]


def _whenever_saved(paths: Callable[[], Iterable[Path]], act: Callable[[], None]) -> None:
    """Act at once, and again after each change of the files, until Ctrl-C."""
    seen = None
    try:
        while True:
            if (now := {path: _saved(path) for path in paths()}) != seen:
                seen = now
                act()
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        return


def _saved(path: Path) -> tuple[int, int] | None:
    """What changes when a file is saved; None between its two halves, when it is not there."""
    try:
        about = path.stat()
    except FileNotFoundError:
        return None
    return about.st_mtime_ns, about.st_size
