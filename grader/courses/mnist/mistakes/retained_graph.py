"""The graph is kept although nobody walks it again: a warning."""

from __future__ import annotations

from grader.findings import Case, Misconception
from grader.results.finding import Severity

_NAMES = ("retain_graph", "create_graph")


def _kept(case: Case) -> bool:
    """Whether a graph outlived a backward that did compute its gradients."""
    if case.scene != "backward":
        return False
    named = case.mentioned(*_NAMES) is not None
    return any(
        bool(record.sight and record.sight.claim("retained")) and (named or record.right)
        for record, _ in case.plays
    )


RETAINED_GRAPH = Misconception(
    code="retained-graph",
    exercises=("backward",),
    believes="retain_graph=True is needed for the next batch to have gradients.",
    message="The gradients are computed, and the graph of the loss stays in memory afterwards.",
    hint="Each batch builds a graph of its own. Who walks this one a second time?",
    why=(
        "PyTorch frees the graph once its gradients are computed, and the next forward pass builds "
        "a new one. Keeping the old one costs memory with every batch, and hides the error that "
        "would tell you when a loss is differentiated twice by mistake."
    ),
    file="backward.py",
    bad=(
        "def backward(optimizer, loss):\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward(retain_graph=True)\n"
    ),
    good="def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n",
    sees=_kept,
    locates=lambda case: case.mentioned(*_NAMES),
    at=("backward",),
    rank=60,
    severity=Severity.WARNING,
)
