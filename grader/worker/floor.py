"""The floor: the worker's main thread, where everything of a learner's runs.

The scenes play in another thread and look from there. So student code has a stack of its own,
with no frame of a scene below it, and torch's modes, profilers and trace functions, which
belong to a thread, stay with it. SECURITY: without the second thread three lines of
`sys._getframe` reach whatever a scene has seen, and a mode that is left on answers in torch's name.
"""

from __future__ import annotations

import gc
import queue
import sys
from collections.abc import Callable
from typing import Any

import torch
from torch.utils._device import DeviceContext

from grader.scenes import Tampered
from grader.scenes.stage import Lead

Job = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any], bool]
# What was left of earlier calls when this one began: whether gradients are on, and in words what
# should not be there.
Left = tuple[bool, str]
Answer = tuple[bool, Any, bool, Left]


class Raised(BaseException):
    """What student code raised is in `args`: to handle the error itself would run code of its."""


class Floor:
    """Two queues: what is asked of the floor, and its answers; each end is a method made of C."""

    def __init__(self) -> None:
        asked: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self.ask, self.next = asked.put, asked.get
        self.answer, self.take, self.waiting = answers.put, answers.get, answers.qsize


def stand(next_job: Callable[[], Job | None], answer: Callable[[Answer], None], busy: Any) -> None:
    """Run what is asked for, until that is None; to be called in the main thread.

    SECURITY: student code sees this frame below its own, so it holds nothing else.
    """
    while (job := next_job()) is not None:
        answer(_outcome(busy, *job))


def _outcome(
    busy: list[bool], function: Callable[..., Any], args: Any, kwargs: Any, gradients: bool
) -> Answer:
    left = _looks()
    try:
        busy[0] = True
        gc.enable()
        torch.set_grad_enabled(gradients)
        return True, function(*args, **kwargs), _looks()[0], left
    except BaseException as error:  # student code raised it; it is told over there
        return False, error, _looks()[0], left
    finally:
        gc.disable()
        busy[0] = False


def _looking() -> Callable[[], Left]:
    """A function that says what holds in the thread that calls it, by nothing but what is C's."""
    are_on, infers = torch.is_grad_enabled, torch.is_inference_mode_enabled
    functions, kinds = torch._C._len_torch_function_stack, torch._C._len_torch_dispatch_stack
    mode_at, device, kind = torch._C._get_function_stack_at, DeviceContext, type
    profiled, traced, each = sys.getprofile, sys.gettrace, range

    def looks() -> Left:
        words = "a mode of torch was left on" if kinds() else ""
        for number in each(functions()):
            # One that only says where new tensors lie is as good as its default.
            if kind(mode_at(number)) is not device:
                words = "a mode of torch was left on"
        if profiled() is not None or traced() is not None:
            words = "a trace function was left on"
        return are_on() and not infers(), words

    return looks


_looks = _looking()


def leading(floor: Floor, require: Callable[[], None]) -> Lead:
    """What makes of a function one that is called on the stage and runs on the floor.

    Whether gradients are on goes there with the call, and comes back with its answer; `require` is
    called before that is looked at. The function raises Raised for whatever was raised there.
    """
    # SECURITY: nothing is looked up here that student code could have replaced by then. And what
    # it was given, or gave, stays: its finalizers would run where the last of it is let go.
    ask, take, waiting = floor.ask, floor.take, floor.waiting
    are_gradients_on, switch_gradients = torch.is_grad_enabled, torch._C._set_grad_enabled
    stop_collecting, kept, raised, tampered = gc.disable, list[Any](), Raised, Tampered
    kind, pair, size, told = type, tuple, len, [True]

    def lead(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            ask((function, args, kwargs, are_gradients_on()))
            reply = take()
            kept.append((args, kwargs, reply))
            stop_collecting()  # a collection, too, runs finalizers where it happens
            require()
            if waiting() or kind(reply) is not pair or size(reply) != 4:
                raise tampered("an answer was put in that nobody gave")
            fine, result, gradients, (were_on, left) = reply
            if left:
                raise tampered(left)
            # SECURITY: what is asked at the end of a call may be answered by a function that then
            # puts the right one back. What holds when the next one begins is not.
            if were_on is not told[0]:
                raise tampered("gradients are on or off, and it said otherwise")
            told[0] = gradients is True
            switch_gradients(told[0])
            if fine is True:
                return result
            raise raised(result)

        return call

    return lead
