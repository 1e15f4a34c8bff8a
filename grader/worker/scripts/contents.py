"""The rows that batches hold, by what is in them: a copy of training data is training data."""

from __future__ import annotations

from collections.abc import Iterable

import torch

# So many bytes are looked at; of batches beyond them nothing is known.
MOST_BYTES = 40 << 20


class Contents:
    """The contents of batches by number."""

    def __init__(self) -> None:
        self._of: dict[int, list[int]] = {}
        self._left = MOST_BYTES

    def note(self, number: int, tensor: torch.Tensor) -> None:
        """Keep what the rows of a batch hold, where that is little."""
        size = tensor.numel() * 4
        if number in self._of or not tensor.dim() or not size or size > self._left:
            return
        self._left -= size
        rows = tensor.detach().reshape(len(tensor), -1).float().contiguous().numpy()
        self._of[number] = [hash(row.tobytes()) for row in rows]

    def of(self, numbers: Iterable[int]) -> frozenset[int]:
        """The rows of all these batches."""
        return frozenset(row for number in numbers for row in self._of.get(number, ()))

    def share(self, number: int, known: frozenset[int]) -> float:
        """The share of a batch's rows that are among the known ones."""
        rows = self._of.get(number, ())
        return sum(row in known for row in rows) / len(rows) if rows else 0.0
