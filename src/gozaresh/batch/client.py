"""The client's end of a kernel, with less to do for each message than it usually has.

A report's kernel sends two hundred of them. Python runs one thread at a time: what the client of
one report does, those of the others wait for.
"""

from __future__ import annotations

import asyncio
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel


class Channel(AsyncZMQSocketChannel):
    """Waits for a message once; jupyter_client's own asks first whether there is one."""

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message; raise `Empty` when none has come in `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                return await self._recv()
        except TimeoutError:
            raise Empty from None


class Client(AsyncKernelClient):
    """jupyter_client's own, through these channels."""

    shell_channel_class = Channel
    iopub_channel_class = Channel
