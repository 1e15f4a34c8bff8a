"""The model is measured while it is in training mode."""

from __future__ import annotations

import ast
from typing import Any

from grader.courses.mnist.parts import TrainingParts
from grader.findings import Case, Misconception
from grader.lazy_torch import nn, torch


class Never(TrainingParts):
    """The mode stays as it was."""

    def evaluation_mode(self, model: nn.Module) -> None:
        pass


class Training(TrainingParts):
    """Training mode is set instead."""

    def evaluation_mode(self, model: nn.Module) -> None:
        model.train()


class RootOnly(TrainingParts):
    """The flag of the model is set, not those of its layers."""

    def evaluation_mode(self, model: nn.Module) -> None:
        model.training = False


class DropoutOnly(TrainingParts):
    """Only the dropout layers are switched."""

    def kind(self) -> type[nn.Module]:
        return nn.Dropout

    def evaluation_mode(self, model: nn.Module) -> None:
        for module in model.modules():
            if isinstance(module, self.kind()):
                module.eval()

    def restore_mode(self, model: nn.Module, was_training: bool) -> None:
        model.train(was_training)


class BatchNormOnly(DropoutOnly):
    """Only the batch norm layers are switched."""

    def kind(self) -> type[nn.Module]:
        return nn.BatchNorm1d


class FirstBatchOnly(TrainingParts):
    """The mode is put back when the first batch is done."""

    mode = True

    def evaluation_mode(self, model: nn.Module) -> None:
        self.mode = model.training
        model.eval()

    def evaluation_batch(
        self, model: nn.Module, criterion: Any, images: torch.Tensor, labels: torch.Tensor
    ) -> tuple[Any, torch.Tensor]:
        measured = super().evaluation_batch(model, criterion, images, labels)
        model.train(self.mode)
        return measured


def _ran_in_training_mode(case: Case) -> bool:
    """Whether a wrong play of evaluate ran the model in training mode, and it shows."""
    return (
        case.scene == "evaluate"
        and case.differs("loss", "accuracy", "buffer")
        and any(True in (got.claim("modes") or ()) for _, got in case.seen)
    )


def sets_flag(node: ast.AST) -> bool:
    """`model.training = ...`."""
    return isinstance(node, ast.Attribute) and node.attr == "training" and _is_stored(node)


def _is_stored(node: ast.Attribute) -> bool:
    return isinstance(node.ctx, ast.Store)


def _line(case: Case) -> int | None:
    """Where the mode is unset in the loop, the original is run beside a copy, or a mode is set."""
    if any(len(got.claim("modes") or ()) > 1 for _, got in case.seen):
        back = case.lines(lambda n: getattr(n, "attr", "") == "train", in_loop=True)
        return next(iter(back), None) or case.mentioned_here("train")
    passes = case.events("forward")
    if case.mentioned_here("deepcopy") and passes:
        return int(passes[0]["line"])
    flags = case.lines(sets_flag)
    switched = case.mentioned_here("eval") or next(iter(flags), None)
    return switched or case.mentioned_here("train") or case.first_line()


EVAL_MODE_MISSING = Misconception(
    code="eval-mode-missing",
    exercises=("train",),
    believes="no_grad() is all that an evaluation needs.",
    message="evaluate runs the model in training mode",
    numbers=": {what} is {got}, where evaluation mode gives {expected}.",
    hint="Measure the same model twice. Are the two results alike? Which layers might differ?",
    why=(
        "In training mode dropout throws units away and batch norm uses, and learns, the "
        "statistics of each batch. What is measured then is not the model that will be used, it "
        "is different each time, and the measuring changes the model. no_grad() switches off the "
        "graph, not the mode."
    ),
    file="train.py",
    bad=(
        "import torch\n\n\n"
        "@torch.no_grad()\n"
        "def evaluate(model, criterion, loader):\n"
        "    total, correct = 0.0, 0\n"
        "    for images, labels in loader:\n"
        "        logits = model(images)\n"
        "        total += criterion(logits, labels).item() * len(labels)\n"
        "        correct += (logits.argmax(dim=1) == labels).sum().item()\n"
        "    return total / len(loader.dataset), correct / len(loader.dataset)\n"
    ),
    good=(
        "import torch\n\n\n"
        "@torch.no_grad()\n"
        "def evaluate(model, criterion, loader):\n"
        "    mode = model.training\n"
        "    model.train(False)\n"
        "    total, correct = 0.0, 0\n"
        "    for images, labels in loader:\n"
        "        logits = model(images)\n"
        "        total += criterion(logits, labels).item() * len(labels)\n"
        "        correct += (logits.argmax(dim=1) == labels).sum().item()\n"
        "    model.train(mode)\n"
        "    return total / len(loader.dataset), correct / len(loader.dataset)\n"
    ),
    mistakes=(Never, Training, RootOnly, DropoutOnly, BatchNormOnly, FirstBatchOnly),
    sees=_ran_in_training_mode,
    locates=_line,
    aspects=("loss", "accuracy", "buffer"),
    rank=40,
)
