"""Frames: two lengths, a JSON header and a payload of bytes, with limits checked first.

Layout: two big-endian unsigned 32-bit lengths (header, payload), the header as UTF-8 JSON
(an object), then the payload (grader/frames/payload.py), empty where no tensor travels.
Both sides of the wall speak this. Neither unpickles or evaluates anything.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import FrameTooLarge, WireError

PREFIX = struct.Struct("!II")

Read = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes that a header and a payload may announce."""

    header: int = 1 << 20
    payload: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: plain JSON values beside a payload of bytes."""

    header: dict[str, Any]
    payload: bytes = b""


def _no_json(value: object) -> Any:
    raise TypeError(f"a {type(value).__name__}")


# SECURITY: in a worker this runs beside student code, which could change what json defines in
# Python; so what is made of C is bound here, and called as it is.
_encoder: Any = vars(json.encoder)["c_make_encoder"]
_parts_of_json: Any = _encoder(
    None, _no_json, json.encoder.encode_basestring_ascii, None, ":", ",", False, False, True
)
_read_json: Any = vars(json.JSONDecoder())["scan_once"]


def json_text(value: Any) -> str:
    """A value of plain JSON types as JSON, in ASCII."""
    return "".join(_parts_of_json(value, 0))


def encode(header: Mapping[str, Any], payload: bytes = b"") -> bytes:
    """The bytes of one frame.

    Raises:
        WireError: a value is not JSON.
    """
    return announce(header, len(payload)) + payload


def announce(header: Mapping[str, Any], size: int) -> bytes:
    """The bytes of a frame up to its payload of so many bytes.

    Raises:
        WireError: a value is not JSON.
    """
    try:
        text = json_text(header).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise WireError(f"the header is not JSON: {error}") from None
    return PREFIX.pack(len(text), size) + text


def lengths(prefix: bytes, limits: Limits) -> tuple[int, int]:
    """The lengths of header and payload that a prefix announces.

    Raises:
        FrameTooLarge: one of them is over its limit.
    """
    header, payload = PREFIX.unpack(prefix)
    # SECURITY: without this check before any read, eight bytes from a submission make the judge
    # allocate up to 8 GiB.
    if header > limits.header or payload > limits.payload:
        raise FrameTooLarge(f"a frame announces {header} + {payload} bytes")
    return header, payload


def decode(header: bytes, payload: bytes) -> Frame:
    """Parse the two parts of a frame.

    Raises:
        WireError: the header is not a JSON object.
    """
    try:
        text = header.decode("utf-8")
        values, end = _read_json(text, 0)
    except (UnicodeDecodeError, ValueError, RecursionError, StopIteration):
        raise WireError("the header is not JSON") from None
    if not isinstance(values, dict) or end != len(text):
        raise WireError("the header is not a JSON object")
    return Frame(values, payload)


def read_frame(read: Read, limits: Limits) -> Frame:
    """Read one frame with `read(n)`, which returns exactly n bytes or raises EOFError."""
    header, payload = lengths(read(PREFIX.size), limits)
    return decode(read(header), read(payload) if payload else b"")


def read_exactly(channel: socket.socket, size: int) -> bytes:
    """Exactly `size` bytes of a blocking socket.

    Raises:
        EOFError: the other side closed it first.
    """
    parts = bytearray()
    while len(parts) < size:
        part = channel.recv(min(size - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
