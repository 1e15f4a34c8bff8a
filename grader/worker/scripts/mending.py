"""One suspected mistake mended while a script runs again: what its loss would have been."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from grader.worker.scripts.watcher import Watcher

Call = Callable[[], Any]


class Mending:
    """Where a run can be changed from outside; nothing is changed here.

    Each mistake that can be taken back is a subclass that changes one of these places, and has
    the mistake's code as its `codes`.
    """

    codes: tuple[str, ...] = ()

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher

    def call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function of PyTorch's."""
        return func(*args, **kwargs)

    def forward(self, model: torch.nn.Module, split: str) -> None:
        """A model is going to be called on data of a split."""

    def backward(self, loss: Any, walk: Call) -> None:
        """Walk back through a graph."""
        walk()

    def zero_grad(self, tensors: Iterable[torch.Tensor], clear: Call) -> None:
        """Clear the gradients of an optimizer."""
        clear()

    def step(self, optimizer: Any, step: Call) -> Any:
        """Take a step."""
        return step()

    def made(self, optimizer: Any) -> None:
        """An optimizer was made."""

    def schedule(self, scheduler: Any, step: Call) -> Any:
        """Let a scheduler count."""
        return step()

    def loader(self, options: dict[str, Any]) -> None:
        """A loader is going to be made with these options."""
