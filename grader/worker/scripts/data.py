"""torchvision's data sets, filled with the real files, or with real digits in their place."""

from __future__ import annotations

import gzip
import os
import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from grader.worker.scripts.tags import Tag

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher

TEST_SCANS = 360
LENGTHS = {True: 60_000, False: 10_000}
CIFAR_LENGTHS = {True: 50_000, False: 10_000}
COLOUR_SIDE = 32
EMNIST = {
    "byclass": (697_932, 116_323), "bymerge": (697_932, 116_323), "balanced": (112_800, 18_800),
    "letters": (124_800, 20_800), "digits": (240_000, 40_000), "mnist": (60_000, 10_000),
}  # fmt: skip
_FILES = {
    True: ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    False: ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
}


@dataclass(frozen=True, eq=False, slots=True)
class Digits:
    """The digits that stand in: uint8 (N, side, side) beside their labels; and the data folder."""

    images: Any
    labels: Any
    folder: str

    @classmethod
    def from_bytes(cls, content: bytes, count: int, folder: str) -> Digits:
        """The digits of a frame's payload: the images' bytes, then one byte a label."""
        numbers = np.frombuffer(bytearray(content), dtype=np.uint8)
        side = round(((len(numbers) - count) / count) ** 0.5)
        return cls(numbers[:-count].reshape(count, side, side), numbers[-count:], folder)

    def split(self, train: bool) -> tuple[Any, Any]:
        """The digits of one split: no scan is in both."""
        part = slice(TEST_SCANS, None) if train else slice(0, TEST_SCANS)
        return self.images[part], self.labels[part]


def install(watcher: Watcher, digits: Digits) -> None:
    """Fill the data sets, where torchvision was imported."""
    sets: Any = sys.modules.get("torchvision.datasets")
    if sets is None:
        return
    _patch_mnist(sets, watcher, digits)
    _patch_emnist(sets, watcher, digits)
    _patch_cifar(sets, watcher, digits)
    for cls in (sets.MNIST, sets.CIFAR10):
        _patch_items(cls, watcher)


def _patch_items(cls: Any, watcher: Watcher) -> None:
    """Let items be had as fast as without a watcher: scripts go through all of them by hand."""
    gets = cls.__getitem__

    def get(self: Any, index: Any) -> Any:
        with watcher.quiet(), torch._C.DisableTorchFunction():
            return gets(self, index)

    cls.__getitem__ = get


def _split_of(dataset: Any) -> str:
    return "train" if dataset.train else "test"


def _patch_mnist(sets: Any, watcher: Watcher, digits: Digits) -> None:
    def init(
        self: Any, root: Any = "data", train: bool = True, transform: Any = None,
        target_transform: Any = None, download: bool = False,
    ) -> None:  # fmt: skip
        sets.VisionDataset.__init__(self, root, transform=transform,
                                    target_transform=target_transform)  # fmt: skip
        self.train = bool(train)
        name = next(c.__name__ for c in type(self).__mro__ if c.__module__ == sets.MNIST.__module__)
        real = _real(digits.folder, name, self.train)
        images, labels = real or _repeated(digits, self.train, LENGTHS[self.train])
        if real is None:
            watcher.record.stands_in(f"real digits stood in for {name}, in its shapes and lengths")
        _give(watcher, self, name, torch.from_numpy(images),
              torch.from_numpy(labels.astype(np.int64)))  # fmt: skip

    def init_q(self: Any, root: Any, what: Any = None, compat: bool = True, train: bool = True,
               **kwargs: Any) -> None:  # fmt: skip
        init(self, root, train=train if what is None else what == "train", **kwargs)

    sets.MNIST.__init__ = init
    sets.QMNIST.__init__ = init_q
    sets.QMNIST.__getitem__ = sets.MNIST.__getitem__
    sets.MNIST.mnist_grade_root = _split_of
    sets.MNIST.download = lambda self: None


