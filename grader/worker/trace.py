"""The trace: which of the five calls student code made, in what order, from which line.

A TorchFunctionMode sees every operation on tensors, whatever its spelling: gradients that are
set to None or zeroed, parameters that are written to, losses, backward passes. The trace is a
claim of an untrusted process: it explains, it never scores.
"""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import nn
from torch.nn.modules.module import register_module_forward_pre_hook
from torch.optim.optimizer import register_optimizer_step_pre_hook
from torch.overrides import TorchFunctionMode, _pop_mode, _push_mode

from grader.worker.arguments import first_tensor, parameters_of

MOST_EVENTS = 120
MOST_OF_A_TRAINING = 30  # its first few steps
MOST_CALLS = 6

_LOSSES = {"cross_entropy", "nll_loss", "cross_entropy_loss"}
_CLEARING = {"zero_", "_foreach_zero_"}
_CLEARING_WITH_ZERO = {"fill_", "mul_", "__imul__", "_foreach_mul_"}
_WRITING = {
    "add_", "sub_", "copy_", "addcmul_", "__isub__", "__iadd__", "_foreach_add_",
    "_foreach_sub_", "set_", "lerp_", "addcdiv_", "div_", "__itruediv__", "_foreach_div_", "neg_",
    "sign_", "clamp_", "_foreach_clamp_min_", "_foreach_clamp_max_", "normal_", "uniform_",
    "__setitem__",
}  # fmt: skip
_NAMED = {
    "softmax", "log_softmax", "sigmoid", "argmax", "detach", "detach_", "item", "tolist",
    "numpy", "requires_grad_", "clone", "mean", "sum", "one_hot", "mse_loss",
}  # fmt: skip

# What an operation of that name may be; most are of no interest, and are to be told at once.
_KINDS = {
    **dict.fromkeys(_NAMED, "named"),
    **dict.fromkeys(_WRITING | _CLEARING | _CLEARING_WITH_ZERO, "written"),
    **dict.fromkeys(_LOSSES, "loss"),
    "backward": "backward", "grad": "backward", "__set__": "set", "__get__": "get",
}  # fmt: skip


