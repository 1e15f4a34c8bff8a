"""The handwritten digits: a public split beside a held-out one that only the judge sees."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import importlib
import math
import os
import socket
import struct
import sys
import tempfile
import zlib
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from grader.errors import DatasetError

if TYPE_CHECKING:
    import torch  # it takes seconds, and whether digits are there can be said without it

KNOWN = ("digits", "mnist")
SCANS, SCAN_SIDE, SCAN_MAX, HELD_OUT = 1797, 8, 16, 360
BUNDLED = Path(__file__).parent / "digits.csv.gz"
SIDE, CLASSES = 28, 10
RAW = Path("MNIST", "raw")  # inside the data folder
TRAIN = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte")
TEST = ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Split:
    """Images as uint8 (N, 1, 28, 28) beside their labels as int64 (N,)."""

    images: torch.Tensor
    labels: torch.Tensor

    @cached_property
    def scaled(self) -> torch.Tensor:
        """The images as the contract has them: uint8 0..255 becomes float32 in [0, 1]."""
        return self.images.float() / 255


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset under the name that was really used; `note` says why where it is the fallback."""

    name: str
    train: Split  # public
    validation: Split  # held out: never leaves the judge
    note: str = ""


def load(
    name: str, *, folder: Path, fallback: str | None, seed: str, download: bool = True
) -> Dataset:
    """The named dataset, or the fallback with a note where the named one cannot be had."""
    try:
        return _load(name, folder, seed, download)
    except DatasetError as error:
        if fallback is None or fallback == name or not {name, fallback} <= set(KNOWN):
            raise
        used = _load(fallback, folder, seed, download)
        return replace(used, note=f"{fallback} was used instead of {name}: {error}")


def fetch(name: str, folder: Path) -> None:
    """Download what is missing of a dataset, with a progress bar.

    Raises:
        DatasetError: it cannot be had.
    """
    if _known(name) == "mnist" and _missing(folder / RAW):
        _download(folder / RAW)


def fingerprint(name: str, *, folder: Path, fallback: str | None) -> tuple[str, str]:
    """The dataset that `load` would use now, without a download, and the SHA-256 of its files.

    Raises:
        DatasetError: neither it nor the fallback is there.
    """
    raw = folder / RAW
    if _known(name) == "mnist" and (missing := _missing(raw)):
        if fallback is None or fallback == name:
            raise DatasetError(f"{raw} lacks {', '.join(missing)}: put it there")
        return fingerprint(fallback, folder=folder, fallback=None)
    files = [BUNDLED] if name == "digits" else [_path(raw, part) for part in TRAIN + TEST]
    whole = sha256()
    for path in files:
        whole.update(sha256(_read(path)).digest())
    return name, whole.hexdigest()


def available(name: str, folder: Path) -> str:
    """One line on whether a dataset is there; reads headers only and never downloads."""
    try:
        if _known(name) == "digits":
            there = os.path.isfile(BUNDLED)
            return f"{SCANS:,} images, bundled" if there else f"cannot be used: {_lost()}"
        raw = folder / RAW
        if missing := _missing(raw):
            what = f": {', '.join(missing)}" if len(missing) < len(TRAIN + TEST) else ""
            return f"not found in {folder}{what}"
        train, test = (_shape(_path(raw, images), SIDE, SIDE)[0] for images, _ in (TRAIN, TEST))
        return f"{train:,} + {test:,} images in {folder}"
    except DatasetError as error:
        return f"cannot be used: {error}"


def _load(name: str, folder: Path, seed: str, download: bool) -> Dataset:
    return _digits(seed) if _known(name) == "digits" else _mnist(folder / RAW, download)


def _known(name: str) -> str:
    if name not in KNOWN:
        raise DatasetError(f"unknown dataset {name!r}: the known ones are {', '.join(KNOWN)}")
    return name


def _digits(seed: str) -> Dataset:
    table = _table()[_shuffled(SCANS, seed)]
    # SECURITY: built apart; as a slice of one tensor, train would carry the held-out scans along.
    return Dataset("digits", train=_scans(table[HELD_OUT:]), validation=_scans(table[:HELD_OUT]))


def _scans(rows: Bytes) -> Split:
    """Rows of 64 pixels and a label as images, as large as MNIST's."""
    import torch

    images = _enlarged(rows)[:, None]
    return Split(torch.from_numpy(images), torch.from_numpy(rows[:, -1].astype(np.int64)))


def _enlarged(rows: Bytes) -> Bytes:
    """Rows of 64 pixels at 28x28, bilinear: the same bytes on every machine."""
    # The weights are fourteenths: as whole numbers they are exact, in whatever order they are
    # added up. Float noise would round the many pixels that come to 127.5 here up, there down.
    # It is numpy's work, since torch would start threads, which do not survive a fork.
    at = ((np.arange(SIDE) + 0.5) * SCAN_SIDE / SIDE - 0.5).clip(0, SCAN_SIDE - 1)
    weights = np.rint(14 * (1 - abs(at - np.arange(SCAN_SIDE)[:, None])).clip(0)).astype(np.float32)
    scans = rows[:, :-1].reshape(-1, SCAN_SIDE, SCAN_SIDE).astype(np.float32)
    large = weights.T @ scans @ weights
    enlarged: Bytes = (large * np.float32(255 / SCAN_MAX / 14**2)).round().astype(np.uint8)
    return enlarged


def scans() -> tuple[bytes, int]:
    """All scans, enlarged, as bytes, one byte a label after them, and their number.

    Raises:
        DatasetError: the bundled table is not there.
    """
    table = _table()
    return _enlarged(table).tobytes() + table[:, -1].tobytes(), len(table)


