"""Probabilities come out of the network, where raw logits are wanted."""

from __future__ import annotations

from typing import Any

import torch

from grader.findings import Case, Misconception
from grader.reference import Reference


class Probabilities(Reference):
    """softmax over the classes."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.softmax(dim=1)


class LogProbabilities(Reference):
    """log_softmax over the classes."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.log_softmax(dim=1)


class OverTheBatch(Reference):
    """softmax over the wrong dimension."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.softmax(dim=0)


class Sigmoids(Reference):
    """A sigmoid for each class."""

    def given_out(self, logits: torch.Tensor) -> Any:
        return logits.sigmoid()


class InEvaluationOnly(Reference):
    """softmax of a model that is in evaluation mode."""

    def run(self, model: torch.nn.Module, images: Any) -> Any:
        logits = super().run(model, images)
        return logits if model.training else logits.softmax(dim=1)


def _are_probabilities(case: Case) -> bool:
    """In every play with wrong logits, each row of some call is made of (log-)probabilities."""
    wrong = [(e, got) for e, got in case.seen if case.differs("logits")]
    return bool(wrong) and all(
        any(
            _sums_to_one(got.tensors[key]) and not _sums_to_one(tensor)
            for key, tensor in expected.tensors.items()
            if key.endswith(".logits") and key in got.tensors
            and got.tensors[key].shape == tensor.shape
        )
        for expected, got in wrong
        if not all(key in got.tensors and torch.allclose(tensor, got.tensors[key], 1e-3, 1e-5)
                   for key, tensor in expected.tensors.items() if key.endswith(".logits"))
    )  # fmt: skip


def _sums_to_one(rows: torch.Tensor) -> bool:
    probabilities = rows.double() if bool((rows >= 0).all()) else rows.double().exp()
    sums = probabilities.sum(dim=1)
    return bool(rows.is_floating_point() and ((sums - 1).abs() < 1e-4).all())
