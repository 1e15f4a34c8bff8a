"""Which backward's gradients lie in each parameter's .grad, which of them a step has used."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from typing import Any

import torch

from grader.worker.scripts.record import Event, Record
from grader.worker.scripts.tensors import digest, is_empty, is_leaf, sampled

# Backward calls after which the gradients are looked at no more.
OBSERVED = 150


class Parameter:
    """One leaf tensor: its place in the record, and whose gradients it holds."""

    __slots__ = (
        "before", "given", "moved", "number", "pending", "ran", "ref", "refused", "stepped",
        "version",
    )  # fmt: skip

    def __init__(self, number: int, tensor: torch.Tensor) -> None:
        self.number, self.ref = number, weakref.ref(tensor)
        self.pending: dict[int, bool] = {}  # backward -> whether a step has used it
        self.before: torch.Tensor | None = None
        self.version = -1
        self.moved = self.stepped = 0
        # Whether its layer ran with gradients on; how often it was given one when it was asked
        # for, and how often none, which the script allows.
        self.ran, self.given, self.refused = False, 0, 0


class Gradients:
    """The bookkeeping of all parameters' gradients."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._of: dict[int, Parameter] = {}
        self._names: list[Event] = []
        self._all: list[Parameter] = []
        self._reached: list[Parameter] | None = None
        self._begun_at: object = None
        self._reached_last: list[Parameter] = []
        self.backwards: list[Event] = []
        self._sets: dict[tuple[int, ...], int] = {}
        self.batch = 0
        self.by_hand: tuple[str, int] = ("", 0)
        self.loaded = 0
        self.first = 0  # the digest of the first one

    @property
    def observes(self) -> bool:
        """Whether gradients are still looked at."""
        return len(self.backwards) < OBSERVED

    def track(self, tensor: torch.Tensor, name: str = "", owner: int = -1) -> Parameter | None:
        """Follow a leaf tensor that can have gradients."""
        known = self._of.get(id(tensor))
        if known is not None:
            if name and not self._names[known.number]["name"]:
                self._names[known.number].update(name=name, owner=owner)
            return known
        if len(self._names) >= 3000 or not is_leaf(tensor) or not tensor.is_floating_point():
            return None
        made = Parameter(len(self._names), tensor)
        key, table = id(tensor), self._of
        made.ref = weakref.ref(tensor, lambda _: table.pop(key, None) and None)
        self._of[key] = made
        self.first = self.first or digest([tensor])
        self._all.append(made)
        told = {"name": name, "owner": owner, "shape": list(tensor.shape)[:6]}
        self._names.append(told | {"events": len(self._record.events)})
        if tensor.requires_grad:
            self._hook(tensor, made)
        return made

    def _hook(self, tensor: torch.Tensor, made: Parameter) -> None:
        def accumulated(_: torch.Tensor) -> None:
            if self._reached is not None:
                self._reached.append(made)

        tensor.register_post_accumulate_grad_hook(accumulated)

    def set_of(self, parameters: Iterable[Parameter]) -> int:
        """The number under which the record tells a set of parameters."""
        key = tuple(sorted({p.number for p in parameters}))
        return self._sets.setdefault(key, len(self._sets))

    def begin_backward(self, loss: object) -> None:
        """A backward begins: see what was cleared or moved by hand until now."""
        self._reached, self._begun_at = [], loss
        if self.observes:
            self._look()

    def clear_used(self) -> None:
        """Clear the gradients that a step has used already."""
        for parameter in list(self._of.values()):
            tensor = parameter.ref()
            if tensor is not None and parameter.pending and all(parameter.pending.values()):
                parameter.pending.clear()
                tensor.grad = None

    def reached_last(self) -> list[torch.Tensor]:
        """The parameters that the newest backward has reached."""
        tensors = (parameter.ref() for parameter in self._reached_last)
        return [tensor for tensor in tensors if tensor is not None]

    def has_unused(self, tensors: Iterable[torch.Tensor]) -> bool:
        """Whether any of them holds gradients that no step has used."""
        known = [self._of[id(t)] for t in tensors if id(t) in self._of]
        return any(not all(parameter.pending.values()) for parameter in known)

    def asked(self, tensors: Iterable[Any], found: Iterable[Any]) -> None:
        """Gradients were asked for, and tensors that the result has no way to were allowed."""
        for tensor, gradient in zip(tensors, found, strict=False):
            known = self._of.get(id(tensor))
            if known is not None and gradient is None:
                known.refused += known.ran
            elif known is not None:
                known.given += 1

    def end_backward(self, event: Event) -> None:
        """It has ended: tell which parameters it reached, and onto which gradients it added."""
        loss, reached = self._begun_at, self._reached or []
        self._reached = self._begun_at = None
        number = len(self.backwards)
        self.backwards.append(event)
        # A loss that was made anew is a leaf, and no parameter.
        reached = list({id(p): p for p in reached if p.ref() is not loss}.values())
        event["reached"] = self.set_of(reached)
        self._reached_last = reached
        event["onto"] = sum(bool(p.pending) for p in reached)
        event["onto_used"] = sum(any(p.pending.values()) for p in reached)
        event["count"], event["used"], event["lost"] = len(reached), 0, 0
        tensors = (parameter.ref() for parameter in reached)
        event["numbers"] = sum(tensor.numel() for tensor in tensors if tensor is not None)
        event["batch"], event["observed"] = self.batch, number < OBSERVED
        if number < OBSERVED:
            for parameter in reached:
                parameter.given += 1
                tensor = parameter.ref()
                # A gradient of zeros leaves nothing that could be used or cleared.
                if tensor is not None and not is_empty(tensor.grad):
                    parameter.pending[number] = False
                if parameter.before is None and tensor is not None:
                    parameter.before = sampled(tensor)

    def cleared(self, tensors: Iterable[torch.Tensor]) -> tuple[int, int]:
        """Gradients were cleared: of how many parameters, and how many of them unused ones."""
        known = [self._of[id(t)] for t in tensors if id(t) in self._of]
        holding = [parameter for parameter in known if parameter.pending]
        if self.observes:
            self._look_for_moves(holding)
        unused = sum(map(self._forget, holding))
        return len(holding), unused

    def _forget(self, parameter: Parameter) -> bool:
        lost = [n for n, used in parameter.pending.items() if not used]
        for number in lost:
            self.backwards[number]["lost"] += 1
        parameter.pending.clear()
        return bool(lost)

    def _look(self) -> None:
        """What was moved by hand, and what was cleared by hand, since the last look."""
        holding = [p for p in list(self._of.values()) if p.pending and p.ref() is not None]
        self._look_for_moves(holding)
        for parameter in holding:
            tensor = parameter.ref()
            if tensor is not None and is_empty(tensor.grad):
                self._forget(parameter)

    def _look_for_moves(self, holding: list[Parameter]) -> None:
        """What was moved by hand, by gradients that no step has used: a step of its own."""
        moved = []
        for parameter in holding:
            tensor = parameter.ref()
            unused = not all(parameter.pending.values())
            if tensor is not None and unused and self._has_moved(parameter, tensor):
                moved.append(parameter)
        if moved:
            self._moved_by_hand(moved)

    def _moved_by_hand(self, moved: list[Parameter]) -> None:
        file, line = self.by_hand
        event = self._record.add("step", by_hand=True, optimizer=-1, moved=len(moved))
        event.update(file=file or event["file"], line=line or event["line"])
        event.update(set=self.set_of(moved), batch=self.batch, count=len(moved), lr=None)
        reused = sum(any(p.pending.values()) for p in moved)
        event.update(
            fresh=len(moved), reused=reused, again=0, empty=0, forwarded=False, closure=False
        )
        for parameter in moved:
            parameter.stepped += 1
            self._use(parameter)

    def _use(self, parameter: Parameter) -> None:
        for number, used in parameter.pending.items():
            if not used:
                self.backwards[number]["used"] += 1
                parameter.pending[number] = True

    def begin_step(self, tensors: list[torch.Tensor], event: Event) -> list[Parameter]:
        """A step begins: tell which gradients it finds."""
        found = [p for p in map(self.track, tensors) if p is not None]
        counts = dict.fromkeys(("fresh", "reused", "again", "empty", "hand"), 0)
        newest = -1
        for parameter in found:
            tensor = parameter.ref()
            if tensor is None:
                continue
            if parameter.pending and is_empty(tensor.grad):
                self._forget(parameter)
            used = list(parameter.pending.values())
            newest = max([newest, *parameter.pending])
            if not used:
                counts["empty" if is_empty(tensor.grad) else "hand"] += 1
            elif all(used):
                counts["again"] += 1
            else:
                counts["fresh"] += 1
                counts["reused"] += any(used)
            parameter.before = sampled(tensor)
        event.update(counts, count=len(found), set=self.set_of(found), batch=self.batch)
        event["newest"] = self.backwards[newest].get("batch", 0) if newest >= 0 else -1
        event["newest_backward"] = newest
        return found

    def end_step(self, found: list[Parameter], event: Event) -> None:
        """It has ended: tell what it moved."""
        moved = 0
        for parameter in found:
            tensor = parameter.ref()
            if tensor is not None:
                parameter.stepped += 1
                moved += self._has_moved(parameter, tensor)
                self._use(parameter)
        event["moved"] = moved

    def _has_moved(self, parameter: Parameter, tensor: torch.Tensor) -> bool:
        if parameter.before is None:
            parameter.before = sampled(tensor)
            return False
        now = sampled(tensor)
        moved = now.shape != parameter.before.shape or not torch.equal(now, parameter.before)
        parameter.before = now
        parameter.moved += moved
        return moved

    def remember(self) -> None:
        """Take what the parameters hold as what they held: they were loaded, not trained."""
        self.loaded += 1
        for parameter in self._of.values():
            tensor = parameter.ref()
            parameter.before = None if tensor is None else sampled(tensor)

    def told(self) -> dict[str, Any]:
        """The parameters and sets of the record."""
        for name, parameter in zip(self._names, self._all, strict=True):
            name["stepped"], name["moved"] = parameter.stepped, parameter.moved
            name["refused"] = 0 if parameter.given else parameter.refused
        return {"parameters": self._names, "sets": [list(key) for key in self._sets]}
