"""The client's end of a kernel, with less to do for each message than it usually has.

A report's kernel sends two hundred of them. Python runs one thread at a time: what the client of
one report does, those of the others wait for.
"""

from __future__ import annotations

import asyncio
from hmac import compare_digest
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.session import Session
from traitlets import default
from zmq.asyncio import Context

_RETRY = 10  # milliseconds; usually a hundred, in which a warm kernel starts twice


class Channel(AsyncZMQSocketChannel):
    """Waits for a message once; jupyter_client's own asks first whether there is one."""

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message; raise `Empty` when none has come in `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                return _read(await self.socket.recv_multipart(), self.session)
        except TimeoutError:
            raise Empty from None


def _read(parts: list[bytes], session: Session) -> dict[str, Any]:
    """What the session would read, but for moments: it looks for them in all that a header says."""
    _, (signature, *packed) = session.feed_identities(parts)
    if not compare_digest(signature, session.sign(packed[:4])):
        raise ValueError("A kernel's message is not signed with its key.")
    header, parent, metadata, content = map(session.unpack, packed[:4])
    return {
        "header": header,
        "msg_id": header["msg_id"],
        "msg_type": header["msg_type"],
        "parent_header": parent,
        "metadata": metadata,
        "content": content,
        "buffers": packed[4:],
    }


class Client(AsyncKernelClient):
    """jupyter_client's own through these channels, and sooner ready."""

    shell_channel_class = Channel
    iopub_channel_class = Channel

    @default("context")
    def _context_default(self) -> Context:
        context = super()._context_default()
        context.reconnect_ivl = _RETRY
        return context

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers; raise `RuntimeError` if it dies, or not within `timeout`.

        jupyter_client then waits for 0.2 s of silence, for the sake of clients that take any
        message for an answer to theirs. nbclient looks whose it is.
        """
        try:
            async with asyncio.timeout(timeout):
                while not await self._answers():
                    if not await self.is_alive():
                        raise RuntimeError("the kernel died before it answered")
        except TimeoutError:
            raise RuntimeError(f"the kernel did not answer in {timeout:g} s") from None

    async def _answers(self) -> bool:
        """Whether it replies, and what it publishes reaches us as well."""
        self.kernel_info()
        try:
            reply = await self.get_shell_msg(timeout=1)
            await self.get_iopub_msg(timeout=0.05)
        except Empty:
            return False
        if found := reply["msg_type"] == "kernel_info_reply":
            self._handle_kernel_info_reply(reply)
        return found
