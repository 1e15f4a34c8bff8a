"""The weights are moved in backward already."""

from __future__ import annotations

from grader.courses.mnist.parts import TrainingParts
from grader.findings import Misconception
from grader.lazy_torch import torch


class StepAtTheEnd(TrainingParts):
    """The update follows the gradients at once."""

    def backward(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        self.zero_grad(optimizer)
        self.differentiate(optimizer, loss)
        self.update(optimizer)


class StepFirst(TrainingParts):
    """The old gradients are used up before they are cleared."""

    def backward(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        self.update(optimizer)
        self.zero_grad(optimizer)
        self.differentiate(optimizer, loss)


class StepBetween(TrainingParts):
    """The update stands between the clearing and the gradients, or before a lone backward."""

    def backward(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        self.update(optimizer)
        self.differentiate(optimizer, loss)


class WholeLoop(TrainingParts):
    """The update and the clearing follow the gradients, as in a loop of training."""

    def backward(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        self.differentiate(optimizer, loss)
        self.update(optimizer)
        self.zero_grad(optimizer)


STEP_IN_BACKWARD = Misconception(
    code="step-in-backward",
    exercises=("backward",),
    believes="Going backward means moving the weights against the gradient.",
    message="The weights moved while the gradients were computed",
    numbers=". {what}: {got}, not {expected}.",
    hint="Which call only writes into .grad, and which one changes the weights?",
    why=(
        "Computing gradients and using them are two things. backward() says for each weight which "
        "way is uphill and leaves it where it is; the step moves it. Whoever calls both then moves "
        "the weights twice, and cannot look at the gradients in between."
    ),
    file="backward.py",
    bad=(
        "def backward(optimizer, loss):\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward()\n"
        "    optimizer.step()\n"
    ),
    good="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
    mistakes=(StepAtTheEnd, StepFirst, StepBetween, WholeLoop),
    sees=lambda case: case.scene == "backward" and case.differs("change"),
    locates=lambda case: next((event["line"] for event in case.events("step")), None),
    mentions=("step",),
    aspects=("change",),
    rank=22,
)
