"""Frames: a length, a JSON header and a safetensors payload, with limits checked first.

Layout: two big-endian unsigned 32-bit lengths (header, payload), the header as UTF-8 JSON
(an object), then the payload in the safetensors format, empty where no tensor travels.
Both sides of the wall speak this. Neither unpickles or evaluates anything.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from safetensors import SafetensorError, deserialize

from grader.errors import FrameTooLarge, WireError

PREFIX = struct.Struct("!II")

# The most bytes of the table of names and shapes in a payload; the largest of ours has 5,000.
LARGEST_TABLE = 1 << 16

# What safetensors raises on bytes that are not its own, or on a dtype that torch lacks.
_BAD_PAYLOAD = (SafetensorError, KeyError, OverflowError, RuntimeError, TypeError, ValueError)

_TYPES = {
    "F16": torch.float16, "BF16": torch.bfloat16, "F32": torch.float32, "F64": torch.float64,
    "BOOL": torch.bool, "U8": torch.uint8, "I8": torch.int8, "I16": torch.int16,
    "I32": torch.int32, "I64": torch.int64,
}  # fmt: skip

_NAMES = {dtype: name for name, dtype in _TYPES.items()}

Tensors = dict[str, torch.Tensor]
Read = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes that a header and a payload may announce."""

    header: int = 1 << 20
    payload: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: plain JSON values beside named tensors."""

    header: dict[str, Any]
    tensors: Tensors = field(default_factory=dict)


def _no_json(value: object) -> Any:
    raise TypeError(f"a {type(value).__name__}")


# SECURITY: in a worker this runs beside student code, which could change what json and safetensors
# define in Python; so what is made of C is bound here, and called as it is.
_encoder: Any = vars(json.encoder)["c_make_encoder"]
_parts_of_json: Any = _encoder(
    None, _no_json, json.encoder.encode_basestring_ascii, None, ":", ",", False, False, True
)
_read_json: Any = vars(json.JSONDecoder())["scan_once"]
_deserialize: Any = deserialize


def encode(header: Mapping[str, Any], tensors: Mapping[str, torch.Tensor] | None = None) -> bytes:
    """The bytes of one frame.

    Raises:
        WireError: a value is not JSON.
    """
    try:
        text = "".join(_parts_of_json(header, 0)).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise WireError(f"the header is not JSON: {error}") from None
    payload = _payload(tensors) if tensors else b""
    return PREFIX.pack(len(text), len(payload)) + text + payload


def _payload(tensors: Mapping[str, torch.Tensor]) -> bytes:
    """Tensors as safetensors has them: the length of a JSON table, the table, the numbers."""
    table, numbers, end = {}, [], 0
    for name, tensor in tensors.items():
        data = tensor.detach().numpy().tobytes()
        span = [end, end + len(data)]
        table[name] = {
            "dtype": _NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": span,
        }  # fmt: skip
        numbers.append(data)
        end += len(data)
    text = "".join(_parts_of_json(table, 0)).encode()
    text += b" " * (-len(text) % 8)
    return b"".join([len(text).to_bytes(8, "little"), text, *numbers])


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
        WireError: the header is not a JSON object or the payload is not safetensors.
    """
    try:
        text = header.decode("utf-8")
        values, end = _read_json(text, 0)
    except (UnicodeDecodeError, ValueError, RecursionError, StopIteration):
        raise WireError("the header is not JSON") from None
    if not isinstance(values, dict) or end != len(text):
        raise WireError("the header is not a JSON object")
    if not payload:
        return Frame(values)
    # SECURITY: empty tensors cost a sender nothing but their names; without this a payload of
    # 64 MB holds a million of them, and keeps the judge busy for minutes.
    if int.from_bytes(payload[:8], "little") > LARGEST_TABLE:
        raise WireError("the payload's table of tensors is too large")
    try:
        tensors = {name: _tensor(claim) for name, claim in _deserialize(payload)}
    except _BAD_PAYLOAD as error:
        raise WireError(f"the payload is not safetensors: {type(error).__name__}") from None
    return Frame(values, tensors)


def _tensor(claim: dict[str, Any]) -> torch.Tensor:
    dtype, shape = _TYPES[claim["dtype"]], claim["shape"]
    if not claim["data"]:
        return torch.empty(shape, dtype=dtype)
    return torch.frombuffer(bytearray(claim["data"]), dtype=dtype).reshape(shape)


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
