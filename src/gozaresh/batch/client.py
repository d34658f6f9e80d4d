"""The client's end of a kernel, with less to do for each message than it usually has.

A report's kernel sends two hundred of them. Python runs one thread at a time: what the client of
one report does, those of the others wait for. Nothing else runs in the thread of a report, so to
wait for its kernel is to wait, without an event loop: `engine` does, nbclient itself could not.
"""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import ZMQSocketChannel
from traitlets import Instance, default

_RETRY = 10  # milliseconds; usually a hundred, in which a warm kernel starts twice


class Channel(ZMQSocketChannel):
    """Waits in the socket itself, without a poller, and mostly as long as the last time."""

    _waits: float | None = None

    def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message; raises `Empty` if there is none within `timeout` seconds."""
        if timeout != self._waits:
            self.socket.rcvtimeo = -1 if timeout is None else int(timeout * 1000)
            self._waits = timeout
        try:
            return self._recv()
        except zmq.Again:
            raise Empty from None


class Client(AsyncKernelClient):
    """jupyter_client's own through these channels, and sooner ready; it has no other channels."""

    context = Instance(zmq.Context)
    shell_channel_class = Channel
    iopub_channel_class = Channel

    @default("context")
    def _context_default(self) -> zmq.Context:
        context = zmq.Context()
        context.reconnect_ivl = _RETRY
        context.rcvhwm = 0  # what a cell shows is read when it has ended: all of it
        context.sndhwm = 0  # a kernel may be asked for all cells at once
        return context

    def start_channels(self) -> None:
        """Connect: nobody answers what a notebook asks, and its process tells whether it lives."""
        self.shell_channel.start()
        self.iopub_channel.start()

    def stop_channels(self) -> None:
        """Disconnect."""
        self.shell_channel.stop()
        self.iopub_channel.stop()
        self.context.destroy(linger=100)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers; raise `RuntimeError` if it dies, or not within `timeout`.

        jupyter_client then waits for 0.2 s of silence, for the sake of clients that take any
        message for an answer to theirs. nbclient looks whose it is.
        """
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while not self._answers():
            if not await self.is_alive():
                raise RuntimeError("the kernel died before it answered")
            if time.monotonic() > end:
                raise RuntimeError(f"the kernel did not answer in {timeout:g} s")

    def _answers(self) -> bool:
        """Whether it replies, and what it publishes reaches us as well."""
        self.kernel_info()
        try:
            reply = self.shell_channel.get_msg(timeout=1)
            self.iopub_channel.get_msg(timeout=0.05)
        except Empty:
            return False
        if found := reply["msg_type"] == "kernel_info_reply":
            self._handle_kernel_info_reply(reply)
        return found
