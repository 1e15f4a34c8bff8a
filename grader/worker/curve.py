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

    def note(self, function: Any, result: Any) -> None:
        """Keep what a function gave, where it is a loss and there is room."""
        if len(self.losses) == self.room or getattr(function, "__name__", "") not in NAMES:
            return
        if not isinstance(result, torch.Tensor):
            return
        # SECURITY: detached. no_grad would switch gradients as a function of a learner's says.
        with torch._C.DisableTorchFunction():
            try:
                self.losses.append(float(result.detach().mean()))
            except RuntimeError:  # what torch.func has wrapped gives no number
                self.room = len(self.losses)
