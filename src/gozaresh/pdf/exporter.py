"""The nbconvert exporter: `jupyter nbconvert --to gozaresh_pdf`, and JupyterLab's export menu."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from gozaresh.pdf import render


class GozareshPDFExporter(Exporter):
    """Exports an executed notebook as a Persian report in PDF; raises what `render` raises."""

    export_from_notebook = "گزارش PDF"
    output_mimetype = "application/pdf"

    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The PDF and nbconvert's resources."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        folder = resources.get("metadata", {}).get("path")
        return render(notebook, Path(folder or ".")), resources