def _patch_emnist(sets: Any, watcher: Watcher, digits: Digits) -> None:
    def init(self: Any, root: Any, split: str, **kwargs: Any) -> None:
        kwargs.pop("download", None)
        train = bool(kwargs.pop("train", True))
        sets.VisionDataset.__init__(self, root, **kwargs)
        self.split, self.train = split, train
        self.classes = self.classes_split_dict[split]
        images, labels = _repeated(digits, train, EMNIST[split][not train])
        watcher.record.stands_in("real digits stood in for EMNIST, in its shapes and lengths")
        first = 1 if split == "letters" else 0
        _give(watcher, self, "EMNIST", torch.from_numpy(images),
              torch.from_numpy(labels.astype(np.int64) + first))  # fmt: skip

    sets.EMNIST.__init__ = init


def _patch_cifar(sets: Any, watcher: Watcher, digits: Digits) -> None:
    def init(
        self: Any, root: Any = "data", train: bool = True, transform: Any = None,
        target_transform: Any = None, download: bool = False,
    ) -> None:  # fmt: skip
        sets.VisionDataset.__init__(self, root, transform=transform,
                                    target_transform=target_transform)  # fmt: skip
        self.train = bool(train)
        name = "CIFAR100" if isinstance(self, sets.CIFAR100) else "CIFAR10"
        images, labels = _coloured(digits, self.train)
        self.data, self.targets = images, labels.astype(int).tolist()
        classes = 100 if name == "CIFAR100" else 10
        self.classes = [f"class {n}" for n in range(classes)] if classes > 10 else list(_TEN)
        self.class_to_idx = {c: n for n, c in enumerate(self.classes)}
        watcher.record.stands_in(f"real digits stood in for {name}, in its shapes and lengths")

    sets.CIFAR10.__init__ = init
    sets.CIFAR10.mnist_grade_root = _split_of
    sets.CIFAR10.download = lambda self: None


_TEN = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")


def _give(watcher: Watcher, dataset: Any, name: str, images: Any, labels: Any) -> None:
    split = _split_of(dataset)
    dataset.data, dataset.targets = images, labels
    watcher.tags.put(images, Tag(root=f"{name} {split}", split=split))
    watcher.tags.put(labels, Tag(root=f"{name} {split}", split=split, label=True))


def _repeated(digits: Digits, train: bool, length: int) -> tuple[Any, Any]:
    images, labels = digits.split(train)
    order = np.arange(length) % len(labels)
    return images[order], labels[order]


@cache
def _coloured(digits: Digits, train: bool) -> tuple[Any, Any]:
    images, labels = _repeated(digits, train, CIFAR_LENGTHS[train])
    edge = (COLOUR_SIDE - images.shape[1]) // 2
    padded = np.pad(images, ((0, 0), (edge, edge), (edge, edge)))
    return np.repeat(padded[..., None], 3, axis=3), labels


def _real(folder: str, name: str, train: bool) -> tuple[Any, Any] | None:
    """The images and labels of the data folder, where its files are whole."""
    raw = os.path.join(folder, name, "raw")
    try:
        images, labels = (_items(os.path.join(raw, file)) for file in _FILES[train])
    except (OSError, ValueError, EOFError):
        return None
    if len(images) == len(labels):
        return _at_full_length(images, labels, LENGTHS[train])
    return None


def _at_full_length(images: Any, labels: Any, length: int) -> tuple[Any, Any]:
    order = np.arange(length) % len(labels)
    return (images, labels) if len(labels) == length else (images[order], labels[order])


def _items(path: str) -> Any:
    """What one idx file holds, which may be packed."""
    opens: Any = open
    if not os.path.exists(path):
        path, opens = f"{path}.gz", gzip.open
    with opens(path, "rb") as file:
        content = bytearray(file.read())
    rank = content[3]
    shape = np.frombuffer(content, dtype=">u4", count=rank, offset=4)
    return np.frombuffer(content, dtype=np.uint8, offset=4 + 4 * rank).reshape(shape)
