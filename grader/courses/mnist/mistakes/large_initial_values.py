"""Initial values so large that no training of this length gets away from them: a warning."""

from __future__ import annotations

from grader.findings import Case, Misconception
from grader.results.finding import Severity

# From a root mean square of 1 on the two epochs of this course read fewer digits than is asked
# for, from 5 on they read hardly more than guessing does.
TOO_LARGE = 5.0
# What learners set the numbers with that a network begins with.
INITIALS = (
    "normal_", "uniform_", "constant_", "fill_", "ones_", "zeros_", "zero_", "std", "trunc_normal_",
    "mul_", "randn", "normal", "rand", "full", "ones",
)  # fmt: skip


def _are_too_large(case: Case) -> bool:
    """Whether a network that is one layer begins far from where its training can lead."""
    spreads = [sight.claim("initial spread", None) for sight in case.sights]
    return case.scene == "SimpleNN" and any(
        isinstance(spread, float) and spread > TOO_LARGE for spread in spreads
    )


LARGE_INITIAL_VALUES = Misconception(
    code="large-initial-values",
    exercises=("forward",),
    believes="Training finds good weights from wherever it begins.",
    message="The weights that the network is made with are so large that the training of this "
    "course cannot get away from them.",
    hint="How far does one step move a weight, how many steps are there, and how large is it?",
    why=(
        "A step moves a weight by the rate times a gradient, which cross-entropy keeps below 1 or "
        "so. Where weights begin at 100, thousands of steps pass before the data has a say, and "
        "until then the network is sure of answers that it has drawn by lot. A layer of PyTorch's "
        "begins with small numbers, the smaller the more inputs it has."
    ),
    file="forward.py",
    bad=(
        "from torch import nn\n\n\n"
        "class SimpleNN(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.linear = nn.Linear(784, 10)\n"
        "        nn.init.normal_(self.linear.weight, std=100.0)\n\n"
        "    def forward(self, images):\n"
        "        return self.linear(images.flatten(1))\n"
    ),
    good=(
        "from torch import nn\n\n\n"
        "class SimpleNN(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.linear = nn.Linear(784, 10)\n"
        "        nn.init.normal_(self.linear.weight, std=0.05)\n\n"
        "    def forward(self, images):\n"
        "        return self.linear(images.flatten(1))\n"
    ),
    sees=_are_too_large,
    mentions=INITIALS,
    rank=60,
    severity=Severity.WARNING,
)
