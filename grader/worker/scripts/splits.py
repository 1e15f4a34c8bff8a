"""Which data a script calls its training, validation or test data: by the names it gives them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, SubsetRandomSampler

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher

# So often names are looked up, and so many of one frame or of one table.
MOST_SCANS, MOST_NAMES, MOST_KEYS = 2000, 400, 50
_WORDS = {"train": "train", "training": "train", "test": "test", "testing": "test", "val": "val",
          "valid": "val", "validation": "val"}  # fmt: skip
_ENDS = r"(?:s|set|sets|loader|loaders|data|dataset|ds|dl|x|y|images|labels|iter|gen|features)?"
_NAME = re.compile(rf"(?:[xy])?(training|train|testing|test|validation|valid|val){_ENDS}\d*")
_PARTS = re.compile(r"[A-Z]?[a-z]+\d*|[A-Z]+(?![a-z])")


def split_of_name(name: str) -> str:
    """`train`, `test` or `val` where a name says one of them, and no other."""
    parts = (_NAME.fullmatch(part.lower()) for part in _PARTS.findall(name))
    found = {_WORDS[part[1]] for part in parts if part}
    return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class Names:
    """The splits that the names of a loader tell: of its data, where it is used, and where made."""

    data: str
    inner: str
    outer: str


class Splits:
    """The splits that a script's names tell."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self._scans = 0
        # Each with its storage, so that no other tensor comes to lie at the same place.
        self._of_rows: dict[tuple[int, int, int], tuple[str, Any]] = {}

    def of_loader(self, loader: Any) -> Names:
        """The split of what a loader hands out, and what it is called itself.

        Its data's name says more than its own, but where it hands out a choice of that data.
        """
        chosen = isinstance(loader.sampler, SubsetRandomSampler)
        data = [] if chosen else self._named(lambda value: value is loader.dataset)
        own = self._named(lambda value: value is loader)
        outer = own[-1] if own else ""
        return Names(data[-1] if data else outer, own[0] if own else "", outer)

    def of_tensor(self, tensor: torch.Tensor) -> str:
        """The split of a tensor: what the tensor is called that all its rows are in."""
        pointer = tensor.untyped_storage().data_ptr()
        first, last = _rows(tensor)
        key = (pointer, first, last)
        if key in self._of_rows:
            return self._of_rows[key][0]
        found = next(iter(self._named(lambda v: _holds(v, pointer, first, last))[-1:]), "")
        if found:
            self._of_rows[key] = found, tensor.untyped_storage()
        return found

    def _named(self, is_it: Callable[[Any], bool]) -> list[str]:
        """What a value is called, from the innermost call to the module.

        Nothing is told where no other data is called the training data: of a test alone it is not
        known what it is the test for.
        """
        self._scans += 1
        if self._scans > MOST_SCANS:
            return []
        told: list[str] = []
        trains = False
        for table in self._tables():
            here: set[str] = set()
            for name, value in _entries(table):
                if (split := split_of_name(name)) and _is_data(value):
                    it = is_it(value)
                    trains = trains or (split == "train" and not it)
                    here |= {split} if it else set()
            if here:
                told.append(here.pop() if len(here) == 1 else "")
        return [split for split in told if split == "train" or trains]

    def _tables(self) -> Iterator[Mapping[str, Any]]:
        """The names of the script's calls, from the innermost on, and those of its modules."""
        folder, frame = self._watcher.record.folder, sys._getframe(1)
        modules: dict[int, Mapping[str, Any]] = {}
        while frame is not None:
            if frame.f_code.co_filename.startswith(folder):
                modules[id(frame.f_globals)] = frame.f_globals
                if frame.f_locals is not frame.f_globals:
                    yield frame.f_locals
            frame = frame.f_back  # type: ignore[assignment]
        yield from modules.values()


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in list(table.items())[:MOST_NAMES]:
        yield name, value
        inner = value if type(value) is dict else None
        if name == "self":
            inner = getattr(value, "__dict__", None)
        if isinstance(inner, dict):
            yield from [(str(k), v) for k, v in list(inner.items())[:MOST_KEYS]]


def _is_data(value: Any) -> bool:
    return isinstance(value, (torch.Tensor, np.ndarray, DataLoader, Dataset)) or (
        type(value).__name__ in ("DataFrame", "Series")
    )


def _rows(tensor: torch.Tensor) -> tuple[int, int]:
    """Where the numbers of a tensor begin and end in its storage."""
    first = int(tensor.storage_offset())
    spans = ((n - 1) * s for n, s in zip(tensor.shape, tensor.stride(), strict=True) if n)
    return first, first + sum(spans)


def _holds(value: Any, pointer: int, first: int, last: int) -> bool:
    if not isinstance(value, torch.Tensor) or value.layout != torch.strided:
        return False
    if value.untyped_storage().data_ptr() != pointer:
        return False
    begin, end = _rows(value)
    return begin <= first and last <= end
