"""The loss gets probabilities where it takes raw logits."""

from __future__ import annotations

from grader.findings import Case, Misconception
from grader.findings.variants import ruled_by
from grader.submission.source import use_line


def _line(case: Case) -> int | None:
    """The call of softmax: in the trace, else in the source, else where the loss is taken."""
    events = case.events("softmax", "sigmoid") or case.events("loss")
    named = use_line(case.tree, case.mentioned("softmax", "sigmoid"))
    return events[0]["line"] if events and events[0]["event"] != "loss" else (
        named or (events[0]["line"] if events else None)
    )  # fmt: skip


SOFTMAX_BEFORE_LOSS = Misconception(
    code="softmax-before-loss",
    believes="Cross-entropy compares probabilities, so the logits go through softmax first.",
    message="The loss was computed from what a softmax or sigmoid gave, not from the logits",
    numbers=": {fact}.",
    hint="What does the criterion do to its first argument before it takes the logarithm?",
    steps=(
        (
            "Print what the criterion is handed: its smallest and largest number, and the sum of "
            "one row."
        ),
        (
            "PyTorch's page on CrossEntropyLoss says what kind of numbers it expects. Are yours of "
            "that kind?"
        ),
        "Make up logits that are certain and right. How near to 0 does your loss come for them?",
        "Something is done to these numbers twice: once by you, once inside the criterion. What?",
        (
            "The criterion makes the probabilities itself: it is handed the logits as they left "
            "the model."
        ),
    ),
    why="CrossEntropyLoss turns logits into probabilities by itself. Probabilities that go through "
    "it a second time come out almost equal: even a perfect answer then costs about 1.46, and "
    "the gradients become so small that the model learns slowly and never gets sure.",
    locates=_line,
    rank=20,
    mistakes=tuple(
        ruled_by({side: (name,)})
        for name in ("softmax", "log_softmax", "sigmoid")
        for side in ("loss in", "model out")
    ),
)
