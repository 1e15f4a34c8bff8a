"""The floor: the worker's main thread, where everything of a learner's runs.

The scenes play in another thread and look from there. So student code has a stack of its own,
with no frame of a scene below it, and torch's modes, profilers and trace functions, which
belong to a thread, stay with it. SECURITY: without the second thread three lines of
`sys._getframe` reach whatever a scene has seen, and a mode that is left on answers in torch's name.
"""

from __future__ import annotations

import gc
import queue
from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from grader.scenes import Tampered

Job = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any], bool]
Answer = tuple[bool, Any, bool]


class Raised(BaseException):
    """What student code raised is in `args`: to handle the error itself would run code of its."""


class Floor:
    """Runs what is asked for from another thread, one call at a time."""

    def __init__(self) -> None:
        asked: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._next, self._answer = asked.get, answers.put
        self.busy = [False]
        self.lead = _leading(asked.put, answers.get)
        self.close: Callable[[], None] = partial(asked.put, None)

    def run(self) -> None:
        """Run what is asked for, until `close`; to be called in the main thread."""
        while (job := self._next()) is not None:
            self._answer(self._outcome(*job))

    def _outcome(
        self, function: Callable[..., Any], args: Any, kwargs: Any, gradients: bool
    ) -> Answer:
        try:
            self.busy[0] = True
            torch.set_grad_enabled(gradients)
            return True, function(*args, **kwargs), torch.is_grad_enabled()
        except BaseException as error:  # student code raised it; it is told over there
            return False, error, torch.is_grad_enabled()
        finally:
            self.busy[0] = False


def _leading(
    ask: Callable[[Job], None], answer: Callable[[], Answer]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """What makes of a function one that is called in another thread and runs on the floor.

    Whether gradients are on goes there with the call, and comes back with its answer. It raises
    Raised for whatever was raised there.
    """
    # SECURITY: nothing is looked up here that student code could have replaced by then. And what
    # it was given, or gave, stays: its finalizers would run where the last of it is let go.
    are_gradients_on, switch_gradients = torch.is_grad_enabled, torch._C._set_grad_enabled
    stop_collecting, kept, raised, tampered = gc.disable, list[Any](), Raised, Tampered

    def lead(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            ask((function, args, kwargs, are_gradients_on()))
            reply = answer()
            kept.append((args, kwargs, reply))
            stop_collecting()  # a collection, too, runs finalizers where it happens
            if type(reply) is not tuple or len(reply) != 3:
                raise tampered("an answer was put in that nobody gave")
            fine, result, gradients = reply
            switch_gradients(gradients is True)
            if fine is True:
                return result
            raise raised(result)

        return call

    return lead
