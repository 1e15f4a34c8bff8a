"""The handwritten digits: a public split beside a held-out one that only the judge sees."""

from __future__ import annotations

import contextlib
import http.client
import importlib
import os
import socket
import sys
import tempfile
import zlib
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from grader.course.data import read_npz
from grader.course.idx import Bytes, items, read_file, shape_of, unusable
from grader.errors import DatasetError

if TYPE_CHECKING:
    import torch  # it takes seconds, and whether digits are there can be said without it

KNOWN = ("digits", "mnist")
OWN = "own"  # the name of a data set that a course brings along
SHARE_HELD_OUT = 5  # of such, every fifth sample where its author holds none out
SCANS, SCAN_SIDE, SCAN_MAX, HELD_OUT = 1797, 8, 16, 360
BUNDLED = Path(__file__).parent / "digits.csv.gz"
SIDE, CLASSES = 28, 10
RAW = Path("MNIST", "raw")  # inside the data folder
TRAIN = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte")
TEST = ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")


@dataclass(frozen=True)
class Split:
    """Images as uint8 (N, 1, 28, 28) beside their labels as int64 (N,).

    Those of a course's own data set have any shape (N, ...), and may be float32.
    """

    images: torch.Tensor
    labels: torch.Tensor

    @cached_property
    def scaled(self) -> torch.Tensor:
        """The images as the contract has them: uint8 0..255 becomes float32 in [0, 1]."""
        return self.images.float() / 255 if self.images.dtype.itemsize == 1 else self.images


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


def load_own(path: Path, seed: str) -> Dataset:
    """A course's own data set, from its .npz.

    Raises:
        DatasetError: it cannot be used, with file, array and remedy.
    """
    import torch

    arrays = read_npz(path)
    inputs, labels = (torch.from_numpy(a) for a in (arrays.inputs, arrays.labels))
    if arrays.held_out_inputs is not None:
        held = (torch.from_numpy(a) for a in (arrays.held_out_inputs, arrays.held_out_labels))
        return Dataset(OWN, Split(inputs, labels), Split(*held))
    order = torch.tensor(_shuffled(len(labels), seed))
    last = len(order) // SHARE_HELD_OUT
    # SECURITY: copied apart, so that train carries no held-out sample along.
    train, out = (Split(inputs[part], labels[part]) for part in (order[last:], order[:last]))
    return Dataset(OWN, train, out)


def fetch(name: str, folder: Path) -> None:
    """Download what is missing of a dataset, with a progress bar.

    Raises:
        DatasetError: it cannot be had.
    """
    if _known(name) == "mnist" and _missing(folder / RAW):
        _download(folder / RAW)


def fingerprint(name: str, *, folder: Path, fallback: str | None) -> tuple[str, str]:
    """The dataset that `load` would use now, without a download, and the SHA-256 of its files.

    Of a course's own data set `folder` is its file.

    Raises:
        DatasetError: neither it nor the fallback is there.
    """
    raw = folder / RAW
    if name != OWN and _known(name) == "mnist" and (missing := _missing(raw)):
        if fallback is None or fallback == name:
            raise DatasetError(f"{raw} lacks {', '.join(missing)}: put it there")
        return fingerprint(fallback, folder=folder, fallback=None)
    if name == OWN:
        return name, sha256(read_file(folder)).hexdigest()
    files = [BUNDLED] if name == "digits" else [_path(raw, part) for part in TRAIN + TEST]
    whole = sha256()
    for path in files:
        whole.update(sha256(read_file(path)).digest())
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
        train, test = (shape_of(_path(raw, images), SIDE, SIDE)[0] for images, _ in (TRAIN, TEST))
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
    images, labels = items(pixels, SIDE, SIDE), items(classes)
    if len(images) != len(labels):
        others = f"{len(labels):,} labels in {classes.name}"
        raise unusable(pixels, f"holds {len(images):,} images beside {others}", "both")
    if (highest := int(labels.max())) >= CLASSES:
        raise unusable(classes, f"holds the label {highest}, which is not in 0..9")
    return Split(torch.from_numpy(images[:, None]), torch.from_numpy(labels.astype(np.int64)))


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
