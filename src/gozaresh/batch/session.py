"""What signs, writes and reads the messages between a kernel and its client, in fewer steps.

On the wire they are as ever; the other end may be any.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import Any

import zmq
from jupyter_client import session

_PACKED = 5  # a signature, and what it is of: header, parent, metadata, content


class Session(session.Session):
    """jupyter_client's own; its client and kernel share a folder that only their user reads."""

    def sign(self, msg_list: Sequence[bytes]) -> bytes:
        """The signature of a message's parts."""
        if self.auth is None:
            return b""
        return hmac.digest(self.key, b"".join(msg_list), self.digest_mod).hex().encode()

    def deserialize(
        self,
        msg_list: Sequence[bytes] | Sequence[zmq.Frame],
        content: bool = True,
        copy: bool = True,
    ) -> dict[str, Any]:
        """A message; its moments are strings: they are usually looked for in all that it says.

        Raises `ValueError` for one that is not signed with our key.
        """
        first = msg_list[:_PACKED] if copy else [bytes(frame.bytes) for frame in msg_list[:_PACKED]]
        signature, *packed = first
        if not hmac.compare_digest(signature, self.sign(packed)):
            raise ValueError("A message is not signed with the key of its kernel.")
        unpack = self.unpack
        header, parent, metadata = map(unpack, packed[:3])
        return {
            "header": header,
            "msg_id": header["msg_id"],
            "msg_type": header["msg_type"],
            "parent_header": parent,
            "metadata": metadata,
            "content": unpack(packed[3]) if content else packed[3],
            "buffers": [memoryview(part if copy else part.bytes) for part in msg_list[_PACKED:]],
        }
