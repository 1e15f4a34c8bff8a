"""Weights that moved as no catalogued mistake explains."""

from __future__ import annotations

from grader.findings import Case, Misconception

_SCENES = ("step", "optimizer", "train_step", "train_epoch")


def _moved_elsewhere(case: Case) -> bool:
    return case.scene in _SCENES and bool(case.seen) and (
        case.scene != "train_epoch" or case.differs("change")
    )  # fmt: skip


WRONG_UPDATE = Misconception(
    code="wrong-update",
    exercises=("step", "train"),
    believes="As long as the weights move, the model learns.",
    message="The weights are not where one update puts them",
    numbers=". {what}: {got}, expected {expected}.",
    hint="Take one weight, its gradient and the rate: where should it be, and where is it?",
    why=(
        "Each weight becomes weight - lr * gradient, once for every batch, and nothing else "
        "touches it. Another rule may train something too, but not what the learning rate and "
        "the loss say."
    ),
    file="step.py",
    bad=(
        "import torch\n\n\n"
        "@torch.no_grad()\n"
        "def step(optimizer):\n"
        "    for group in optimizer.param_groups:\n"
        "        for parameter in group['params']:\n"
        "            if parameter.grad is not None:\n"
        "                parameter -= group['lr'] * parameter.grad.sign()\n"
    ),
    good=(
        "import torch\n\n\n"
        "@torch.no_grad()\n"
        "def step(optimizer):\n"
        "    for group in optimizer.param_groups:\n"
        "        for parameter in group['params']:\n"
        "            if parameter.grad is not None:\n"
        "                parameter.add_(parameter.grad, alpha=-group['lr'])\n"
    ),
    sees=_moved_elsewhere,
    locates=lambda case: (
        max((event["line"] for event in case.events("step")), default=None)
        or case.mentioned_here("copy_", "add_", "sub_", "data", "load_state_dict", "step")
    ),
    mentions=("step", "SGD"),
    aspects=("change",),
    rank=96,
)
