"""Call rules: what becomes of a solution's calls while it is played.

A rule maps a kind of call to the calls that take its place: `{"zero_grad": ()}` never clears,
`{"backward": ("backward", "zero_grad")}` clears at once what was computed, and
`{"step": ("step", "step")}` moves twice. Kinds are `zero_grad`, `backward`, `step`, `train`,
`eval` and `no_grad`; `enter` and `exit`, the begin and the end of a function of the contract; and
`model in`, `model out`, `loss in` and `loss out`, whose values pass through `TRANSFORMS`, and at
which calls may be made, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.frames.lazy_torch import torch

Calls = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class When:
    """At which turns of a call a rule holds: each, one in `period`, these, or all `others`."""

    period: int = 1
    phase: int = 0
    these: frozenset[int] | None = None
    others: bool = False

    def __contains__(self, turn: int) -> bool:
        found = turn % self.period == self.phase if self.these is None else turn in self.these
        return found is not self.others


ALWAYS = When()
FIRST, LATER = When(these=frozenset({0})), When(these=frozenset({0}), others=True)
# A call that is left out sometimes: all but the first, the first, all but each second one ...
SOMETIMES = (
    LATER,
    FIRST,
    *(When(n, phase, others=True) for n in (2, 3, 4) for phase in range(n)),
    *(When(n, phase) for n in (3, 4) for phase in range(n)),
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What takes the place of each kind of call, and at which of its turns."""

    table: tuple[tuple[str, Calls], ...]
    when: When = ALWAYS

    @classmethod
    def of(cls, calls: Mapping[str, Iterable[str]], when: When = ALWAYS) -> Rules:
        """The rules of a table."""
        return cls(tuple((kind, tuple(instead)) for kind, instead in calls.items()), when)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of calls that they change."""
        return frozenset(kind for kind, _ in self.table)

    @property
    def needs(self) -> frozenset[str]:
        """The kinds of calls that a function has to make for them to be about it."""
        extra = {call for kind, calls in self.table if kind in EDGES for call in calls}
        return (self.kinds - EDGES) | (extra & KINDS)

    def unknown(self) -> str:
        """What is no kind of call, or cannot take its place, and what can; empty for nothing."""
        for kind, calls in self.table:
            if kind not in KINDS:
                return f"{kind!r} is no kind of call; known are: {', '.join(sorted(KINDS))}"
            known = MADE | (TRANSFORMS.keys() if kind in PASSING else {kind, *EACH} - EDGES)
            for call in calls:
                if kind == "no_grad" or call not in known:
                    can = "nothing, ()" if kind == "no_grad" else ", ".join(sorted(known))
                    return f"{call!r} cannot stand for {kind!r}; what can is: {can}"
        return ""


# Of the parameters by group: those that are cleared where zero_grad clears only some.
PARTIAL: dict[str, Callable[[list[list[Any]]], list[Any]]] = {
    "clear the first group": lambda groups: groups[0],
    "clear the last group": lambda groups: groups[-1],
    "clear the matrices": lambda groups: [p for g in groups for p in g if p.dim() > 1],
    "clear the biases": lambda groups: [p for g in groups for p in g if p.dim() <= 1],
    "clear the first": lambda groups: groups[0][:1],
    "clear one a group": lambda groups: [group[0] for group in groups],
    "clear all but the last": lambda groups: [p for g in groups for p in g][:-1],
    "clear all but the first": lambda groups: [p for g in groups for p in g][1:],
}


def _set_mode(kinds: Callable[[], Any], mode: bool) -> Callable[[Any], None]:
    """Set the mode of the layers of some kinds."""

    def switch(model: Any) -> None:
        for module in model.modules():
            if isinstance(module, kinds()):
                module.train(mode)

    return switch


# What may become of the mode of a model: that of all layers, of itself alone, of some kinds.
MODES: dict[str, Callable[[Any], None]] = {
    "train": lambda model: type(model).train(model, True),
    "eval": lambda model: type(model).train(model, False),
    "train itself alone": lambda model: setattr(model, "training", True),
    "eval itself alone": lambda model: setattr(model, "training", False),
    "eval the dropout": _set_mode(lambda: torch.nn.Dropout, False),
    "eval the batch norm": _set_mode(lambda: torch.nn.modules.batchnorm._BatchNorm, False),
}

# What may become of the inputs (a model's, or logits and labels) or the output, as a tuple.
TRANSFORMS: dict[str, Callable[[tuple[Any, ...]], tuple[Any, ...]]] = {
    "softmax": lambda a: (a[0].softmax(dim=1), *a[1:]),
    "log_softmax": lambda a: (a[0].log_softmax(dim=1), *a[1:]),
    "sigmoid": lambda a: (a[0].sigmoid(), *a[1:]),
    "relu": lambda a: (a[0].relu(), *a[1:]),
    "argmax": lambda a: (a[0].argmax(dim=1).float(), *a[1:]),
    "detach": lambda a: (a[0].detach(), *a[1:]),
    "leaf": lambda a: (a[0].detach().requires_grad_(), *a[1:]),
    "swap": lambda a: (a[1], a[0], *a[2:]),
    "labels from one": lambda a: (a[0], a[1] + 1),
    "labels sorted": lambda a: (a[0], a[1].sort().values),
    "labels predicted": lambda a: (a[0], a[0].argmax(dim=1)),
    "normalise": lambda a: ((a[0] - a[0].mean()) / a[0].std(), *a[1:]),
    "negate": lambda a: (-a[0], *a[1:]),
    "times the batch": lambda a: (a[0] * a[-1], *a[1:]),
    "number": lambda a: (a[0].item(), *a[1:]),
    "numpy": lambda a: (a[0].detach().numpy(), *a[1:]),
}

EDGES = frozenset({"enter", "exit"})
PASSING = frozenset({"model in", "model out", "loss in", "loss out"})
KINDS = EDGES | PASSING | {"zero_grad", "backward", "step", "train", "eval", "no_grad"}
EACH = ("each group", "each parameter")  # the call so many times
# `backward again` is one that the first has left no graph for.
MADE = frozenset({"zero_grad", "backward", "backward again", "step", "zero_weights"})
MADE |= PARTIAL.keys() | MODES.keys()
# The kinds that one training step is made of.
OF_A_STEP = PASSING | {"zero_grad", "backward", "step"}
