"""evaluate does not put PyTorch's gradient switches back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch

from ..examples import EVALUATE
from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


class GlobalSwitch(TrainingParts):
    """PyTorch's global switch stays as evaluate has set it."""

    on = True

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene == "evaluate":
            yield {"on": bool(sight.value("gradients on"))}

    def evaluate(self, model: nn.Module, criterion: Any, loader: Any) -> Any:
        measured = super().evaluate(model, criterion, loader)
        torch.set_grad_enabled(self.on)
        return measured


class Parameters(TrainingParts):
    """The switches of the parameters stay as evaluate has set them."""

    on: tuple[bool, ...] = ()

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        if work.scene == "evaluate":
            yield {"on": sight.value("requires gradient") or ()}

    def evaluate(self, model: nn.Module, criterion: Any, loader: Any) -> Any:
        measured = super().evaluate(model, criterion, loader)
        for parameter, on in zip(model.parameters(), self.on, strict=False):
            parameter.requires_grad_(bool(on))
        return measured


def _is_switch(case: Case) -> bool:
    return case.scene == "evaluate" and case.differs("gradients on", "requires gradient")


def _line(case: Case) -> int | None:
    """The last word on the switch that is left wrong."""
    if case.differs("gradients on"):
        return case.mentioned_here("set_grad_enabled", "__enter__", "no_grad", "inference_mode")
    names = ("requires_grad", "requires_grad_")
    lines = case.lines(lambda node: getattr(node, "attr", "") in names)
    return lines[-1] if lines else None


GRADIENTS_LEFT_OFF = Misconception(
    code="gradients-left-off",
    exercises=("train",),
    believes="What evaluate switches off ends with evaluate.",
    message="evaluate does not leave PyTorch's gradient switches as they were",
    numbers=": {fact}.",
    hint="Which of your switches ends by itself, and which one stays until someone turns it back?",
    why=(
        "set_grad_enabled(False) holds for the whole program and requires_grad belongs to the "
        "parameter: both stay after the function has returned. The next training step then finds "
        "no graph, and backward() fails or some weights silently stop learning. A context that "
        "is entered has to be left, as `with` does."
    ),
    file="train.py",
    bad=EVALUATE.replace("@torch.no_grad()\n", "").replace(
        "    mode =", "    torch.set_grad_enabled(False)\n    mode ="
    ),
    good=(
        "import torch\n\n\n"
        "def evaluate(model, criterion, loader):\n"
        "    mode = model.training\n"
        "    model.eval()\n"
        "    total, correct = 0.0, 0\n"
        "    with torch.set_grad_enabled(False):\n"
        "        for images, labels in loader:\n"
        "            logits = model(images)\n"
        "            total += criterion(logits, labels).item() * len(labels)\n"
        "            correct += (logits.argmax(dim=1) == labels).sum().item()\n"
        "    model.train(mode)\n"
        "    return total / len(loader.dataset), correct / len(loader.dataset)\n"
    ),
    mistakes=(GlobalSwitch, Parameters),
    sees=_is_switch,
    locates=_line,
    aspects=("gradients on", "requires gradient"),
    rank=41,
)


def _is_left_on(case: Case) -> bool:
    """Whether the global switch, or that of a parameter, is on, and was off before."""
    return case.scene == "evaluate" and any(
        (got.value("gradients on") is True and expected.value("gradients on") is False)
        or any(
            now and not was
            for was, now in zip(
                expected.value("requires gradient") or (),
                got.value("requires gradient") or (),
                strict=False,
            )
        )
        for expected, got in case.seen
    )


def _last_switch(case: Case) -> int | None:
    """The last line that switches anything."""
    names = ("set_grad_enabled", "requires_grad_", "requires_grad", "enable_grad", "__exit__")
    lines = case.lines(lambda node: getattr(node, "attr", "") in names)
    return max(lines, default=None)


GRADIENTS_LEFT_ON = replace(
    GRADIENTS_LEFT_OFF,
    believes="After an evaluation gradients have to be on.",
    message="evaluate leaves gradients on that were off when it was called",
    hint="What if whoever calls evaluate had switched them off already, or had frozen a layer?",
    file="",
    bad="",
    good="",
    confirms=_is_left_on,
    sees=_is_left_on,
    locates=_last_switch,
    rank=GRADIENTS_LEFT_OFF.rank - 1,
)
