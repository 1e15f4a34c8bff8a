"""One item's answer depends on the other items in its batch."""

from __future__ import annotations

from grader.findings import Misconception

_BAD = (
    "def forward(net, x):\n"
    "    columns = x.view(8, -1)  # from (N, 8)\n"
    "    return net.out(torch.relu(net.hidden(columns.T)))\n"
)

MIXED_BATCH = Misconception(
    code="mixed-batch",
    believes="The numbers are all there, so the shape is right.",
    message="One item's answer depends on the other items in its batch.",
    hint="Which dimension of your tensors is the batch, and which line treats another one as it?",
    why=(
        "A view reads the same numbers in the same order: it moves no dimension, it cuts the "
        "row anew, through the middle of items. A recurrent layer without batch_first takes "
        "the first dimension as time. Either way items flow into each other."
    ),
    file="script.py",
    bad=_BAD,
    good=_BAD.replace("x.view(8, -1)", "x.T"),
)
