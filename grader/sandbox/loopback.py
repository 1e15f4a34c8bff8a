"""A socket between two processes of ours on this machine, where none can be handed on.

The parent listens on the loopback address and writes an invitation to the child's standard input:
the port, and a token that the child says before anything else.
"""

from __future__ import annotations

import hmac
import json
import secrets
import socket
import subprocess
import time

HOST = "127.0.0.1"
PATIENCE = 120.0  # seconds until a child that was started has called
_TOKEN = 64  # characters
_SAYING = 1.0  # seconds to say the token


class Door:
    """A port that is open for one child, until it has come in."""

    def __init__(self) -> None:
        self._server = socket.create_server((HOST, 0))
        self._token = secrets.token_hex(_TOKEN // 2)

    def invitation(self, **more: str) -> bytes:
        """One line of JSON for the child's standard input."""
        port = self._server.getsockname()[1]
        return json.dumps({"port": port, "token": self._token, **more}).encode() + b"\n"

    def admit(self, child: subprocess.Popen[bytes]) -> socket.socket:
        """The child's socket; the port is closed after that.

        Raises:
            ConnectionError: the child has ended, or does not call.
        """
        deadline = time.monotonic() + PATIENCE
        self._server.settimeout(0.1)
        with self._server:
            while child.poll() is None and time.monotonic() < deadline:
                try:
                    caller, _ = self._server.accept()
                except TimeoutError:
                    continue
                # SECURITY: any account of this machine can call; without the token it could play
                # the worker and write its own grade.
                if self._knows_the_token(caller):
                    return _quick(caller)
                caller.close()
        raise ConnectionError(f"it has not called (exit status {child.poll()})")

    def close(self) -> None:
        """Let nobody in any more."""
        self._server.close()

    def _knows_the_token(self, caller: socket.socket) -> bool:
        caller.settimeout(_SAYING)
        said = b""
        try:
            while len(said) < _TOKEN and (part := caller.recv(_TOKEN - len(said))):
                said += part
        except OSError:
            return False
        caller.settimeout(None)
        return hmac.compare_digest(said, self._token.encode())


def call(invitation: bytes) -> tuple[socket.socket, dict[str, str]]:
    """The child's end of a socket to whoever wrote the invitation, and what else stands in it.

    Raises:
        OSError: nobody listens.
    """
    told = json.loads(invitation)
    channel = socket.create_connection((HOST, int(told.pop("port"))), PATIENCE)
    channel.settimeout(None)
    channel.sendall(told.pop("token").encode())
    return _quick(channel), told


def _quick(channel: socket.socket) -> socket.socket:
    """Frames are answers to each other: none may wait for a larger packet."""
    channel.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return channel
