"""The learning rate is lowered too early, or far too often."""

from __future__ import annotations

from grader.findings import Misconception
from grader.results.finding import Severity

_BAD = (
    "def train(net, optimizer, loader):\n"
    "    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2)\n"
    "    for x, y in loader:\n"
    "        learn(net, optimizer, x, y)\n"
    "        scheduler.step()\n"
)

SCHEDULER_BEFORE_STEP = Misconception(
    code="scheduler-before-step",
    believes="A scheduler belongs beside every step.",
    message="The learning rate is lowered too early, or far too often.",
    hint="Print the learning rate in each pass. When is it lowered, and when was it meant to be?",
    why=(
        "A schedule counts how often it is called. StepLR with a step size of 10 means ten "
        "epochs where it is called once an epoch, and ten batches where it is called in each:"
        " after a hundred the rate is gone."
    ),
    file="script.py",
    bad=_BAD,
    good=_BAD.replace("        scheduler", "    scheduler"),
    severity=Severity.WARNING,
)
