"""From an executed notebook to a PDF: a document (JSON), typeset (Typst), made searchable."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

__all__ = ["render"]


def render(
    notebook: NotebookNode,
    folder: Path | None = None,
    root: Path | None = None,
    commit: str | None = None,
) -> bytes:
    """The PDF of an executed notebook: the same notebook gives the same bytes.

    Pictures that lie beside it are read from its `folder`, and from nowhere else. Templates and
    font are those of the project at `root`, by default the one we are in. The PDF says which
    `commit` the program is of; without one git is asked, once a process.

    Raises `NotebookRefusedError` (`document`) for a notebook that holds an error, `TypesetError`
    (`typeset`) where the templates cannot set what it holds.
    """
    from gozaresh import code
    from gozaresh.params import find_root, load_params
    from gozaresh.pdf.beside import beside, nothing_beside
    from gozaresh.pdf.document import build
    from gozaresh.pdf.finish import finish
    from gozaresh.pdf.typeset import typeset

    root = root or find_root()
    commit = (code.commit() or "") if commit is None else commit
    document = build(notebook, beside(folder) if folder else nothing_beside, commit)
    document["meta"]["font"] = load_params(root).defaults.font
    return finish(typeset(document, root / "templates"), document["meta"]["origin"])
