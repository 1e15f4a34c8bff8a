"""The idx files that MNIST comes in: a header with the shape, then a byte an item.

Whatever is not such a file, or half of one, is a DatasetError with the path and what to do.
"""

from __future__ import annotations

import gzip
import math
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from grader.errors import DatasetError

Bytes = npt.NDArray[np.uint8]


def items(path: Path, *inner: int) -> Bytes:
    """What one idx file holds, in the shape (N, *inner)."""
    shape = shape_of(path, *inner)
    content, start = bytearray(read_file(path)), 4 + 4 * len(shape)
    _require_length(path, len(content), start + math.prod(shape))
    return np.frombuffer(content, dtype=np.uint8, offset=start).reshape(shape)


def shape_of(path: Path, *inner: int) -> tuple[int, ...]:
    """The shape (N, *inner) that the header of one idx file announces."""
    start = 8 + 4 * len(inner)
    head = read_file(path, start)
    _require_length(path, len(head), start)
    magic, *shape = struct.unpack(f">{start // 4}I", head)
    if magic != (wanted := 0x0800 + len(shape)):  # unsigned bytes, and the rank
        raise unusable(path, f"has the magic number 0x{magic:08x}, MNIST has 0x{wanted:08x}")
    if tuple(shape[1:]) != inner:
        raise unusable(
            path, f"holds images of {shape[1]}x{shape[2]}, MNIST has {inner[0]}x{inner[1]}"
        )
    if shape[0] == 0:
        raise unusable(path, "holds no items")
    if path.suffix != ".gz":
        _require_length(path, path.stat().st_size, start + math.prod(shape))
    return tuple(shape)


def _require_length(path: Path, length: int, wanted: int) -> None:
    if length != wanted:
        raise unusable(path, f"holds {length:,} bytes instead of {wanted:,} (half-downloaded?)")


def read_file(path: Path, size: int = -1) -> bytes:
    """The first bytes of a regular file, or all of them; unpacked where it is a .gz."""
    if not os.path.isfile(path):  # a pipe would wait for ever
        raise unusable(path, "is not a regular file")
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            return stream.read(size)
    except (OSError, EOFError, zlib.error) as error:
        raise unusable(path, f"cannot be read ({error})") from None


def unusable(path: Path, problem: str, what: str = "it") -> DatasetError:
    """What is raised over a file, with what to do."""
    return DatasetError(f"{path} {problem}: delete {what} and run again")
