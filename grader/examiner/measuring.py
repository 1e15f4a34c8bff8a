"""What the judge measures of weights that were trained: on this side of the wall."""

from __future__ import annotations

import torch
from torch import nn

from grader.datasets import SIDE, Split
from grader.examiner.record import CheckFailed
from grader.frames.keys import Key
from grader.results.png import grey_png
from grader.results.trained import Misread
from grader.results.verdict import Evidence
from grader.scenes import Sight

MOST_MISREAD = 8


def claimed_weight(sight: Sight, when: str, which: str | int) -> torch.Tensor:
    """A parameter as a worker claims it; empty where it claims none."""
    return sight.tensors.get(Key(None, when, which), torch.empty(0))


def fitted_like(claim: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    """A claimed parameter in the layout of nn.Linear's."""
    if claim.numel() != like.numel() or not torch.isfinite(claim.double()).all():
        got = f"{claim.numel()} numbers" if claim.numel() != like.numel() else "numbers not finite"
        raise CheckFailed([Evidence("final weights", f"{like.numel()} numbers", got)])
    sizes = [size for size in claim.shape if size != 1]
    if like.dim() == 2 and sizes and sizes[0] != like.shape[0] == sizes[-1]:
        return claim.reshape(like.shape[1], like.shape[0]).T.float().contiguous()
    return claim.reshape(like.shape).float()


def loss_and_accuracy(logits: torch.Tensor, labels: torch.Tensor) -> tuple[float, float]:
    """The mean cross-entropy, nats a sample, and the share of samples that are read rightly."""
    loss = nn.functional.cross_entropy(logits, labels).item()
    hits = (logits.argmax(dim=1) == labels).double().mean().item()
    return round(loss, 6), round(hits, 6)


def misread(
    logits: torch.Tensor, split: Split, names: list[int] | None = None
) -> tuple[Misread, ...]:
    """The digits that a model is most sure of and reads wrongly; public ones, never held out."""
    if list(split.images.shape[1:]) != [1, SIDE, SIDE] or split.images.dtype is not torch.uint8:
        return ()  # a course's own data, which are no pictures that a report could show
    # SECURITY: these pictures reach the learner; held-out ones would tell which those are.
    sure, predicted = logits.softmax(dim=1).max(dim=1)
    digits = torch.tensor(names).argsort() if names else torch.arange(logits.shape[1])
    wrong = (predicted != split.labels).nonzero().flatten()
    surest = wrong[sure[wrong].argsort(descending=True, stable=True)][:MOST_MISREAD].tolist()
    return tuple(
        Misread(
            grey_png(split.images[i].numpy().tobytes(), SIDE),
            int(digits[split.labels[i]]),
            int(digits[predicted[i]]),
        )
        for i in surest
    )
