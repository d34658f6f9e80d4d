"""A papermill engine that does less for each cell and each message; what it does is nbclient's.

papermill's own enters the event loop for each cell, prose as well, and reads back the times that it
has written. nbclient gives each cell three tasks, and writes times too. nbformat holds what a cell
shows to its schema, which takes longer than to fetch it. And a kernel waits for its client after
each cell: one that runs nothing more once a cell has raised is asked for all of them at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from queue import Empty
from typing import Any

from jupyter_client import KernelManager
from jupyter_core.utils import ensure_async, run_sync
from nbclient import NotebookClient
from nbclient.client import CellExecutionComplete
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbclient.util import run_hook
from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines

from gozaresh.batch.client import Client

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
            record_timing=False,  # papermill says when a cell began
            shell_timeout_interval=1,  # so often it is looked whether the kernel lives
            on_cell_execute=nb_man.cell_start,
            on_cell_error=nb_man.cell_exception,
            **options,
        )
        with suppress(CellExecutionError):
            client.execute()


class _Client(NotebookClient):
    _asked: Mapping[int, str] = {}

    def create_kernel_manager(self) -> KernelManager:
        """As asked for, with a client that waits as this class does."""
        manager = super().create_kernel_manager()
        manager.client_factory = Client
        return manager

    def execute(self, **options: Any) -> NotebookNode:
        """All cells, in one turn of the event loop."""
        self.reset_execution_trackers()
        with self.setup_kernel(**options):
            self._execute_cells()
        self.set_widgets_metadata()
        return self.nb

    async def _async_execute_cells(self) -> None:
        cells = {place: cell for place, cell in enumerate(self.nb.cells) if self._is_run(cell)}
        if getattr(self.km, "runs_ahead", False):
            self._asked = {place: self._ask(cell) for place, cell in cells.items()}
        for place, cell in cells.items():
            await self.async_execute_cell(cell, place)
        info = await self.async_wait_for_reply(self.kc.kernel_info())
        self.nb.metadata.language_info = info["content"]["language_info"]

    _execute_cells = run_sync(_async_execute_cells)

    def _is_run(self, cell: NotebookNode) -> bool:
        skipped = self.skip_cells_with_tag in cell.metadata.get("tags", [])
        return cell.cell_type == "code" and bool(cell.source.strip()) and not skipped

    def _ask(self, cell: NotebookNode) -> str:
        """Ask for a cell to be run after those asked for before, unless one of them raises."""
        may_raise = self.allow_errors or "raises-exception" in cell.metadata.get("tags", [])
        return self.kc.execute(cell.source, stop_on_error=not may_raise)

    async def async_execute_cell(self, cell: NotebookNode, place: int) -> NotebookNode:
        """Wait for the cell's end, then read what it shows: most of it is here by that time.

        Raises what nbclient's own does, and `TimeoutError` when a living kernel keeps the rest to
        itself. What a dead one has not sent is missing; whoever waits next is told that it died.
        """
        await run_hook(self.on_cell_execute, cell=cell, cell_index=place)
        cell.outputs = []
        self.clear_before_next_output = False
        request = self._asked.get(place) or self._ask(cell)
        reply = await self.async_wait_for_reply(request, cell)
        if reply and reply["content"]["status"] == "aborted":
            raise DeadKernelError("a cell has told the kernel to end")
        await self._take_shown(request, cell, place)
        await self._check_raise_for_error(cell, place, reply)
        return cell

    async def _take_shown(self, request: str, cell: NotebookNode, place: int) -> None:
        with suppress(CellExecutionComplete):
            while message := await self._published():
                if message["parent_header"].get("msg_id") == request:
                    self.process_message(message, cell, place)

    async def _published(self) -> dict[str, Any] | None:
        """What the kernel publishes next; None if it is dead and has left no more."""
        look = self.shell_timeout_interval
        for _ in range(0, self.iopub_timeout, look):
            with suppress(Empty):
                return self.kc.iopub_channel.get_msg(timeout=look)
            if not await ensure_async(self.km.is_alive()):
                with suppress(Empty):  # what it sent at last is here by now
                    return self.kc.iopub_channel.get_msg(timeout=0)
                return None
        raise TimeoutError("the kernel has not sent all that the cell shows")

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
