"""The watcher: what the parts that look at a run have in common, and the calls of the loop."""

from __future__ import annotations

import contextlib
import types
from collections.abc import Iterable, Iterator
from typing import Any

import torch
from torch.optim import Optimizer
from torch.optim.optimizer import (
    register_optimizer_step_post_hook,
    register_optimizer_step_pre_hook,
)

from grader.worker.scripts.figures import Figures
from grader.worker.scripts.functions import Functions
from grader.worker.scripts.gradients import Gradients, Parameter
from grader.worker.scripts.items import Items
from grader.worker.scripts.losses import Losses, finite
from grader.worker.scripts.mends import mending_of
from grader.worker.scripts.modules import Modules
from grader.worker.scripts.old_code import OldCode
from grader.worker.scripts.passes import Passes
from grader.worker.scripts.predictions import Predictions
from grader.worker.scripts.record import Event, Record
from grader.worker.scripts.schedulers import Schedulers
from grader.worker.scripts.splits import Splits
from grader.worker.scripts.tags import Tags
from grader.worker.scripts.tensors import is_leaf


class Watcher:
    """Looks at one run of a script, in the script's own process."""

    def __init__(self, record: Record, mend: str = "") -> None:
        """`mend` is the code of a mistake that is taken back while the script runs."""
        self.record, self.tags = record, Tags()
        self.mending = mending_of(mend, self)
        self.busy = self.light = self._walks = self._asks = False
        self.gradients, self.items = Gradients(record), Items(self)
        self.losses, self.predictions = Losses(self), Predictions(self)
        self.passes, self.modules, self.old = Passes(self), Modules(self), OldCode(record)
        self.figures, self.splits = Figures(self), Splits(self)
        self.functions = Functions(self)
        self.optimizers: list[Event] = []
        self._numbers: dict[int, int] = {}
        self._steps: list[tuple[Event, list[Parameter]]] = []
        self._marked = 0
        self._errors: list[Event] = []
        self.shown_losses: list[float | str] = []
        self._trained: set[int] = set()
        self._learned: set[int] = set()

    @contextlib.contextmanager
    def quiet(self) -> Iterator[None]:
        """What is done in here is the watcher's own doing."""
        before, self.busy = self.busy, True
        try:
            yield
        finally:
            self.busy = before

    def install(self) -> None:
        """Look at everything from here on, until the process ends."""
        self.modules.install()
        self.passes.install()
        self._patch_backward()
        self._patch_optimizers()
        Schedulers(self).install()
        register_optimizer_step_pre_hook(self._step_begins)
        register_optimizer_step_post_hook(self._step_ends)
        self.figures.install()
        self.functions.__enter__()  # type: ignore[no-untyped-call]

    def cost_mark(self) -> None:
        """What is done from here on is counted for the next batch."""
        self._marked = self.functions.cost

    def cost_since(self) -> int:
        """What was done since the last mark."""
        done = self.functions.cost - self._marked
        self._marked = self.functions.cost
        return done

    def measured(self, forward: int) -> None:
        """What a model gave in a forward pass was compared with what is right."""
        if 0 < forward <= len(self.record.events):
            self.record.events[forward - 1]["measured"] = True

    def failed(self, func: Any, args: Any, kwargs: Any, error: Exception) -> None:
        """A function of PyTorch's has raised an error, which the script may hide."""
        shapes = [list(a.shape) for a in args if isinstance(a, torch.Tensor)][:3]
        dtypes = [str(a.dtype) for a in args if isinstance(a, torch.Tensor)][:3]
        self.raised(getattr(func, "__name__", ""), error, shapes=shapes, dtypes=dtypes)

    def raised(self, name: str, error: BaseException, **facts: Any) -> None:
        """The same for whatever raised it."""
        if len(self._errors) < 50:
            file, line, _ = self.record.place(3)
            self._errors.append({
                "call": name, "type": type(error).__name__, "text": str(error)[:500],
                "file": file, "line": line, "event": len(self.record.events), **facts,
            })  # fmt: skip

    def _patch_backward(self) -> None:
        runs, differentiates, watcher = torch.autograd.backward, torch.autograd.grad, self

        def backward(tensors: Any, *args: Any, **kwargs: Any) -> None:
            # Called by its own name it comes here again, by way of the mode.
            if watcher.busy or watcher._walks:
                return runs(tensors, *args, **kwargs)
            with watcher.quiet():
                event = watcher._backward_begins(tensors, args, kwargs)

            def walk() -> None:
                watcher._walks = True
                try:
                    runs(tensors, *args, **kwargs)
                except Exception as error:
                    event["failed"] = f"{type(error).__name__}: {error}"[:300]
                    watcher.raised("backward", error)
                    raise
                finally:
                    watcher._walks = False
                with watcher.quiet():
                    watcher.gradients.end_backward(event)
                    watcher.passes.trained()

            watcher.mending.backward(tensors, walk)
            return None

        torch.autograd.backward = backward

        def grad(outputs: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
            if watcher._asks:  # called by its own name it comes here again, too
                return differentiates(outputs, inputs, *args, **kwargs)
            inputs = inputs if isinstance(inputs, torch.Tensor) else tuple(inputs)
            watcher.record.add("grad", allows=any((*args[4:5], kwargs.get("allow_unused"))))
            watcher.passes.trained()
            watcher._asks = True
            try:
                found = differentiates(outputs, inputs, *args, **kwargs)
            finally:
                watcher._asks = False
            watcher.gradients.asked(inputs if isinstance(inputs, tuple) else (inputs,), found)
            return found

        torch.autograd.grad = grad

    def _backward_begins(self, tensors: Any, args: Any, kwargs: Any) -> Event:
        loss = tensors[0] if isinstance(tensors, (list, tuple)) and tensors else tensors
        tag = self.tags.of(loss)
        self.gradients.begin_backward(loss)
        value = (
            float(loss.detach()) if isinstance(loss, torch.Tensor) and loss.numel() == 1 else 0.0
        )
        retain = args[1] if len(args) > 1 else kwargs.get("retain_graph")
        if len(self.shown_losses) < 2000:
            self.shown_losses.append(finite(value))
        return self.record.add(
            "backward", loss=tag.loss, terms=tag.terms, forward=tag.forward, value=finite(value),
            retain=bool(retain), tensor=id(loss) % 1_000_003,
            leaf=isinstance(loss, torch.Tensor) and is_leaf(loss), made_line=list(tag.line),
            create_graph=bool(kwargs.get("create_graph") or (len(args) > 2 and args[2])),
            split=tag.split, root=tag.root, forwards=sorted(self._learned_from(loss)),
            **{"pass": self.pass_number},
        )  # fmt: skip

    def _learned_from(self, loss: object) -> frozenset[int]:
        """The forward passes that a loss came out of: their batches are what is learned from."""
        forwards = self.tags.forwards(loss)
        events = self.record.events
        self._learned |= {events[n - 1].get("batch", 0) for n in forwards if n <= len(events)}
        return forwards

    @property
    def pass_number(self) -> int:
        """That of the pass over the data which is under way; 0 outside of all."""
        return self.passes.current.number if self.passes.current else 0

    def _patch_optimizers(self) -> None:
        optimizers: Any = Optimizer
        init, zero, watcher = optimizers.__init__, optimizers.zero_grad, self

        def made(optimizer: Any, params: Any, *args: Any, **kwargs: Any) -> None:
            params = list(params) if not isinstance(params, (torch.Tensor, dict)) else params
            init(optimizer, params, *args, **kwargs)
            with watcher.quiet():
                watcher.mending.made(optimizer)
            steps = optimizer.step
            if watcher.mending.codes:
                optimizer.step = types.MethodType(
                    lambda own, *args, **kwargs: watcher.mending.step(
                        own, lambda: steps(*args, **kwargs)
                    ),
                    optimizer,
                )
            watcher.optimizer(optimizer)

        optimizers.__init__ = made

        def zeroed(optimizer: Any, *args: Any, **kwargs: Any) -> None:
            held = _of(optimizer)

            def clear() -> None:
                watcher.zeroed(held, f"optimizer {watcher.optimizer(optimizer)}")
                zero(optimizer, *args, **kwargs)

            watcher.mending.zero_grad(held, clear)

        optimizers.zero_grad = zeroed

    def living_optimizers(self) -> list[Any]:
        """The optimizers that are still there."""
        return [o for o in (told["ref"]() for told in self.optimizers) if o is not None]

    def optimizer(self, optimizer: Any) -> int:
        """The number of an optimizer in the record."""
        number = self._numbers.get(id(optimizer))
        if number is not None and self.optimizers[number]["ref"]() is optimizer:
            return number
        import weakref

        number = self._numbers[id(optimizer)] = len(self.optimizers)
        found = [p for p in map(self.gradients.track, _of(optimizer)) if p is not None]
        event = self.record.add("optimizer", number=number)
        group = optimizer.param_groups[0] if optimizer.param_groups else {}
        rate = group.get("lr")
        self.optimizers.append({
            "ref": weakref.ref(optimizer), "name": type(optimizer).__name__, "file": event["file"],
            "line": event["line"], "event": event.get("n", -1), "set": self.gradients.set_of(found),
            "count": len(found), "lr": float(rate) if isinstance(rate, (int, float)) else None,
            "steps": 0,
        })  # fmt: skip
        return number

    def zeroed(self, tensors: Iterable[torch.Tensor], who: str) -> None:
        """Gradients are cleared."""
        if self.busy and who != "by hand":
            return
        tensors = list(tensors)
        with self.quiet():
            count, unused = self.gradients.cleared(tensors)
        if who != "by hand" or count:
            self.record.add("zero_grad", who=who, cleared=count, unused=unused, of=len(tensors))

    def _step_begins(self, optimizer: Any, args: Any, kwargs: Any) -> None:
        with self.quiet():
            number = self.optimizer(optimizer)
            closure = bool(kwargs.get("closure") or any(callable(a) for a in args[1:]))
            event = self.record.add("step", optimizer=number, by_hand=False, closure=closure)
            rate = optimizer.param_groups[0].get("lr") if optimizer.param_groups else None
            event["lr"] = float(rate) if isinstance(rate, (int, float)) else None
            event["pass"], event["batch"] = self.pass_number, self.gradients.batch
            found: list[Parameter] = []
            if self.gradients.observes:
                found = self.gradients.begin_step(_of(optimizer), event)
            self._steps.append((event, found))
            self.optimizers[number]["steps"] += 1
            self._trained |= self._learned | {self.gradients.batch}
            self._learned.clear()

    def _step_ends(self, optimizer: Any, args: Any, kwargs: Any) -> None:
        if self._steps:
            event, found = self._steps.pop()
            if found:
                with self.quiet():
                    self.gradients.end_step(found, event)

    def told(self) -> dict[str, Any]:
        """The record of the run as plain data."""
        record = self.record
        by_hand = {e["batch"] for e in record.events if e["kind"] == "step" and e.get("by_hand")}
        learned = self._trained | by_hand | (self._learned if by_hand else set())
        trained = self.items.trained(learned)
        for event in record.events:
            if event["kind"] in ("forward", "loss", "step", "backward"):
                batch = event.get("batch") or 0
                if event["kind"] == "forward" and batch:
                    event["trained"] = self.items.share_trained(batch, trained)
                    event["items"] = self.items.digest(batch)
                if batch < len(self.items.batches):
                    root, split, _ = self.items.batches[batch]
                    event.setdefault("batch_split", split)
                    event.setdefault("batch_root", root)
        optimizers = [{k: v for k, v in o.items() if k != "ref"} for o in self.optimizers]
        return {
            "events": record.events, "notes": record.notes, "figures": record.figures,
            "models": self.modules.told, "optimizers": optimizers, "loaders": self.passes.loaders,
            "passes": self.passes.told, "errors": self._errors, "losses": self.shown_losses,
            "counts": record.counts, "stand_ins": list(record.stand_ins), "cut": list(record.cut),
            "full": record.is_full,
            "beginning": self.modules.beginning or [self.gradients.first], **self.gradients.told(),
        }  # fmt: skip


def _of(optimizer: Any) -> list[torch.Tensor]:
    return [p for group in optimizer.param_groups for p in group["params"]]
