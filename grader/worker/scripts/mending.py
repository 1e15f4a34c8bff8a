"""One suspected mistake mended while a script runs again: what its loss would have been."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch

from grader.worker.scripts.tags import Tag

# The codes of which the mistake can be taken back from outside, without a change of the script.
MISSING_ZERO_GRAD = "missing-zero-grad"
CLEARED_TOO_EARLY = "zero-grad-after-backward"
SOFTMAX = "softmax-before-loss"


class Mending:
    """The mistake that is mended in this run; none where the code is empty."""

    def __init__(self, code: str = "") -> None:
        self._code = code

    def clears(self) -> bool:
        """Whether gradients that a step has used are cleared before the next are added."""
        return self._code == MISSING_ZERO_GRAD

    def keeps(self, tensors: Iterable[torch.Tensor], unused: bool) -> bool:
        """Whether a call of zero_grad is left out, since a step has still to use them."""
        return self._code == CLEARED_TOO_EARLY and unused

    def loss_arguments(self, args: tuple[Any, ...], tag: Tag, kind: str) -> tuple[Any, ...]:
        """What goes into a loss: of probabilities their logarithms, which it takes as scores."""
        if self._code != SOFTMAX or not args or not isinstance(args[0], torch.Tensor):
            return args
        if tag.made == "softmax" and kind == "cross_entropy":
            return (args[0].clamp_min(1e-30).log(), *args[1:])
        if tag.made == "sigmoid" and kind == "binary_cross_entropy_with_logits":
            return (torch.logit(args[0], eps=1e-6), *args[1:])
        return args
