"""The loss runs away: each step overshoots the last."""

from __future__ import annotations

from grader.findings import Misconception

_BAD = (
    "def loss_of(scores, y):\n"
    "    return nn.functional.mse_loss(scores[:, 0], y.float())\n"
    "\n"
    "\n"
    "def optimizer_of(net):\n"
    "    return torch.optim.SGD(net.parameters(), lr=20.0)\n"
)

DIVERGING_LEARNING_RATE = Misconception(
    code="diverging-learning-rate",
    believes="A larger learning rate only learns faster.",
    message="The loss runs away: each step overshoots the last.",
    hint="What happens to the loss when the steps are a hundred times smaller?",
    why=(
        "A step follows the slope at one place. Where it is longer than the valley is wide it"
        " ends higher on the other side, with a steeper slope, and the next step is longer "
        "still."
    ),
    file="script.py",
    bad=_BAD,
    good=_BAD.replace("lr=20.0", "lr=0.02"),
)
