"""The model learns while it is not in training mode."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.findings import Case
from grader.findings.calls import train_mode_missing as rules
from grader.frames.lazy_torch import nn, torch

from ..parts import TrainingParts


class Never(TrainingParts):
    """The mode stays as it was."""

    def training_mode(self, model: nn.Module) -> None:
        pass


class Evaluation(TrainingParts):
    """Evaluation mode is set instead."""

    def training_mode(self, model: nn.Module) -> None:
        model.eval()


class RootOnly(TrainingParts):
    """The flag of the model is set, not those of its layers."""

    def training_mode(self, model: nn.Module) -> None:
        model.training = True


class EvaluationInStep(TrainingParts):
    """Each step sets evaluation mode before it runs the model."""

    def train_step(
        self,
        model: nn.Module,
        criterion: Any,
        optimizer: torch.optim.Optimizer,
        images: torch.Tensor,
        labels: torch.Tensor,
    ) -> Any:
        model.eval()
        return super().train_step(model, criterion, optimizer, images, labels)


class LostAfterStep(TrainingParts):
    """The first step leaves the model in evaluation mode."""

    def train_step(
        self,
        model: nn.Module,
        criterion: Any,
        optimizer: torch.optim.Optimizer,
        images: torch.Tensor,
        labels: torch.Tensor,
    ) -> Any:
        loss = super().train_step(model, criterion, optimizer, images, labels)
        model.eval()
        return loss


def _learned_in_evaluation_mode(case: Case) -> bool:
    """Whether all passes of some wrong play were in evaluation mode."""
    return case.scene in ("train_step", "train_epoch") and any(
        expected.claim("modes") == [True] and got.claim("modes") == [False]
        for expected, got in case.seen
    )


TRAIN_MODE_MISSING = replace(
    rules.TRAIN_MODE_MISSING,
    exercises=("train",),
    file="train.py",
    bad="def train_epoch(model, criterion, optimizer, loader):\n"
    "    total = 0.0\n"
    "    for images, labels in loader:\n"
    "        loss = train_step(model, criterion, optimizer, images, labels)\n"
    "        total += loss * len(labels)\n"
    "    return total / len(loader.dataset)\n",
    good="def train_epoch(model, criterion, optimizer, loader):\n"
    "    total = 0.0\n"
    "    for images, labels in loader:\n"
    "        model.train()\n"
    "        loss = train_step(model, criterion, optimizer, images, labels)\n"
    "        total += loss * len(labels)\n"
    "    return total / len(loader.dataset)\n",
    mistakes=(Never, Evaluation, RootOnly, EvaluationInStep, LostAfterStep),
    sees=_learned_in_evaluation_mode,
)
