"""The losses of a training's first batches, as student code computes them; a claim like the trace.

Kept in the order in which they came. They are drawn as the learner's own curve and decide nothing.
"""

from __future__ import annotations

from typing import Any

import torch

NAMES = frozenset({"cross_entropy", "nll_loss", "cross_entropy_loss"})
MOST = 64


class Curve:
    """Up to so many losses, each the mean of what one call of a loss gave."""

    def __init__(self, *, wanted: bool) -> None:
        self.losses: list[float] = []
        self.room = MOST if wanted else 0

    @property
    def is_full(self) -> bool:
        """Whether there is no more room."""
        return len(self.losses) == self.room

    def note(self, result: Any) -> None:
        """Keep what a loss gave, where there is room."""
        if self.is_full or not isinstance(result, torch.Tensor):
            return
        # SECURITY: detached. no_grad would switch gradients as a function of a learner's says.
        with torch._C.DisableTorchFunction():
            try:
                self.losses.append(float(result.detach().mean()))
            except RuntimeError:  # what torch.func has wrapped gives no number
                self.room = len(self.losses)
