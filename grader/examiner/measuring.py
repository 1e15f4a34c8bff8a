"""What the judge measures of weights that were trained: on this side of the wall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import nn

from grader.datasets import SIDE, Split
from grader.examiner.record import CheckFailed
from grader.examiner.start import names_of, widths_of
from grader.frames.keys import Key
from grader.results.png import grey_png
from grader.results.trained import Misread
from grader.results.verdict import Evidence
from grader.scenes import Sight

MOST_MISREAD = 8
_WHEN = {"before": "weights before training", "after": "final weights"}


@dataclass(frozen=True)
class Form:
    """The form in which a worker shows the weights of a trained model, read on this side.

    A single layer may take the pixels in any order: it comes as the map that it is. Of others each
    parameter comes by its size and its role, and each buffer by its last name and its size, in
    whichever order a learner arranges the layers.
    """

    model: nn.Module
    """The solution's, to whose layout all is fitted."""

    @property
    def is_a_map(self) -> bool:
        return len(widths_of([*self.model.parameters()])) == 2

    def weights(self, sight: Sight, when: str) -> list[torch.Tensor]:
        """The parameters as they are claimed to be `before` or `after`, in the model's order.

        Raises:
            CheckFailed: there are others, or numbers that are not finite.
        """
        names = ("matrix", "offset") if self.is_a_map else names_of(self.model)
        return [
            _fitted(sight.tensors.get(Key(None, when, name)), parameter.detach(), _WHEN[when])
            for name, parameter in zip(names, self.model.parameters(), strict=True)
        ]

    def statistics(self, sight: Sight) -> Mapping[str, torch.Tensor]:
        """What batch norm has seen, as it is claimed to be, by the names of the model's buffers.

        SECURITY: a claim like the weights, but one that no training of ours is held against: where
        points depend on it, our own statistics are taken.

        Raises:
            CheckFailed: there are others, or numbers that are not finite.
        """
        claims = defaultdict(list)
        for key, buffer in sight.tensors.items():
            if key.aspect == "buffer":
                claims[_last(key.detail), buffer.numel()].append(buffer)
        found = {}
        for name, buffer in self.model.named_buffers():
            if buffer.is_floating_point():
                alike = claims[_last(name), buffer.numel()]
                found[name] = _fitted(alike.pop(0) if alike else None, buffer, _last(name))
        return found


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _fitted(claim: torch.Tensor | None, like: torch.Tensor, what: str) -> torch.Tensor:
    """Claimed numbers in the layout of what is like them; a matrix may have come transposed."""
    claim = torch.empty(0) if claim is None else claim
    if claim.numel() != like.numel() or not torch.isfinite(claim.double()).all():
        got = f"{claim.numel()} numbers" if claim.numel() != like.numel() else "numbers not finite"
        raise CheckFailed([Evidence(what, f"{like.numel()} numbers", got)])
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
