"""A solution played under call rules: what it is handed is watched, and no class is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from grader.findings.rules import EACH, MODES, PARTIAL, TRANSFORMS, Calls, Rules
from grader.frames.lazy_torch import torch

MOST_CALLS = 5000  # a rule may keep a loop of the solution from ending

Functions = Mapping[str, Callable[..., Any]]


class Endless(RuntimeError):
    """So many calls were made that the loop around them does not end."""


@dataclass
class Play:
    """The calls of one play under rules: how often each kind came, and what it is to become."""

    rules: tuple[Rules, ...] = ()
    turns: dict[str, int] = field(default_factory=dict)
    optimizers: list[Any] = field(default_factory=list)
    models: list[Any] = field(default_factory=list)
    losses: list[Any] = field(default_factory=list)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of calls that were made."""
        return frozenset(self.turns)

    def instead_of(self, kind: str) -> Calls | None:
        """The calls in the place of the next one of a kind; None where nothing changes."""
        turn = self.turns.get(kind, 0)
        self.turns[kind] = turn + 1
        if sum(self.turns.values()) > MOST_CALLS:
            raise Endless(f"{MOST_CALLS} calls")
        for rules in self.rules:
            for changed, instead in rules.table:
                if changed == kind and turn in rules.when:
                    return instead
        return None

    def happen(self, kind: str, original: Callable[..., Any]) -> Any:
        """Make the calls that stand for one of a kind; what the last original gave."""
        instead = self.instead_of(kind)
        calls = (kind,) if instead is None else self._spread(kind, instead)
        result = None
        for call in calls:
            if call == kind:
                keep = kind == "backward" and calls.count(kind) > 1
                result = original(retain_graph=True) if keep else original()
            else:
                self.make(call)
        return result

    def _spread(self, kind: str, calls: Calls) -> Calls:
        """The calls, with `EACH` of them so often as there are groups or parameters."""
        groups = [group for optimizer in self.optimizers for group in optimizer.param_groups]
        sizes = len(groups), sum(len(group["params"]) for group in groups)
        counts = dict(zip(EACH, sizes, strict=True))
        return tuple(
            made
            for call in calls
            for made in [kind if call in counts else call] * counts.get(call, 1)
        )

    def make(self, call: str) -> None:
        """Make a call that the solution does not make here."""
        if call in ("backward", "backward again"):
            for loss in self.losses[-1:]:
                torch.Tensor.backward(loss)  # type: ignore[no-untyped-call]
            return
        for model in self.models if call in MODES else ():
            MODES[call](model)
        for optimizer in self.optimizers:
            groups = [group["params"] for group in optimizer.param_groups]
            if call in ("step", "zero_grad"):
                getattr(type(optimizer), call)(optimizer)
            elif call == "zero_weights":
                for parameter in (p for group in groups for p in group):
                    parameter.data.zero_()
            elif call in PARTIAL:
                for parameter in PARTIAL[call](groups):
                    parameter.grad = None

    def pass_through(self, kind: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """What becomes of values that go into a model or a loss, or come out of it."""
        for name in self.instead_of(kind) or ():
            if name in TRANSFORMS:
                values = TRANSFORMS[name](values)
            else:
                self.make(name)
        return values


class Ruled(dict[str, Callable[..., Any]]):
    """Functions whose calls happen as rules say; `play` tells which kinds of calls they made."""

    def __init__(self, functions: Functions, rules: tuple[Rules, ...] = ()) -> None:
        super().__init__()
        self._functions, self.play = functions, Play(rules)

    def __missing__(self, name: str) -> Callable[..., Any]:
        self[name] = function = _ruled(self._functions[name], self.play)
        return function


def _ruled(function: Callable[..., Any], play: Play) -> Callable[..., Any]:
    """A function of the contract, whose calls happen as the rules of a play say."""

    def call(*args: Any, **named: Any) -> Any:
        handed = list(_flat([*args, *named.values()]))
        play.optimizers = [v for v in handed if isinstance(v, torch.optim.Optimizer)]
        # A loss that is handed in counts before it is used.
        play.losses = [v for v in handed if _is_loss(v)]
        modules = [v for v in handed if isinstance(v, torch.nn.Module)]
        play.models = [module for module in modules if not _is_criterion(module)]
        with _watched(play):
            for extra in play.instead_of("enter") or ():
                play.make(extra)
            result = function(*args, **named)
        for extra in play.instead_of("exit") or ():
            play.make(extra)
        return result

    return call


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flat(value)
        else:
            yield value


def _is_loss(value: Any) -> bool:
    return isinstance(value, torch.Tensor) and value.dim() == 0 and value.requires_grad


@contextmanager
def _watched(play: Play) -> Iterator[None]:
    """What a function was handed, watched on itself: no class is changed."""
    with ExitStack() as stack:
        for optimizer in play.optimizers:
            _watch_optimizer(play, optimizer, stack)
        for model in play.models:
            _watch_model(play, model, stack)
        for name in ("no_grad", "inference_mode"):
            stack.callback(setattr, torch, name, getattr(torch, name))
            setattr(torch, name, _switch(play, name))
        stack.enter_context(_losses_watched(play))
        yield


def _is_criterion(module: Any) -> bool:
    return isinstance(module, torch.nn.modules.loss._Loss)


def _watch_optimizer(play: Play, optimizer: Any, stack: ExitStack) -> None:
    def watched(kind: str, original: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **named: play.happen(kind, lambda **_: original(*args, **named))

    for kind in ("zero_grad", "step"):
        optimizer.__dict__[kind] = watched(kind, getattr(optimizer, kind))
        stack.callback(optimizer.__dict__.pop, kind)


def _watch_model(play: Play, model: Any, stack: ExitStack) -> None:
    """torch's own hooks on a model that was handed over: they may change what passes."""

    def before(_: Any, args: Any) -> Any:
        return play.pass_through("model in", args)

    def after(_: Any, args: Any, out: Any) -> Any:
        return play.pass_through("model out", (out, len(args[0])))[0]

    def train(mode: bool = True) -> Any:
        kind = "train" if mode else "eval"
        play.happen(kind, lambda **_: type(model).train(model, mode))
        return model

    for handle in (model.register_forward_pre_hook(before), model.register_forward_hook(after)):
        stack.callback(handle.remove)
    model.__dict__["train"] = train
    stack.callback(model.__dict__.pop, "train")


def _switch(play: Play, name: str) -> Callable[..., Any]:
    """torch.no_grad, or what stands for it: where the rules leave it out, nothing."""
    original = getattr(torch, name)

    def switch(*args: Any) -> Any:
        return nullcontext() if play.instead_of("no_grad") is not None else original(*args)

    return switch


def _losses_watched(play: Play) -> Any:
    """What every loss function takes and gives passes through, and every backward is seen."""
    from torch.overrides import TorchFunctionMode

    backward: Any = torch.Tensor.backward

    class Watching(TorchFunctionMode):
        def __torch_function__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            named = kwargs or {}
            if func is backward:
                play.losses.append(args[0])
                return play.happen("backward", lambda **more: func(*args, **named | more))
            if getattr(func, "__name__", "") in _LOSSES and len(args) > 1:
                args = play.pass_through("loss in", tuple(args))
                loss = func(*args, **named)
                return play.pass_through("loss out", (loss, len(args[1])))[0]
            return func(*args, **named)

    return Watching()


_LOSSES = frozenset(f"{name}_loss" for name in ("nll", "mse", "l1", "smooth_l1", "huber")) | {
    "cross_entropy",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "kl_div",
}