class Recorder(TorchFunctionMode):
    """Records the events inside the calls that it wraps, up to a limit of calls and events."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder + os.sep
        self.events: list[dict[str, Any]] = []
        self.start()
        register_module_forward_pre_hook(self._module_called)
        register_optimizer_step_pre_hook(self._stepped)

    def start(self, scene: str = "", *, traced: bool = True) -> None:
        """Forget everything: a new scene begins, of which nothing is noted unless it is traced."""
        self.events = []
        most = MOST_OF_A_TRAINING if scene.startswith("train ") else MOST_EVENTS
        self.most = most if traced else 0
        self.calls = 0
        self.active = self._on = False  # `_on`: whether operations come here
        self.parameters: dict[int, torch.Tensor] = {}
        self._open: dict[str, Any] | None = None
        self._own_file = ""
        self._normed: tuple[list[tuple[int, int]], list[torch.Tensor], float] = ([], [], 0.0)

    def recorded(self, file: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function of a file, with the events inside each of its first calls recorded."""

        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.calls > MOST_CALLS or self.active or len(self.events) >= self.most:
                return function(*args, **kwargs)
            self.parameters = {id(p): p for p in parameters_of((*args, *kwargs.values()))}
            self._own_file = self.folder + file
            self.active = self._on = True
            _push_mode(self)
            try:
                return function(*args, **kwargs)
            finally:
                if self._on:
                    _pop_mode()
                if self._open is not None:
                    self._arrive()
                self.active = False

        return call

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        # Thousands come this way in a grading, few of which are of interest.
        kind = _KINDS.get(getattr(func, "__name__", ""))
        if kind is None or (kind == "get" and func != _GET_GRAD):
            return func(*args, **kwargs) if kwargs else func(*args)
        event = self._event(kind, func, args) if len(self.events) < self.most else None
        place = self._place() if event else None
        if place is None or self._goes_on(event, place):
            return func(*args, **(kwargs or {}))
        before = self._arrive()
        result = func(*args, **(kwargs or {}))
        self._note(event, place, before)
        return result

    def _event(self, kind: str, func: Any, args: Any) -> str | None:
        """The event that an operation of that kind is, or None for one of no interest."""
        name = func.__name__
        if kind == "written":
            written = first_tensor(args)
            if written is None:
                return None
            if self._is_gradient(written):
                return "zero_grad" if _clears(name, args) else "gradient changed"
            return "step" if self._is_parameter(written) else None
        if kind == "backward":
            return "backward" if func in _BACKWARD else None
        if kind == "loss":
            return "loss"
        if kind == "set":
            return self._set_event(func, args)
        if kind == "get":
            # An optimizer's or a model's own zero_grad, also where there is nothing to clear.
            return "zero_grad" if sys._getframe(2).f_code.co_name == "zero_grad" else None
        return name if self._called_by_student() else None

    def _called_by_student(self) -> bool:
        """Whether student code called this operation itself, through nothing but torch."""
        frame = sys._getframe(3)
        while frame is not None and f"{os.sep}torch{os.sep}" in _file_of(frame):
            frame = frame.f_back  # type: ignore[assignment]
        return frame is not None and _file_of(frame).startswith(self.folder)

    def _set_event(self, func: Any, args: Any) -> str | None:
        if func == _SET_GRAD and id(args[0]) in self.parameters:
            return "zero_grad" if _is_empty(args[1]) else "gradient changed"
        if func == _SET_DATA and id(args[0]) in self.parameters:
            return "step"
        return None

    def _is_gradient(self, tensor: torch.Tensor) -> bool:
        with torch._C.DisableTorchFunction():
            gradients = [p.grad for p in self.parameters.values() if p.grad is not None]
            return _lies_in(tensor, gradients)

    def _is_parameter(self, tensor: torch.Tensor) -> bool:
        with torch._C.DisableTorchFunction():
            return _lies_in(tensor, self.parameters.values())

    def _gradient_norm(self) -> float:
        """The norm of all gradients together, computed anew only where one was written to."""
        # SECURITY: detached. no_grad would switch gradients as a function of a learner's says.
        with torch._C.DisableTorchFunction():
            gradients = [p.grad for p in self.parameters.values() if p.grad is not None]
            # The tensors themselves are kept, so that none of these numbers is given out again.
            state = [(id(gradient), gradient._version) for gradient in gradients]
            if state != self._normed[0]:
                norms = [gradient.detach().norm() for gradient in gradients]
                norm = float(torch.stack(norms).norm()) if norms else 0.0
                self._normed = state, gradients, norm
            return self._normed[2]

    def _module_called(self, module: nn.Module, args: Any) -> None:
        if not self.active or self._is_done():
            return
        event = "loss" if "Loss" in type(module).__name__ else "forward"
        self._happened(event, self._place(direct=True))

    def _stepped(self, optimizer: torch.optim.Optimizer, args: Any, kwargs: Any) -> None:
        """A step is one also where there is no gradient and nothing moves.

        One with a closure is noted when it writes: what the closure does comes before that.
        """
        if self.active and len(self.events) < self.most and len(args) < 2 and not kwargs:
            self._happened("step", self._place())

    def _is_done(self) -> bool:
        """Whether no event is noted any more; where nothing is, no operation comes here either."""
        if len(self.events) < self.most:
            return False
        if self._on and (depth := _depth()) and _mode_at(depth - 1) is self:
            _pop_mode()
            self._on = False
        return True

    def _happened(self, event: str, place: tuple[str, int] | None) -> None:
        if place is not None and not self._goes_on(event, place):
            self._note(event, place, self._arrive())

    def _arrive(self) -> float:
        """The norm of the gradients now, which is also what it was after the last event."""
        norm = round(self._gradient_norm(), 6)
        if self._open is not None:
            self._open["gradient_norm_after"] = norm
            self._open = None
        return norm

    def _goes_on(self, event: str | None, place: tuple[str, int]) -> bool:
        """Whether it is the last event still: an optimizer writes one weight after another."""
        last = self.events[-1] if self.events else None
        return (
            last is not None
            and event in _ONE_EVENT
            and (last["event"], last["call"], last["file"], last["line"])
            == (event, self.calls, *place)
        )

    def _note(self, event: str | None, place: tuple[str, int], norm: float) -> None:
        file, line = place
        self._open = {
            "call": self.calls, "event": event, "file": file, "line": line,
            # The innermost line of a learner's is the own file's, too, where it stands in that.
            "own_line": line if self.folder + file == self._own_file else self._own_line(),
            "gradient_norm_before": norm, "gradient_norm_after": norm,
        }  # fmt: skip
        self.events.append(self._open)

    def _own_line(self) -> int:
        """The innermost line on the stack of the file that the recorded function stands in."""
        frame = sys._getframe(1)
        while frame is not None:
            if _file_of(frame) == self._own_file:
                return frame.f_lineno
            frame = frame.f_back  # type: ignore[assignment]
        return 0

    def _place(self, *, direct: bool = False) -> tuple[str, int] | None:
        """The innermost student line on the stack.

        With `direct` only where no other module's forward stands between it and here: a layer
        inside a model is no call of its own.
        """
        frame, folder, modules = sys._getframe(1), self.folder, 0
        while frame is not None:
            table = frame.f_globals
            file = table.get("__file__")
            if type(file) is str and file.startswith(folder):
                return file[len(folder) :], frame.f_lineno
            if direct and table is _CALLING and frame.f_code.co_name == "_call_impl":
                modules += 1
                if modules > 1:
                    return None
            frame = frame.f_back  # type: ignore[assignment]
        return None


def _file_of(frame: types.FrameType) -> str:
    """The file of a frame's module. To ask for its code would call the guard's audit hook."""
    file = frame.f_globals.get("__file__")
    return file if type(file) is str else ""


_depth, _mode_at = torch._C._len_torch_function_stack, torch._C._get_function_stack_at
_ONE_EVENT = {"zero_grad", "step", "gradient changed", "loss"}
_BACKWARD = {torch.Tensor.backward, torch.autograd.backward, torch.autograd.grad}
_CALLING = vars(sys.modules["torch.nn.modules.module"])
_GRAD: Any = torch.Tensor.grad
_DATA: Any = torch.Tensor.data
_GET_GRAD = _GRAD.__get__
_SET_GRAD = _GRAD.__set__
_SET_DATA = _DATA.__set__


def _lies_in(tensor: torch.Tensor, others: Iterable[torch.Tensor]) -> bool:
    """Whether a tensor's numbers are those of one of the others, or begin with them."""
    address = _address(tensor)
    return address is not None and any(address == _address(other) for other in others)


def _address(tensor: torch.Tensor) -> int | None:
    """Where a tensor's numbers lie; None for a wrapper of torch.func's, which has none."""
    try:
        return tensor.data_ptr()
    except RuntimeError:
        return None


def _clears(name: str, args: Any) -> bool:
    """Whether an in-place operation leaves nothing but zeros."""
    factor = args[1] if len(args) > 1 else None
    return name in _CLEARING or (
        name in _CLEARING_WITH_ZERO and isinstance(factor, (int, float)) and factor == 0
    )


def _is_empty(gradient: torch.Tensor | None) -> bool:
    """Whether a gradient is none at all or all zeros."""
    with torch._C.DisableTorchFunction():
        return gradient is None or not gradient.count_nonzero()
