"""The loop as a puzzle: its five calls and two that do not belong, to be put in an order.

Any order runs, here and on real digits. What is right is not written down: an order is right whose
model is the same before every batch as in a loop that is right.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from grader.datasets import Split, load
from grader.results.orders import BATCHES, Order, Tried
from grader.sandbox import light_dynamo

BATCH_SIZE, RATE, WIDTH, CLASSES = 32, 0.1, 28 * 28, 10
RIGHT = ("zero_grad", "forward", "loss", "backward", "step")
# So far two losses may lie apart that come from the same weights.
SAME = 1e-5

_LINES = {
    "forward": "logits = model(images)",
    "loss": "loss = criterion(logits, labels)",
    "zero_grad": "optimizer.zero_grad()",
    "backward": "loss.backward()",
    "step": "optimizer.step()",
    "softmax": "logits = logits.softmax(dim=1)",
    "argmax": "logits = logits.argmax(dim=1)",
    "item": "loss = loss.item()",
    "detach": "loss = loss.detach()",
    "model": "model = SimpleNN()",
}
_FAILURES = (AttributeError, NameError, RuntimeError, TypeError, ValueError)


@dataclass
class _Loop:
    """The names of the loop, as Python would hold them: each line sets some of them."""

    names: dict[str, Any]
    steps: list[float | None] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)

    def __getitem__(self, name: str) -> Any:
        if name not in self.names:
            raise NameError(f"name '{name}' is not defined")
        return self.names[name]

    def run(self, call: str) -> None:
        """Run one line."""
        if call == "forward":
            self.measure()
        if call == "step":
            self.steps.append(self._gradient())
        _RUN[call](self)

    def begin(self, images: torch.Tensor, labels: torch.Tensor) -> None:
        """Have the next batch at hand, and measure what the model makes of it."""
        self.names |= {"images": images, "labels": labels}
        self.losses.append(0.0)
        self.measure()

    def measure(self) -> None:
        """Note the loss on this batch before it is learned from: at its forward, if it has one."""
        with torch.no_grad():
            logits = self["model"](self["images"])
            self.losses[-1] = float(functional.cross_entropy(logits, self["labels"]))

    def _gradient(self) -> float | None:
        """How long the gradient is that a step finds; None where there is none."""
        found = [p.grad for g in self["optimizer"].param_groups for p in g["params"]]
        known = [gradient.flatten() for gradient in found if gradient is not None]
        return float(torch.cat(known).norm()) if known else None


def _sets(name: str, value: Callable[[_Loop], Any]) -> Callable[[_Loop], None]:
    def run(loop: _Loop) -> None:
        loop.names[name] = value(loop)

    return run


_RUN: Mapping[str, Callable[[_Loop], Any]] = {
    "forward": _sets("logits", lambda loop: loop["model"](loop["images"])),
    "loss": _sets("loss", lambda loop: loop["criterion"](loop["logits"], loop["labels"])),
    "zero_grad": lambda loop: loop["optimizer"].zero_grad(),
    "backward": lambda loop: loop["loss"].backward(),
    "step": lambda loop: loop["optimizer"].step(),
    "softmax": _sets("logits", lambda loop: loop["logits"].softmax(dim=1)),
    "argmax": _sets("logits", lambda loop: loop["logits"].argmax(dim=1)),
    "item": _sets("loss", lambda loop: loop["loss"].item()),
    "detach": _sets("loss", lambda loop: loop["loss"].detach()),
    "model": _sets("model", lambda _: _model()),
}


def _model() -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(WIDTH, CLASSES))


def posed(number: int) -> Order:
    """The puzzle of that number: seven lines, shuffled. The same number is the same puzzle."""
    chance = random.Random(number)
    others = chance.sample([call for call in _LINES if call not in RIGHT], 2)
    calls = [*RIGHT, *others]
    while calls[: len(RIGHT)] == [*RIGHT]:
        chance.shuffle(calls)
    return Order(number, tuple((call, _LINES[call]) for call in calls))


def tried(calls: Sequence[str]) -> Tried:
    """What happens in a loop with these calls, on real digits, beside one that is right."""
    light_dynamo.install()
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # two threads take turns over so small a matrix
    try:
        right, _ = _run(RIGHT)
        losses, loop = _run(calls)
    finally:
        torch.set_num_threads(threads)
    error = loop.names.pop("error", None)
    fits = error is None and _alike(losses, right)
    return Tried(
        fits=fits,
        losses=tuple(losses),
        right=tuple(right),
        gradients=tuple(loop.steps),
        stands_still=not fits and _alike(losses, _untrained()),
        error=error or ("", ""),
        odd=tuple(_LINES[call] for call in calls if fits and call not in RIGHT),
    )


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(
        abs(a - b) <= SAME * max(1.0, abs(b)) for a, b in zip(one, other, strict=True)
    )


def _run(calls: Sequence[str]) -> tuple[list[float], _Loop]:
    """The loss on each batch before it is learned from, and the loop as it is at the end."""
    with torch.random.fork_rng(devices=[]), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.manual_seed(0)
        model = _model()
        optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
        loop = _Loop({"model": model, "criterion": nn.CrossEntropyLoss(), "optimizer": optimizer})
        for images, labels in _batches():
            loop.begin(images, labels)
            if not _ran(loop, calls):
                break
    return loop.losses, loop


def _ran(loop: _Loop, calls: Sequence[str]) -> bool:
    """Whether the calls ran; where not, the loop keeps which line said what."""
    for call in calls:
        try:
            loop.run(call)
        except _FAILURES as error:
            said = str(error).split("\n")[0][:200]
            loop.names["error"] = _LINES[call], f"{type(error).__name__}: {said}"
            return False
    return True


def _untrained() -> list[float]:
    return _run(())[0]


@cache
def _digits() -> Split:
    return load("digits", folder=Path(), fallback=None, seed="puzzles").train


def _batches() -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    split = _digits()
    order = torch.Generator().manual_seed(0)
    left = BATCHES
    while left:
        for rows in torch.randperm(len(split.labels), generator=order).split(BATCH_SIZE)[:left]:
            left -= 1
            yield split.scaled[rows], split.labels[rows]
