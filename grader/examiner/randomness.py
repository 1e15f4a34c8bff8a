"""Numbers, choices and tensors that a submission cannot foresee."""

from __future__ import annotations

import hashlib
from typing import TypeVar

import torch

T = TypeVar("T")


def seed_of(*parts: str) -> int:
    """A 62-bit seed from texts, by SHA-256."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 2


class Randomness:
    """Draws plain values from a generator of its own, seeded by texts."""

    def __init__(self, *seed: str) -> None:
        self.generator = torch.Generator().manual_seed(seed_of(*seed))
        self._visits: dict[tuple[int, int], int] = {}

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`; its ends come first."""
        visit = self._visits.get((low, high), 0)
        self._visits[low, high] = visit + 1
        return (low, high)[visit] if visit < 2 else low + self.integer(high - low + 1)

    def integer(self, high: int) -> int:
        """A whole number from 0 to below `high`."""
        return int(torch.randint(0, high, (), generator=self.generator))

    def number(self, low: float, high: float) -> float:
        """A number from `low` to `high`."""
        return low + (high - low) * float(torch.rand((), generator=self.generator))

    def floats(self, count: int, low: float = -1.0, high: float = 1.0) -> list[float]:
        """So many numbers from `low` to `high`."""
        return [self.number(low, high) for _ in range(count)]

    def choice(self, *options: T) -> T:
        """One of the options."""
        return options[self.integer(len(options))]

    def permutation(self, count: int) -> list[int]:
        """The numbers below `count` in an order that is not their own."""
        order: list[int] = torch.randperm(count, generator=self.generator).tolist()
        return order if order != sorted(order) else order[::-1]

    def tensor(self, *shape: int, scale: float = 1.0, graph: bool = False) -> torch.Tensor:
        """Normally distributed numbers; with a `graph`, what a model gives hangs on one, too."""
        numbers = torch.randn(shape, generator=self.generator) * scale
        return numbers.requires_grad_() if graph else numbers

    def labels(self, count: int, classes: int) -> torch.Tensor:
        """Random labels (count,); where there is room for every class, every class is there."""
        labels = torch.randint(0, classes, (count,), generator=self.generator)
        if count >= classes:
            places = torch.randperm(count, generator=self.generator)[:classes]
            labels[places] = torch.arange(classes)
        return labels

    def whole_tensor(self, high: int, *shape: int) -> torch.Tensor:
        """Whole numbers from 0 to below `high`, int64."""
        return torch.randint(0, high, shape, generator=self.generator)

    def uniform(self, bound: float, *shape: int) -> torch.Tensor:
        """Numbers between `-bound` and `bound`, each as likely."""
        return (torch.rand(shape, generator=self.generator) * 2 - 1) * bound
