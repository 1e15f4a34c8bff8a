"""A file that switches something for the whole process while it is imported."""

from __future__ import annotations

from grader.findings import Case, Misconception

_SWITCHES = (
    "set_grad_enabled", "set_default_dtype", "set_default_tensor_type", "no_grad",
    "inference_mode", "__enter__",
)  # fmt: skip


def _line(case: Case) -> int | None:
    """Where the file names such a switch, from its end: the last one counts."""
    return case.mentioned(*_SWITCHES)


PROCESS_WIDE_SWITCH = Misconception(
    code="process-wide-switch",
    believes="What I set at the top of my file holds for my file.",
    message="When {file} is imported it changes a switch of PyTorch's: {text}.",
    hint="For which code does that line hold, and until when? Who imports your file?",
    why=(
        "Some settings belong to the program and not to a file: whether gradients are recorded, "
        "and which type new tensors have. A file that sets one while it is imported changes it "
        "for everybody who imports it, and their training fails in a place that looks innocent."
    ),
    file="learn.py",
    bad="import torch\n\ntorch.set_grad_enabled(False)\n\n\n"
    "def learn(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
    good="import torch\n\ntorch.set_grad_enabled(True)\n\n\n"
    "def learn(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
    kinds=("process-wide-switch",),
    locates=_line,
    rank=2,
)
