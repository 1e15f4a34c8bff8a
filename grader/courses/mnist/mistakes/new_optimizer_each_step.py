"""The given optimizer is not used: a new one is made for each step or epoch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch

from ..examples import TRAIN_STEP
from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work

_MAKERS = (
    "SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "NAdam", "RAdam", "Adamax",
    "make_optimizer",
)  # fmt: skip
_RATES = (0.1, 0.01, 0.001, 0.05, 0.5, 1.0, 0.02, 0.005)


class EachStep(TrainingParts):
    """A new one for each batch, with a rate of its own or the first group's."""

    rate = 0.1
    kind = "SGD"

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene in ("train_step", "train_epoch"):
            for rate in (work.groups[0]["lr"], *_RATES):
                yield {"rate": rate}

    def train_step(
        self, model: nn.Module, criterion: Any, optimizer: Any, images: Any, labels: Any
    ) -> Any:
        made = getattr(torch.optim, self.kind)(model.parameters(), lr=self.rate)
        return super().train_step(model, criterion, made, images, labels)


class AdamEachStep(EachStep):
    """Adam, which has no memory then."""

    kind = "Adam"


class AdamEachEpoch(EachStep):
    """Adam, which forgets after each epoch."""

    def train_step(
        self, model: nn.Module, criterion: Any, optimizer: Any, images: Any, labels: Any
    ) -> Any:
        return TrainingParts.train_step(self, model, criterion, optimizer, images, labels)

    def train_epoch(
        self, model: nn.Module, criterion: Any, optimizer: torch.optim.Optimizer, loader: Any
    ) -> Any:
        made = torch.optim.Adam(model.parameters(), lr=self.rate)
        return super().train_epoch(model, criterion, made, loader)


def _makes_one(case: Case) -> bool:
    return case.mentioned_here(*_MAKERS) is not None


def _learns_otherwise(case: Case) -> bool:
    """Whether one is made, the first loss is right, and the weights go elsewhere."""
    if case.scene not in ("train_step", "train_epoch") or not _makes_one(case):
        return False
    losses = [(e.value("loss"), g.value("loss")) for e, g in case.seen]
    same = all(isinstance(g, float) and abs(e - g) < 1e-3 * e for e, g in losses if e is not None)
    return case.differs("change") and (same or case.scene == "train_epoch")


NEW_OPTIMIZER_EACH_STEP = Misconception(
    code="new-optimizer-each-step",
    exercises=("train",),
    believes="A step needs an optimizer, so it makes one.",
    message="{name} makes an optimizer of its own in place of the given one",
    numbers=": {fact}.",
    hint="Who decides about the learning rates, and where are they written down?",
    why=(
        "The optimizer that comes in holds the parameters, in groups with a learning rate each. "
        "A new one knows nothing of these rates, and whatever an optimizer remembers of earlier "
        "steps is gone with every new one. It is made once and handed on."
    ),
    file="train.py",
    bad="import torch\n\n\n"
    + TRAIN_STEP.replace(
        "    opt", "    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)\n    opt", 1
    ),
    good=TRAIN_STEP,
    mistakes=(EachStep, AdamEachStep, AdamEachEpoch),
    confirms=_makes_one,
    sees=_learns_otherwise,
    locates=lambda case: case.mentioned_here(*_MAKERS),
    aspects=("change",),
    rank=14,
)
