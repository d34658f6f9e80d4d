"""From an executed notebook to a PDF: a document (JSON), typeset (Typst), made searchable."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

__all__ = ["print_document", "render"]

_log = logging.getLogger(__name__)


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
    from gozaresh.params import find_root
    from gozaresh.pdf.beside import beside, nothing_beside
    from gozaresh.pdf.document import build

    commit = (code.commit() or "") if commit is None else commit
    document = build(notebook, beside(folder) if folder else nothing_beside, commit)
    return print_document(document, root or find_root())


def print_document(document: dict[str, Any], root: Path) -> bytes:
    """The PDF of a document, in the look of the project at `root`; raises `TypesetError`.

    A letter that no font has is printed as «�», and logged by its name as a warning.
    """
    from gozaresh.params import load_params
    from gozaresh.pdf.finish import finish
    from gozaresh.pdf.glyphs import mark_missing, sentences
    from gozaresh.pdf.typeset import font_files, typeset

    font = load_params(root).defaults.font
    marked, missing = mark_missing(document, font_files(font))
    for sentence in sentences(missing):
        _log.warning("%s: no font has %s", document["meta"]["title"] or "A notebook", sentence)
    dressed = {**marked, "meta": {**marked["meta"], "font": font}}
    return finish(typeset(dressed, root / "templates"), document["meta"]["origin"])
