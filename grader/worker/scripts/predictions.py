"""Over which dimension predictions are made, and how many of them are right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch

from grader.worker.scripts.tags import Tag

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher


@dataclass(slots=True)
class Agreed:
    """For each comparison at one line how many agreed, of how many, in which pass."""

    right: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    passes: list[int] = field(default_factory=list)
    items: list[int] = field(default_factory=list)


class Predictions:
    """The predictions of a run."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self.seen: dict[tuple[str, int], Agreed] = {}

    def made(self, name: str, args: Any, kwargs: Any, result: Any) -> None:
        """A maximum was looked for."""
        given = args[0] if args else kwargs.get("input")
        if not isinstance(given, torch.Tensor):
            return
        place = 2 if name == "topk" else 1
        dim = args[place] if len(args) > place else kwargs.get("dim", kwargs.get("axis"))
        if name == "topk" and dim is None:
            dim = -1
        if name == "argmax" and dim is None and given.dim() == 2 and len(given) > 1:
            self._of_all(given, result)
        if not isinstance(dim, int):
            return
        tag = self._watcher.tags.of(given)
        index = result if isinstance(result, torch.Tensor) else result[1]
        self._watcher.tags.put(index, Tag(
            tag.batch, tag.root, tag.split, made="argmax", dim=dim % max(given.dim(), 1),
            shape=tuple(given.shape), forward=tag.forward, line=self._watcher.record.place()[:2],
        ))  # fmt: skip

    def _of_all(self, given: torch.Tensor, result: torch.Tensor) -> None:
        """The largest of all numbers was looked for, in the place of one for each item."""
        tag = self._watcher.tags.of(given)
        self._watcher.tags.put(result, Tag(
            tag.batch, tag.root, tag.split, made="argmax", shape=tuple(given.shape),
            forward=tag.forward, line=self._watcher.record.place()[:2],
        ))  # fmt: skip

    def compared(self, one: Any, other: Any, result: torch.Tensor) -> None:
        """Predictions were compared with labels."""
        tags = self._watcher.tags
        guess = next(
            (
                v
                for v in (one, other)
                if isinstance(v, torch.Tensor) and tags.of(v).made == "argmax"
            ),
            None,
        )
        if guess is None:
            return
        tag = tags.of(guess)
        self._watcher.measured(tag.forward)
        other = other if guess is one else one
        labels = list(other.shape) if isinstance(other, torch.Tensor) else []
        if tag.dim is None:
            if result.numel() == tag.shape[0]:  # one answer beside the labels of all
                self._watcher.record.note("argmax", shape=list(tag.shape), line_of=list(tag.line))
            return
        if result.dim() and result.numel() > max(guess.numel(), 1):
            self._watcher.record.note("compared", shapes=[list(guess.shape), labels])
        if tag.dim == 0 and len(tag.shape) == 2 and tag.shape[0] > 1:
            same = len(guess) != tag.shape[0] or tag.shape[0] == tag.shape[1]
            self._watcher.record.note(
                "argmax", dim=0, shape=list(tag.shape), line_of=list(tag.line), mixed=same
            )
        file, line, _ = self._watcher.record.place()
        seen = self.seen.setdefault((file, line), Agreed())
        if len(seen.right) < 200_000:
            seen.right.append(int(result.sum()))
            seen.rows.append(result.numel())
            seen.items.append(len(guess) if guess.dim() else 1)
            seen.passes.append(self._watcher.passes.number)
