"""Which model is called where, in which mode its layers run, and when it was made."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.nn.modules import module as hooks
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.modules.dropout import _DropoutNd
from torch.nn.modules.loss import _Loss

from grader.worker.scripts.tensors import digest

if TYPE_CHECKING:
    from grader.worker.scripts.record import Event
    from grader.worker.scripts.watcher import Watcher

# Forward passes whose inputs are kept for the probes, by model.
MOST_MODELS = 60
# So many of the models that were called last live as long as the run.
MOST_KEPT = 4
# So deep in lists of lists is looked for what a model is given, and so much of what it gives.
MOST_DEEP, MOST_GIVEN = 2, 20
_KINDS = ("dropout", "batch_norm")


class Modules:
    """The models of a run."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self._numbers: dict[int, int] = {}
        self.told: list[Event] = []
        self.refs: list[weakref.ref[nn.Module]] = []
        self.samples: dict[int, tuple[Any, ...]] = {}
        self._made: dict[int, tuple[str, int, int]] = {}
        self._depth, self._active, self._within = 0, set[str](), list[str]()
        self._event: Event | None = None
        self._named: dict[str, Any] = {}  # what the outermost module is given by name
        self._kept: dict[int, nn.Module] = {}
        # The digests of the first model's weights and of what it was first given.
        self.beginning: list[int] = []

    @property
    def inside(self) -> str:
        """Which kind of layer runs now."""
        return self._within[-1] if self._within else ""

    @property
    def rows(self) -> int:
        """How many rows the outermost module that runs now was given; 0 outside of one."""
        return int(self._event["rows"]) if self._event is not None else 0

    def install(self) -> None:
        """Look at every call of a module from here on."""
        hooks.register_module_forward_pre_hook(self._begins)
        hooks.register_module_forward_hook(self._ends, always_call=True)
        self._patch_modes()
        self._patch_making()
        self._patch_calling()

    def acts(self, kind: str) -> None:
        """A layer acts as in training."""
        self._active.add(kind)

    def _patch_modes(self) -> None:
        modules: Any = nn.Module
        train, watcher, nested = modules.train, self._watcher, [False]

        def noted(module: nn.Module, mode: bool = True) -> Any:
            if nested[0] or watcher.busy:
                return train(module, mode)
            nested[0] = True
            try:
                watcher.record.add("train" if mode else "eval", model=self.number(module))
                return train(module, mode)
            finally:
                nested[0] = False

        modules.train = noted

        load = modules.load_state_dict

        def loaded(module: nn.Module, *args: Any, **kwargs: Any) -> Any:
            result = load(module, *args, **kwargs)
            with watcher.quiet():
                watcher.gradients.remember()
            watcher.record.add("load", model=self.number(module))
            return result

        modules.load_state_dict = loaded
        zero = modules.zero_grad

        def zeroed(module: nn.Module, *args: Any, **kwargs: Any) -> None:
            watcher.zeroed(list(module.parameters()), f"model {self.number(module)}")
            zero(module, *args, **kwargs)

        modules.zero_grad = zeroed

    def _patch_making(self) -> None:
        modules: Any = nn.Module
        init, made, record = modules.__init__, self._made, self._watcher.record

        def noted(module: nn.Module, *args: Any, **kwargs: Any) -> None:
            init(module, *args, **kwargs)
            file, line, _ = record.place()
            if len(made) < 100_000:
                made[id(module)] = (file, line, len(record.events))

        modules.__init__ = noted

    def _patch_calling(self) -> None:
        modules: Any = nn.Module
        calls, own = modules.__call__, self

        def call(module: nn.Module, *args: Any, **kwargs: Any) -> Any:
            if own._depth == 0:
                own._named = kwargs  # the hooks of all modules are not told
            return calls(module, *args, **kwargs)

        modules.__call__ = call

    def number(self, module: nn.Module) -> int:
        """The number of a model in the record."""
        known = self._numbers.get(id(module))
        if known is not None:
            return known
        number = len(self.told)
        if number >= MOST_MODELS:
            return -1
        key, numbers = id(module), self._numbers
        self.refs.append(weakref.ref(module, lambda _: numbers.pop(key, None) and None))
        self._numbers[key] = number
        file, line, event = self._made.get(key, ("", 0, 0))
        found = [m for m in module.modules() if isinstance(m, (_DropoutNd, _BatchNorm))]
        owned = []
        for name, parameter in module.named_parameters():
            tracked = self._watcher.gradients.track(parameter, name, number)
            owned += [tracked] if tracked is not None else []
        self.told.append(
            {
                "name": type(module).__name__,
                "library": type(module).__module__.split(".")[0],
                "file": file,
                "line": line,
                "event": event,
                "set": self._watcher.gradients.set_of(owned),
                "trainable": any(p.requires_grad for p in module.parameters()),
                "layers": sorted({_KINDS[isinstance(m, _BatchNorm)] for m in found}),
            }
        )
        return number

    def _begins(self, module: nn.Module, args: Any) -> None:
        watcher = self._watcher
        if watcher.busy:
            return
        if isinstance(module, _DropoutNd):
            self._within.append("dropout")
            if module.training and module.p > 0:
                self._active.add("dropout")
        elif isinstance(module, _BatchNorm):
            self._within.append("batch_norm")
            if module.training:
                self._active.add("batch_norm")
        else:
            self._within.append("")
        self._depth += 1
        for parameter in module._parameters.values():
            tracked = watcher.gradients.track(parameter) if parameter is not None else None
            if tracked is not None and torch.is_grad_enabled():
                tracked.ran = True
        if self._depth == 1:
            self._outermost(module, args)

    def _outermost(self, module: nn.Module, args: Any) -> None:
        watcher = self._watcher
        self._event = None
        if isinstance(module, _Loss) or next(module.parameters(), None) is None:
            return
        if isinstance(module, nn.Module) and watcher.light:
            return
        number = self.number(module)
        self._active.clear()
        with watcher.quiet():
            given = next(_tensors([*args, self._named]), None)
            tag = watcher.items.tag_of(given) if given is not None else None
            watcher.mending.forward(module, tag.split if tag else "")
            if not self.beginning:
                self.beginning = [digest(module.parameters()), digest([given])]
            plain = not self._named and given is not None and any(a is given for a in args)
            if number >= 0 and plain and tag and tag.batch and given is not None and given.dim():
                self.samples[number] = tuple(
                    a.detach() if isinstance(a, torch.Tensor) else a for a in args
                )
                self._keep(number, module)
        if tag is not None and tag.batch:
            watcher.gradients.batch = tag.batch
        self._event = watcher.record.add(
            "forward",
            model=number,
            training=module.training,
            grad=torch.is_grad_enabled(),
            batch=tag.batch if tag else 0,
            root=tag.root if tag else "",
            split=tag.split if tag else "",
            rows=len(given) if given is not None and given.dim() else 0,
            shape=list(given.shape) if given is not None else [],
        )
        self._event["pass"] = watcher.pass_number

    def _keep(self, number: int, module: nn.Module) -> None:
        """Keep a model for the probes, which come when a function has let go of its own."""
        self._kept[number] = self._kept.pop(number, module)
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]

    def _ends(self, module: nn.Module, args: Any, result: Any) -> None:
        if self._watcher.busy or not self._within:
            return
        self._within.pop()
        self._depth -= 1
        if self._depth or self._event is None:
            return
        event, self._event = self._event, None
        event["active"] = sorted(self._active)
        given = list(_tensors([result]))
        tags = self._watcher.tags
        # Beside an answer for each item there may be a loss.
        out = next((value for value in given if value.dim()), given[0] if given else None)
        if out is not None:
            tag = tags.of(out)
            event.update(
                out=list(out.shape),
                requires_grad=out.requires_grad,
                made=tag.made,
                dim=tag.dim,
                made_line=list(tag.line),
                made_shape=list(tag.shape),
            )
        for value in given[:MOST_GIVEN]:
            tags.change(
                value,
                forwards=tags.forwards(value) if value.requires_grad else frozenset(),
                forward=event.get("n", 0) + 1,
                batch=event["batch"],
                root=event["root"],
                split=event["split"],
                label=False,
            )


def _tensors(values: Any, depth: int = 0) -> Iterator[torch.Tensor]:
    """The tensors in what a model is given or gives, in lists, tables and records of them too."""
    for value in values.values() if isinstance(values, dict) else values:
        if isinstance(value, torch.Tensor):
            yield value
        elif depth < MOST_DEEP:
            inner = vars(value) if is_dataclass(value) and not isinstance(value, type) else value
            if isinstance(inner, (list, tuple, dict)):
                yield from _tensors(inner, depth + 1)
