"""What goes into each loss, what comes out, and the sums that the watcher keeps of them itself."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch

from grader.worker.scripts.tags import Tag

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher

# Losses of which the numbers that go in are looked at, and of which values are told.
LOOKED_AT, TOLD = 150, 400


@dataclass(slots=True)
class Seen:
    """The values that came out of losses at one line, with the rows that each was taken over."""

    values: list[float] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    passes: list[int] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)


class Losses:
    """The losses of a run."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self.seen: dict[tuple[str, int], Seen] = {}
        self.count = 0

    def taken(
        self, kind: str, given: torch.Tensor, target: Any, result: torch.Tensor, kwargs: Any
    ) -> None:
        """A loss was taken."""
        watcher, tags = self._watcher, self._watcher.tags
        self.count += 1
        tag = tags.of(given)
        watcher.measured(tag.forward)
        told = self.count <= LOOKED_AT or not watcher.record.is_full
        event = self._told(kind, given, target, result, kwargs) if told else {}
        value = float(result.detach()) if result.numel() == 1 else math.nan
        event["value"] = finite(value)
        rows = given.shape[0] if given.dim() else 1
        sums = kwargs.get("reduction") == "sum" or kwargs.get("size_average") is False
        self.note(value / max(rows, 1) if sums else value, rows)
        behind = tags.forwards(given) | tags.forwards(target)
        tags.put(
            result,
            Tag(
                tag.batch,
                tag.root,
                tag.split,
                forward=tag.forward,
                loss=self.count,
                terms=1,
                forwards=behind if result.requires_grad else frozenset(),
            ),
        )

    def _told(
        self, kind: str, given: torch.Tensor, target: Any, result: torch.Tensor, kwargs: Any
    ) -> dict[str, Any]:
        """The event of a loss: what went in, and what is known of it."""
        watcher, tags = self._watcher, self._watcher.tags
        tag = tags.of(given)
        event = watcher.record.add(
            "loss", of=kind, shape=list(given.shape), dtype=str(given.dtype),
            requires_grad=result.requires_grad, made=tag.made, dim=tag.dim,
            made_line=list(tag.line), made_shape=list(tag.shape), before=tag.before,
            forward=tag.forward, batch=tag.batch or watcher.gradients.batch, root=tag.root,
            split=tag.split, number=self.count, grad=torch.is_grad_enabled(),
            reduction=kwargs.get("reduction", "mean"),
        )  # fmt: skip
        if isinstance(target, torch.Tensor):
            other = tags.of(target)
            same = target is given or (other.batch == tag.batch != 0 and not other.label)
            split = other.split
            if self.count <= LOOKED_AT and not (split or target.requires_grad):
                split = watcher.splits.of_tensor(target)
            event.update(
                target=list(target.shape), target_split=split, target_root=other.root, same=same,
                target_label=other.label or bool(split and not same and other.root != tag.root),
            )  # fmt: skip
        if self.count <= LOOKED_AT:
            event.update(numbers_of(given.detach()))
            event["classes"] = classes_of(target)
            event["whole"] = are_class_numbers(target)
        return event

    def note(self, value: float, rows: int) -> None:
        """Keep a value for the sums."""
        file, line, _ = self._watcher.record.place()
        seen = self.seen.setdefault((file, line), Seen())
        if len(seen.values) < 200_000:
            seen.values.append(value)
            seen.rows.append(rows)
            seen.passes.append(self._watcher.passes.number)
            seen.batches.append(self._watcher.gradients.batch)

    def subtracted(self, one: torch.Tensor, other: torch.Tensor, result: Any) -> None:
        """A difference, which is a loss in the making where shapes are silently made to fit."""
        shapes = list(one.shape), list(other.shape)
        for tag in map(self._watcher.tags.of, (one, other)):
            self._watcher.measured(tag.forward)
        if not (one.requires_grad or other.requires_grad) or shapes[0] == shapes[1]:
            return
        if one.numel() == other.numel() > 1 and result.numel() > one.numel():
            self._watcher.record.note("broadcast", shapes=shapes, out=list(result.shape))

    def added(self, terms: list[Tag], result: torch.Tensor) -> None:
        """Losses were added up with their graphs."""
        count = sum(max(tag.terms, 1) for tag in terms if tag.loss)
        batches = {tag.batch for tag in terms if tag.loss}
        newest = max(terms, key=lambda tag: tag.loss)
        self._watcher.tags.change(result, loss=newest.loss, batch=newest.batch, terms=count)
        if len(batches) > 1 and count >= 3:
            self._watcher.record.note("graphs added", terms=count, loss=newest.loss)


def numbers_of(given: torch.Tensor) -> dict[str, Any]:
    """What the numbers say that go into a loss."""
    if not given.numel() or not given.is_floating_point():
        return {}
    told: dict[str, Any] = {"min": finite(float(given.min())), "max": finite(float(given.max()))}
    if given.dim() == 2 and given.shape[1] > 1:
        ones = torch.ones(len(given), dtype=given.dtype)
        told["sums_to_1"] = bool(torch.allclose(given.sum(1), ones, atol=1e-3))
        told["exp_sums_to_1"] = bool(torch.allclose(given.exp().sum(1), ones, atol=1e-2))
    return told


def classes_of(target: Any) -> list[int] | None:
    """The classes of a batch of labels, each with its number of items, fewest classes kept."""
    if not isinstance(target, torch.Tensor) or target.is_floating_point() or target.dim() != 1:
        return None
    values, counts = torch.unique(target, return_counts=True)
    return [len(values), int(counts.max()), len(target)]


def are_class_numbers(target: Any) -> bool:
    """Whether a target of a regression holds whole numbers alone, as those of several classes."""
    if not isinstance(target, torch.Tensor) or not 1 < target.numel() < 100_000:
        return False
    values = torch.unique(target.detach())
    return 2 < len(values) <= 100 and bool((values == values.round()).all() and values.min() >= 0)


def finite(value: float) -> float | str:
    """A number that JSON has, or its name."""
    return float(f"{value:.8g}") if math.isfinite(value) else str(value)
