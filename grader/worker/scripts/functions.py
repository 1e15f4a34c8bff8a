"""The mode that sees every function of PyTorch's: losses, activations, predictions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional as F  # noqa: N812 - PyTorch's own habit
from torch.overrides import TorchFunctionMode

from grader.worker.scripts.kinds import ACTIVATIONS, HEAVY, INDEXING, LOSSES, TRANSPARENT
from grader.worker.scripts.machine import on_this_machine
from grader.worker.scripts.tags import NOTHING, Tag
from grader.worker.scripts.tensors import is_leaf

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher

Handler = Callable[[Any, tuple[Any, ...], dict[str, Any], Any], None]

EACH, NUMBER = 20_000, 2  # what a call costs, and each number that it gives
AT_A_TIME = 2
# So many parts of one result are followed.
MOST_PARTS = 100


class Functions(TorchFunctionMode):
    """Hands what was called, and what came of it, to the watcher."""

    def __init__(self, watcher: Watcher) -> None:
        super().__init__()
        self._watcher = watcher
        self._tags = watcher.tags
        self._handlers = self._made()
        self.cost = 0

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Call the function and take note of it."""
        kwargs = kwargs or {}
        watcher = self._watcher
        if watcher.busy:
            return func(*args, **kwargs)
        if func is torch.Tensor.cuda:
            return args[0]
        args, kwargs = on_this_machine(func, args, kwargs)
        try:
            result = watcher.mending.call(func, args, kwargs)
        except Exception as error:
            shimmed = watcher.old.instead(func, args, error)
            if shimmed is not None:
                return shimmed
            watcher.failed(func, args, kwargs, error)
            raise
        watcher.busy = True
        try:
            self._look(func, args, kwargs, result)
        except Exception as error:  # looking has failed, which is no error of the script's
            watcher.record.note("not seen", text=f"{func}: {error}")
        finally:
            watcher.busy = False
        return result

    def _look(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        """Take note of what was called, and of what came of it."""
        if isinstance(result, torch.Tensor):
            self._note(func, args, kwargs, result)
        handler = self._handlers.get(func)
        if handler is not None:
            handler(func, args, kwargs, result)

    def _made(self) -> dict[Any, Handler]:
        """The handler of each function that has one."""
        handlers: dict[Any, Handler] = dict.fromkeys(LOSSES, self._loss)
        handlers |= dict.fromkeys(ACTIVATIONS, self._activation)
        handlers |= dict.fromkeys(HEAVY, self._heavy)
        handlers |= dict.fromkeys(INDEXING, self._indexed)
        for name in ("argmax", "max", "topk"):
            handlers[getattr(torch, name)] = handlers[getattr(torch.Tensor, name)] = self._predicts
        for equal in (torch.eq, torch.Tensor.eq, torch.Tensor.__eq__):
            handlers[equal] = self._compares
        for minus in (torch.sub, torch.Tensor.sub, torch.Tensor.__sub__, torch.Tensor.__rsub__):
            handlers[minus] = self._subtracts
        for name in ("add", "__add__", "__radd__", "__iadd__", "add_"):
            handlers[getattr(torch.Tensor, name)] = self._adds
        for name in ("sub_", "add_", "__isub__", "__iadd__", "copy_", "mul_", "addcdiv_"):
            function = getattr(torch.Tensor, name)
            handlers.setdefault(function, self._in_place)
        handlers[torch.log] = handlers[torch.Tensor.log] = self._log
        handlers[F.dropout] = self._dropout
        handlers[torch.Tensor.requires_grad_] = self._requires
        tensor: Any = torch.Tensor
        handlers[tensor.requires_grad.__set__] = self._requires
        handlers[tensor.grad.__set__] = self._sets_gradient
        handlers |= dict.fromkeys((torch.tensor, torch.zeros, torch.ones, torch.full), self._begins)
        handlers[torch.nan_to_num] = handlers[torch.Tensor.nan_to_num] = self._hides_nan
        return handlers

    def _note(self, func: Any, args: Any, kwargs: Any, result: torch.Tensor) -> None:
        """Hand tags on from what went in to what came out, and add up what it costs."""
        self.cost += EACH + NUMBER * result.numel()
        tags, found = self._tags, NOTHING
        several = False
        for value in args:
            if isinstance(value, torch.Tensor):
                tag = tags.of(value)
                if tag is not NOTHING:
                    several = several or (found is not NOTHING and tag.forward != found.forward)
                    if found is NOTHING or tag.loss > found.loss:
                        found = tag
                if value.requires_grad and is_leaf(value):
                    self._watcher.gradients.track(value)
            elif isinstance(value, (list, tuple)) and value:
                several = several or isinstance(value[0], torch.Tensor)
                tag = tags.of(value[0])
                found = tag if found is NOTHING else found
        if found is NOTHING or tags.of(result) is not NOTHING:
            return
        forwards = self._forwards(args, result) if several else found.forwards
        seen_through = func in TRANSPARENT
        if seen_through:
            tags.put(result, found)
        else:
            tags.put(
                result,
                Tag(
                    found.batch,
                    found.root,
                    found.split,
                    found.label,
                    forward=found.forward,
                    loss=found.loss,
                    terms=found.terms,
                    forwards=forwards,
                ),
            )

    def _forwards(self, args: Any, result: torch.Tensor) -> frozenset[int]:
        """The forward passes that a result with a graph was put together from."""
        if not result.requires_grad:
            return frozenset()
        values = [v for a in args for v in (a if isinstance(a, (list, tuple)) else (a,))]
        found = frozenset().union(*(self._tags.forwards(v) for v in values[:MOST_PARTS]))
        return found if len(found) <= MOST_PARTS else frozenset()

    def _loss(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        given = args[0] if args else kwargs.get("input")
        target = args[1] if len(args) > 1 else kwargs.get("target")
        if isinstance(result, torch.Tensor) and isinstance(given, torch.Tensor):
            self._watcher.losses.taken(LOSSES[func], given, target, result, kwargs)

    def _activation(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        given = args[0] if args else kwargs.get("input")
        if not isinstance(result, torch.Tensor) or not isinstance(given, torch.Tensor):
            return
        kind = ACTIVATIONS[func]
        if kind == "clamp" and (len(args) < 2 or args[1] != 0) and kwargs.get("min") != 0:
            return
        dim = None
        if kind in ("softmax", "log_softmax"):
            dim = args[1] if len(args) > 1 else kwargs.get("dim")
            if dim is None:  # what PyTorch takes where nothing is said
                dim = 0 if given.dim() in (0, 1, 3) else 1
            dim = dim % max(given.dim(), 1) if isinstance(dim, int) else None
        tag = self._tags.of(given)
        file, line, _ = self._watcher.record.place()
        if dim == 0 and given.dim() > 1 and self._watcher.modules.rows == len(given) > 1:
            self._watcher.record.note("softmax over rows", shape=list(given.shape))
        made = "relu" if kind == "clamp" else kind
        self._tags.put(
            result,
            Tag(
                tag.batch,
                tag.root,
                tag.split,
                made=made,
                dim=dim,
                line=(file, line),
                shape=tuple(result.shape),
                forward=tag.forward,
                forwards=tag.forwards,
                before=tag.made,
            ),
        )

    def _log(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        tag = self._tags.of(args[0]) if args else NOTHING
        if tag.made in ("softmax", "sigmoid") and isinstance(result, torch.Tensor):
            self._tags.change(
                result,
                made=f"log_{tag.made}",
                dim=tag.dim,
                line=tag.line,
                shape=tag.shape,
                before=tag.before,
            )

    def _heavy(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        """What costs much; and a linear layer upon a linear layer."""
        out = result if isinstance(result, torch.Tensor) else result[0]
        weights = [a for a in args if isinstance(a, torch.Tensor)]
        if len(weights) < 2 or not isinstance(out, torch.Tensor):
            if len(args) > 3 and isinstance(args[3], (list, tuple)):  # a recurrent net's
                numbers = sum(w.numel() for w in args[3] if isinstance(w, torch.Tensor))
                self.cost += numbers * max(1, out.numel() // max(out.shape[-1], 1))
            return
        weight = weights[1]
        rows = max(weight.shape[0], 1) if weight.dim() else 1
        inner = weight.numel() // rows
        if HEAVY[func] in ("matmul", "mm", "bmm"):
            inner = weights[0].shape[-1] if weights[0].dim() else 1
        # Twice as much on the way back; and such work is done several numbers at a time.
        self.cost += out.numel() * max(inner, 1) * (3 if out.requires_grad else 1) // AT_A_TIME
        if HEAVY[func] == "linear" and isinstance(weight, torch.nn.Parameter):
            self._linear(weights[0], weight, out)

    def _linear(self, given: torch.Tensor, weight: torch.Tensor, out: torch.Tensor) -> None:
        tag = self._tags.of(given)
        inside, outside = weight.shape[1], weight.shape[0]
        if tag.made == "linear" and weight.requires_grad:
            record = self._watcher.record
            record.note("linears", widths=[*tag.shape, outside], first=list(tag.line))
        file, line, _ = self._watcher.record.place()
        self._tags.put(
            out,
            Tag(
                tag.batch,
                tag.root,
                tag.split,
                made="linear",
                shape=(inside, outside),
                line=(file, line),
                forward=tag.forward,
                forwards=tag.forwards,
            ),
        )

    def _indexed(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        if isinstance(result, torch.Tensor) and args and isinstance(args[0], torch.Tensor):
            self._watcher.items.indexed(args[0], args[-1], result)

    def _predicts(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        self._watcher.predictions.made(func.__name__, args, kwargs, result)

    def _compares(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        if len(args) == 2 and isinstance(result, torch.Tensor):
            self._watcher.predictions.compared(args[0], args[1], result)

    def _subtracts(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        if len(args) < 2 or not all(isinstance(a, torch.Tensor) for a in args[:2]):
            return
        self._watcher.losses.subtracted(args[0], args[1], result)

    def _adds(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        self._in_place(func, args, kwargs, result)
        if len(args) < 2 or not isinstance(result, torch.Tensor) or result.numel() != 1:
            return
        terms = [self._tags.of(a) for a in args[:2]]
        if result.requires_grad and any(tag.loss for tag in terms):
            self._watcher.losses.added(terms, result)

    def _in_place(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        if func.__name__.endswith("_") and not torch.is_grad_enabled():
            file, line, _ = self._watcher.record.place()
            self._watcher.gradients.by_hand = (file, line)

    def _dropout(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        training = args[2] if len(args) > 2 else kwargs.get("training", True)
        if training and self._watcher.modules.inside != "dropout":
            self._watcher.modules.acts("functional dropout")
        tag = self._tags.of(args[0]) if args else NOTHING
        if isinstance(result, torch.Tensor) and tag is not NOTHING:
            self._tags.put(result, tag)

    def _requires(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        tensor = args[0]
        wanted = args[1] if len(args) > 1 else kwargs.get("requires_grad", True)
        if wanted and is_leaf(tensor) and self._tags.of(tensor).loss:
            self._watcher.record.note("requires_grad", text="on a loss that was cut off")

    def _sets_gradient(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        if len(args) > 1 and args[1] is None:
            self._watcher.zeroed([args[0]], "by hand")

    def _begins(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        """A single number that a graph can begin with, as a loss that was made anew."""
        if isinstance(result, torch.Tensor) and result.requires_grad and result.numel() == 1:
            self._tags.put(result, Tag(made="anew", line=self._watcher.record.place()[:2]))

    def _hides_nan(self, func: Any, args: Any, kwargs: Any, result: Any) -> None:
        tag = self._tags.of(args[0]) if args else NOTHING
        if tag.loss and not bool(torch.isfinite(args[0].detach()).all()):
            self._watcher.record.note("nan hidden")
