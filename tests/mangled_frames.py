"""Frames that are wrong in some way: valid ones changed at random, and what must hold of each.

Used by the tests with a few thousand of them and by bench/fuzz_frames.py with a million.
"""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Callable

import torch

from grader.errors import FrameTooLarge, WireError
from grader.frames.payload import pack, unpack
from grader.frames.wire import PREFIX, Limits, encode, read_frame

# Small enough that a frame over them is made in no time.
LIMITS = Limits(header=4096, payload=65_536)

_HEADERS: tuple[dict[str, object], ...] = (
    {"token": "0123456789abcdef", "values": {}, "claims": {}, "trace": []},
    {"token": "", "values": {"0.loss": 0.5, "0.mode": "training"}, "claims": {"0.rows": [[1]]}},
    {"token": "x", "mishap": {"kind": "exception", "type": "E", "text": "t", "line": 3}},
    {"ready": True},
    {},
)
_TENSORS = (
    {},
    {"0.change.0": torch.arange(12.0).view(3, 4)},
    {"a": torch.zeros(0), "b": torch.ones(5, dtype=torch.int64), "c": torch.tensor(True)},
)
VALID = tuple(encode(header, pack(tensors)) for header in _HEADERS for tensors in _TENSORS)

_PIECES = (
    b"NaN", b"Infinity", b"-1e999", b"1" * 5000, b"[" * 3000, b'{"a":' * 1500, b"\xff", b"null",
    b"[]", b"true", b'"\\ud800"', b'"dtype":"F64"', b'"shape":[-1]',
    b'"shape":[9223372036854775807,4]', b'"data_offsets":[0,18446744073709551615]',
    b'"data_offsets":[8,0]', b'"__metadata__":{"a":1}',
    struct.pack("<Q", 2**64 - 1), struct.pack("<Q", 0), struct.pack("!II", 2**32 - 1, 2**32 - 1),
)  # fmt: skip


def mangled(chance: random.Random) -> bytes:
    """A valid frame after one to four changes, its lengths put right again half of the time."""
    data = bytearray(chance.choice(VALID))
    for _ in range(chance.randint(1, 4)):
        chance.choice(_CHANGES)(data, chance)
    if chance.random() < 0.5 and len(data) >= 8:
        header = min(chance.choice((len(data) - 8, PREFIX.unpack(data[:8])[0])), len(data) - 8)
        data[:8] = PREFIX.pack(header, len(data) - 8 - header)
    return bytes(data)


def _place(data: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(data)) if data else 0


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[_place(data, chance)] ^= 1 << chance.randrange(8)


def _overwrite(data: bytearray, chance: random.Random) -> None:
    at = _place(data, chance)
    data[at : at + chance.randint(1, 8)] = chance.randbytes(chance.randint(0, 8))


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[_place(data, chance) :]


def _insert(data: bytearray, chance: random.Random) -> None:
    at = _place(data, chance)
    data[at:at] = chance.choice(_PIECES)


def _repeat(data: bytearray, chance: random.Random) -> None:
    at = _place(data, chance)
    data[at:at] = data[at : at + chance.randint(1, 64)] * chance.randint(1, 8)


def _lie(data: bytearray, chance: random.Random) -> None:
    """Other lengths at the start."""
    data[:8] = PREFIX.pack(chance.randrange(10_000), chance.randrange(100_000))


_CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _flip, _overwrite, _overwrite, _cut, _insert, _insert, _repeat, _lie,
)  # fmt: skip


class Reader:
    """Hands out the bytes of a frame, and refuses to hand out more than the limits allow."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.data, self.most, self.place = data, limits.header + limits.payload + PREFIX.size, 0

    def __call__(self, size: int) -> bytes:
        assert 0 <= size <= self.most, "more was asked for than the limits allow"
        self.most -= size
        part = self.data[self.place : self.place + size]
        if len(part) < size:
            raise EOFError
        self.place += size
        return part


def outcome(data: bytes, limits: Limits = LIMITS) -> str:
    """What becomes of a frame: `read`, or one of the errors that are on purpose."""
    try:
        frame = read_frame(Reader(data, limits), limits)
        tensors = unpack(frame.payload)
    except FrameTooLarge:
        return "too large"
    except WireError:
        return "not a frame"
    except EOFError:
        return "cut off"
    assert isinstance(frame.header, dict)
    held = sum(tensor.numel() * tensor.element_size() for tensor in tensors.values())
    assert held <= limits.payload, "more numbers than there were bytes"
    json.dumps(frame.header)
    return "read"
