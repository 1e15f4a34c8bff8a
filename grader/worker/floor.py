"""The floor: the worker's main thread, where everything of a learner's runs.

The scenes play in another thread and look from there. So student code has a stack of its own,
with no frame of a scene below it, and torch's modes, profilers and trace functions, which
belong to a thread, stay with it. SECURITY: without the second thread three lines of
`sys._getframe` reach whatever a scene has seen, and a mode that is left on answers in torch's name.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import Any

import torch

Job = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any], bool]


class Floor:
    """Runs what is asked for from another thread, one call at a time."""

    def __init__(self) -> None:
        self._asked: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[bool, Any, bool]] = queue.SimpleQueue()
        self.busy = False

    def run(self) -> None:
        """Run what is asked for, until `close`; to be called in the main thread."""
        while (job := self._asked.get()) is not None:
            self._answers.put(self._outcome(*job))

    def _outcome(
        self, function: Callable[..., Any], args: Any, kwargs: Any, gradients: bool
    ) -> tuple[bool, Any, bool]:
        try:
            self.busy = True
            torch.set_grad_enabled(gradients)
            return True, function(*args, **kwargs), torch.is_grad_enabled()
        except BaseException as error:  # student code raised it; it is raised again over there
            return False, error, torch.is_grad_enabled()
        finally:
            self.busy = False

    def lead(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, to be called from another thread and to run in this one.

        Whether gradients are on goes there with the call, and comes back with its answer.
        """
        # Nothing is looked up here that a learner's code could have replaced by then.
        ask, answer = self._asked.put, self._answers.get
        are_gradients_on, switch_gradients = torch.is_grad_enabled, torch._C._set_grad_enabled

        def call(*args: Any, **kwargs: Any) -> Any:
            ask((function, args, kwargs, are_gradients_on()))
            fine, result, gradients = answer()
            switch_gradients(gradients)
            if fine:
                return result
            raise result

        return call

    def close(self) -> None:
        """Let `run` come to its end."""
        self._asked.put(None)
