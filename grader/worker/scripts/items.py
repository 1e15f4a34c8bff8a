"""Where items come from: which data, which split, and which of them a step has been taken on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from grader.worker.scripts.contents import Contents
from grader.worker.scripts.tags import NOTHING, Tag

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher

Rows = Any  # an array of whole numbers, or None where they are not known


class Items:
    """The batches of a run, each with the items that it holds."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self.batches: list[tuple[str, str, Rows]] = [("", "", None)]
        self._known: dict[tuple[Any, ...], int] = {}
        self._kept: list[Any] = []
        self._contents = Contents()

    def handed_out(self, dataset: Any, indices: Any, data: Any, called: str = "") -> int:
        """A loader, `called` a split's, has handed out a batch: its number; tensors are tagged."""
        root, split, rows = "", "", None
        if isinstance(indices, (list, tuple, range, int, torch.Tensor)):
            wanted = np.atleast_1d(np.asarray(indices))
            if wanted.dtype.kind in "iu":
                root, split, rows = self.resolved(dataset, wanted)
        # What is the test set by itself stays that, whatever it is called.
        unknown = not split
        split = split if split == "test" else called or split
        number = len(self.batches)
        self.batches.append((root, split, rows))
        for place, tensor in enumerate(_tensors(data)):
            if not place and unknown and tensor.is_floating_point():
                self._contents.note(number, tensor)
            label = place > 0 and (not tensor.is_floating_point() or tensor.dim() <= 1)
            self._watcher.tags.put(tensor, Tag(number, root, split, label))
        return number

    def resolved(self, dataset: Any, rows: Any, depth: int = 0) -> tuple[str, str, Rows]:
        """The data that a dataset's items are of in the end, and which of its items they are."""
        from torch.utils.data import ConcatDataset, Subset, TensorDataset

        if depth > 8:
            return "", "", None
        if isinstance(dataset, Subset):
            return self.resolved(dataset.dataset, np.asarray(dataset.indices)[rows], depth + 1)
        if isinstance(dataset, ConcatDataset):
            ends = np.asarray(dataset.cumulative_sizes)
            which = np.searchsorted(ends, rows, side="right")
            parts = [
                self.resolved(
                    dataset.datasets[w], rows[which == w] - (ends[w - 1] if w else 0), depth + 1
                )
                for w in np.unique(which)
            ]
            return _together(parts)
        if isinstance(dataset, TensorDataset) and dataset.tensors:
            return self._of_tensor(dataset.tensors[0], rows)
        known = getattr(type(dataset), "mnist_grade_root", None)
        if known is not None:
            split = known(dataset)
            return f"{_stand_in_name(dataset)} {split}", split, rows
        inner = [
            value
            for value in getattr(dataset, "__dict__", {}).values()
            if isinstance(value, torch.utils.data.Dataset)
        ]
        if len(inner) == 1 and _length(inner[0]) == _length(dataset):
            return self.resolved(inner[0], rows, depth + 1)
        self._kept.append(dataset) if len(self._kept) < 200 else None
        return f"data {id(dataset)}", "", rows

    def _of_tensor(self, tensor: torch.Tensor, rows: Any) -> tuple[str, str, Rows]:
        tag = self._watcher.tags.of(tensor)
        root, split, first = self._storage(tensor)
        of, told, known = self.batches[tag.batch]
        if known is not None and len(known) == len(tensor):  # rows that were taken out of others
            return of, split or told, known[rows]
        if tag.root:
            return tag.root, split or tag.split, rows + first if root == tag.root else None
        return root, split, rows + first

    def _storage(self, tensor: torch.Tensor) -> tuple[str, str, int]:
        storage = tensor.untyped_storage()
        per_row = max(1, tensor.stride(0) if tensor.dim() else 1)
        self._kept.append(storage) if len(self._kept) < 200 else None
        pointer = storage.data_ptr()
        return (
            f"tensor {pointer}",
            self._watcher.splits.of_tensor(tensor),
            int(tensor.storage_offset()) // per_row,
        )

    def tag_of(self, given: torch.Tensor) -> Tag:
        """The tag of what goes into a model; plain data that nobody has handed out gets one."""
        tag = self._watcher.tags.of(given)
        if tag.batch or given.requires_grad or not given.dim():
            return tag
        root, split, first = self._storage(given)
        if tag.root:
            root, split = tag.root, tag.split
        rows = np.arange(first, first + len(given)) if not tag.root else None
        number = self._numbered((root, first, tuple(given.shape)), root, split, rows)
        if rows is not None:
            self._contents.note(number, given)
        self._watcher.tags.change(given, batch=number, root=root, split=split)
        return self._watcher.tags.of(given)

    def _numbered(self, key: tuple[Any, ...], root: str, split: str, rows: Rows) -> int:
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self.batches)
            self.batches.append((root, split, rows))
        return number

    def indexed(self, base: torch.Tensor, index: Any, result: torch.Tensor) -> None:
        """Rows were taken out of a tensor of data."""
        tags = self._watcher.tags
        if base.requires_grad or not base.dim() or tags.of(base).made or len(base) < 2:
            return
        tag = tags.of(base)
        if tag.batch:  # a part of what was handed out
            tags.put(result, tag)
            return
        if result.untyped_storage().data_ptr() == base.untyped_storage().data_ptr():
            if tag is not NOTHING:
                tags.put(result, tag)
            return  # a view: its place in the storage tells its rows
        if isinstance(index, (torch.Tensor, np.ndarray, list)):
            rows = np.asarray(index)
            rows = np.flatnonzero(rows) if rows.dtype == bool else rows.reshape(-1)
            root, split, known = self._of_tensor(base, rows)
            number = len(self.batches)
            if number < 200_000:
                self.batches.append((root, split, known))
                if known is not None:
                    self._contents.note(number, result)
                tags.put(result, Tag(number, root, split, tag.label))

    def trained(self, batches: set[int]) -> dict[str, Any]:
        """For each data root the rows that steps were taken on; None where they are not known.

        Beside them, under no root, what was in the rows that are no data set's of torchvision.

        Where we have cut a pass of training, those count that it would have come to.
        """
        found: dict[str, Any] = {"": self._contents.of(batches)}
        cut = [self.resolved(*of) for of in self._watcher.passes.cut_short() if len(of[1])]
        for root, _, rows in [*(self.batches[number] for number in batches), *cut]:
            if not root:
                continue
            if rows is None or found.get(root, ()) is None:
                found[root] = None
            else:
                found.setdefault(root, set()).update(rows.tolist())
        return found

    def digest(self, batch: int) -> int | None:
        """A number that two batches of the same items share; None where these are not known."""
        root, _, rows = self.batches[batch]
        return None if rows is None else hash((root, np.sort(rows).tobytes())) & 0xFFFFFFFF

    def share_trained(self, batch: int, trained: dict[str, Any]) -> float | None:
        """The share of a batch's items that steps were taken on; None where that is not known."""
        root, _, rows = self.batches[batch]
        if not root:
            return None
        if root not in trained:
            return self._contents.share(batch, trained[""])
        if rows is None or trained[root] is None or not len(rows):
            return None
        return sum(row in trained[root] for row in rows.tolist()) / len(rows)


def _tensors(data: Any, depth: int = 0) -> list[torch.Tensor]:
    if isinstance(data, torch.Tensor):
        return [data]
    if depth > 3:
        return []
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, (list, tuple)):
        return [tensor for part in data[:50] for tensor in _tensors(part, depth + 1)]
    return []


def _length(dataset: Any) -> int:
    try:
        return len(dataset)
    except (TypeError, NotImplementedError):
        return -1


def _stand_in_name(dataset: Any) -> str:
    for cls in type(dataset).__mro__:
        if cls.__module__.startswith("torchvision"):
            return cls.__name__
    return type(dataset).__name__


def _together(parts: list[tuple[str, str, Rows]]) -> tuple[str, str, Rows]:
    roots, splits = {root for root, _, _ in parts}, {split for _, split, _ in parts}
    if len(roots) == 1 and all(rows is not None for _, _, rows in parts):
        return roots.pop(), splits.pop(), np.concatenate([rows for _, _, rows in parts])
    # Both halves of a data set in one: the name says so, and the test half decides.
    return "+".join(sorted(roots)), "test" if "test" in splits else "", None