def _lost() -> str:
    return f"{BUNDLED} is missing: reinstall mnist-grade"


def _table() -> Bytes:
    """One row a scan: 64 pixels in 0..16, then the label."""
    if not os.path.isfile(BUNDLED):
        raise DatasetError(_lost())
    try:
        table: Bytes = np.loadtxt(BUNDLED, dtype=np.uint8, delimiter=",", ndmin=2)
        highest = np.array([SCAN_MAX] * SCAN_SIDE**2 + [CLASSES - 1])
        if table.shape != (SCANS, len(highest)) or (table > highest).any():
            raise ValueError(f"not a table of {SCANS:,} scans")
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise DatasetError(f"{BUNDLED} is damaged ({error}): reinstall mnist-grade") from None
    return table


def _shuffled(count: int, seed: str) -> list[int]:
    """The numbers below `count` in an order that follows from the seed alone."""
    # SECURITY: sorting by hashes uses all of the seed. A torch.Generator would keep 32 bits of
    # it, few enough to try them all, and its order may change with the version of torch.
    return sorted(range(count), key=lambda n: sha256(f"held-out\0{seed}\0{n}".encode()).digest())


def _mnist(raw: Path, download: bool) -> Dataset:
    if download and _missing(raw):
        _download(raw)
    if missing := _missing(raw):
        names = ", ".join(missing)
        raise DatasetError(f"{raw} lacks {names}: put it there or use --dataset digits")
    return Dataset("mnist", train=_split(raw, *TRAIN), validation=_split(raw, *TEST))


def _missing(raw: Path) -> list[str]:
    return [name for name in TRAIN + TEST if not os.path.exists(_path(raw, name))]


def _path(raw: Path, name: str) -> Path:
    """The plain file where it is there, else its .gz."""
    return raw / name if os.path.exists(raw / name) else raw / f"{name}.gz"


def _split(raw: Path, *names: str) -> Split:
    import torch

    pixels, classes = (_path(raw, name) for name in names)
    images, labels = _items(pixels, SIDE, SIDE), _items(classes)
    if len(images) != len(labels):
        others = f"{len(labels):,} labels in {classes.name}"
        raise _unusable(pixels, f"holds {len(images):,} images beside {others}", "both")
    if (highest := int(labels.max())) >= CLASSES:
        raise _unusable(classes, f"holds the label {highest}, which is not in 0..9")
    return Split(torch.from_numpy(images[:, None]), torch.from_numpy(labels.astype(np.int64)))


def _items(path: Path, *inner: int) -> Bytes:
    """What one idx file holds, in the shape (N, *inner)."""
    shape = _shape(path, *inner)
    content, start = bytearray(_read(path)), 4 + 4 * len(shape)
    _require_length(path, len(content), start + math.prod(shape))
    return np.frombuffer(content, dtype=np.uint8, offset=start).reshape(shape)


def _shape(path: Path, *inner: int) -> tuple[int, ...]:
    """The shape (N, *inner) that the header of one idx file announces."""
    start = 8 + 4 * len(inner)
    head = _read(path, start)
    _require_length(path, len(head), start)
    magic, *shape = struct.unpack(f">{start // 4}I", head)
    if magic != (wanted := 0x0800 + len(shape)):  # unsigned bytes, and the rank
        raise _unusable(path, f"has the magic number 0x{magic:08x}, MNIST has 0x{wanted:08x}")
    if tuple(shape[1:]) != inner:
        raise _unusable(path, f"holds images of {shape[1]}x{shape[2]}, MNIST has {SIDE}x{SIDE}")
    if shape[0] == 0:
        raise _unusable(path, "holds no items")
    if path.suffix != ".gz":
        _require_length(path, path.stat().st_size, start + math.prod(shape))
    return tuple(shape)


def _require_length(path: Path, length: int, wanted: int) -> None:
    if length != wanted:
        raise _unusable(path, f"holds {length:,} bytes instead of {wanted:,} (half-downloaded?)")


def _read(path: Path, size: int = -1) -> bytes:
    """The first bytes of a regular file, or all of them; unpacked where it is a .gz."""
    if not os.path.isfile(path):  # a pipe would wait for ever
        raise _unusable(path, "is not a regular file")
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            return stream.read(size)
    except (OSError, EOFError, zlib.error) as error:
        raise _unusable(path, f"cannot be read ({error})") from None


def _unusable(path: Path, problem: str, what: str = "it") -> DatasetError:
    return DatasetError(f"{path} {problem}: delete {what} and run again")


def _download(raw: Path) -> None:
    """All of MNIST into its folder, where it appears only once it is whole."""
    try:
        raw.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".download-", dir=raw.parent) as beside:
            _fetch(beside)
            _place(Path(beside) / RAW, raw)
    except (OSError, RuntimeError, ImportError, http.client.HTTPException) as error:
        reason = f"mnist could not be downloaded (no network?): {' '.join(str(error).split())}"
        remedy = f"put the four files under {raw} or use --dataset digits"
        raise DatasetError(f"{reason}; {remedy}") from None


def _fetch(root: str) -> None:
    """Let torchvision download, check and unpack; standard output may be somebody's JSON."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(30)  # seconds without one byte: the network is gone
    try:
        with contextlib.redirect_stdout(sys.stderr):
            importlib.import_module("torchvision.datasets").MNIST(root, download=True)
    finally:
        socket.setdefaulttimeout(before)


def _place(fresh: Path, raw: Path) -> None:
    """Move the whole set in one step, or file by file beside those that are there already."""
    try:
        fresh.rename(raw)
    except OSError:  # such a folder is there, and it is not empty
        for name in _missing(raw):
            os.replace(fresh / name, raw / name)
