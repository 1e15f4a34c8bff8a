"""The softmax runs over the batch, not over the classes."""

from __future__ import annotations

from grader.findings import Misconception

_BAD = (
    "def loss_of(scores, y):\n"
    "    p = torch.softmax(scores, dim=0)\n"
    "    return nn.functional.nll_loss(p.log(), y)\n"
)

WRONG_SOFTMAX_DIM = Misconception(
    code="wrong-softmax-dim",
    believes="Dimension 0 is the first that comes to mind.",
    message="The softmax runs over the batch, not over the classes.",
    hint="Along which dimension do the numbers add up to 1, and what lies along it?",
    why=(
        "Along dimension 0 lie the items of the batch. A softmax over them shares one sum of "
        "1 among the images: each answer then depends on which others happen to be in its "
        "batch."
    ),
    file="script.py",
    bad=_BAD,
    good=_BAD.replace("dim=0", "dim=1"),
)
