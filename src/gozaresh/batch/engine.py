"""A papermill engine that does less for each cell and each message; what it does is nbclient's.

papermill's own enters the event loop for each cell, prose as well, and reads back the times that it
has written; nbformat holds what a cell shows to its schema, which takes longer than to fetch it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines

NAME = "gozaresh"

_SHOWN = {
    "execute_result": ("data", "metadata", "execution_count"),
    "display_data": ("data", "metadata"),
    "stream": ("name", "text"),
    "error": ("ename", "evalue", "traceback"),
}


class ReportEngine(Engine):
    """Executes a notebook up to a cell that raises; the notebook then says so."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **options: Any
    ) -> None:
        """`options` are those of `nbclient.NotebookClient`. Raises what that does for a kernel."""
        options.pop("log_output")
        client = _Client(
            nb_man.nb,
            kernel_name=kernel_name,
            on_cell_execute=nb_man.cell_start,
            on_cell_error=nb_man.cell_exception,
            **options,
        )
        with suppress(CellExecutionError):
            client.execute()


class _Client(NotebookClient):
    def execute(self, **options: Any) -> NotebookNode:
        """All cells, in one turn of the event loop."""
        self.reset_execution_trackers()
        with self.setup_kernel(**options):
            self._execute_cells()
        self.set_widgets_metadata()
        return self.nb

    async def _async_execute_cells(self) -> None:
        for place, cell in enumerate(self.nb.cells):
            await self.async_execute_cell(cell, place)
        info = await self.async_wait_for_reply(self.kc.kernel_info())
        self.nb.metadata.language_info = info["content"]["language_info"]

    _execute_cells = run_sync(_async_execute_cells)

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """Put what a cell shows with the rest, as it came; widgets and updates are nbclient's."""
        fields = _SHOWN.get(msg["msg_type"])
        if not fields or display_id or self.clear_before_next_output or self.comm_objects:
            return super().output(outs, msg, display_id, cell_index)
        shown = {field: msg["content"][field] for field in fields}
        outs.append(NotebookNode(output_type=msg["msg_type"], **shown))
        return outs[-1]


papermill_engines.register(NAME, ReportEngine)
