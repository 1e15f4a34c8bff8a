"""Tensors as the payload of a frame: the safetensors format, with its limits checked first.

Layout: the length of a JSON table (little-endian, 64 bits), the table of names, types, shapes and
places, then the numbers. Nothing in it is unpickled or evaluated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from safetensors import SafetensorError, deserialize

from grader.errors import WireError
from grader.frames.wire import json_text

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

# SECURITY: in a worker this runs beside student code; what is made of C is bound here.
_deserialize: Any = deserialize


def pack(tensors: Mapping[str, torch.Tensor]) -> bytes:
    """The payload of some tensors; empty where there are none."""
    if not tensors:
        return b""
    table, numbers, end = {}, [], 0
    for name, tensor in tensors.items():
        data = tensor.detach().numpy().tobytes()
        span = [end, end + len(data)]
        table[name] = {
            "dtype": _NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": span,
        }  # fmt: skip
        numbers.append(data)
        end += len(data)
    text = json_text(table).encode()
    text += b" " * (-len(text) % 8)
    return b"".join([len(text).to_bytes(8, "little"), text, *numbers])


def unpack(payload: bytes) -> Tensors:
    """The tensors of a payload.

    Raises:
        WireError: it is not safetensors, or its table is too large.
    """
    if not payload:
        return {}
    # SECURITY: empty tensors cost a sender nothing but their names; without this a payload of
    # 64 MB holds a million of them, and keeps the judge busy for minutes.
    if int.from_bytes(payload[:8], "little") > LARGEST_TABLE:
        raise WireError("the payload's table of tensors is too large")
    try:
        return {name: _tensor(claim) for name, claim in _deserialize(payload)}
    except _BAD_PAYLOAD as error:
        raise WireError(f"the payload is not safetensors: {type(error).__name__}") from None


def _tensor(claim: dict[str, Any]) -> torch.Tensor:
    dtype, shape = _TYPES[claim["dtype"]], claim["shape"]
    if not claim["data"]:
        return torch.empty(shape, dtype=dtype)
    return torch.frombuffer(bytearray(claim["data"]), dtype=dtype).reshape(shape)
