"""Some layers of the model are in another mode than the rest while it learns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.findings import Case
from grader.findings.calls import train_mode_missing as rules
from grader.frames.lazy_torch import nn

from ..parts import TrainingParts


class LayersLeftOut(TrainingParts):
    """The layers of a kind are put into evaluation mode before an epoch."""

    kinds = "BatchNorm", "Dropout"

    @classmethod
    def ways(cls, work: Any, sight: Any) -> Any:
        return ({"kinds": kinds} for kinds in (("BatchNorm",), ("Dropout",), cls.kinds))

    def training_mode(self, model: nn.Module) -> None:
        super().training_mode(model)
        self.leave_out(model)

    def leave_out(self, model: nn.Module) -> None:
        """Put them into evaluation mode."""
        for layer in model.modules():
            if any(kind in type(layer).__name__ for kind in self.kinds):
                layer.eval()


class LayersLeftOutInStep(LayersLeftOut):
    """The same in each step."""

    def train_step(
        self, model: nn.Module, criterion: Any, optimizer: Any, images: Any, labels: Any
    ) -> Any:
        self.leave_out(model)
        return super().train_step(model, criterion, optimizer, images, labels)


def _are_mixed(case: Case) -> bool:
    """Whether some wrong play ran a model of which all layers are to be in one mode, in two."""
    return case.scene in ("train_step", "train_epoch") and any(
        got.claim("mixed modes") and not expected.claim("mixed modes")
        for expected, got in case.seen
    )


def _line(case: Case) -> int | None:
    """Where a layer is switched: the last place that names an evaluation mode."""
    function = case.mentioned_here("eval", "training")
    return function or case.mentioned("eval", "training")


LAYERS_NOT_TRAINING = replace(
    rules.TRAIN_MODE_MISSING,
    exercises=("train",),
    believes="Batch norm and dropout disturb the training, so they are left out of it.",
    message="Some layers of the model are not in training mode while it learns.",
    numbers="",
    hint="Print the training flag of every layer inside of your loop. Which one differs, and who "
    "has set it?",
    file="",
    bad="",
    good="",
    mistakes=(LayersLeftOut, LayersLeftOutInStep),
    confirms=_are_mixed,
    sees=_are_mixed,
    locates=_line,
    at=(),
    rank=rules.TRAIN_MODE_MISSING.rank - 1,
)
