"""Probabilities go into a loss that applies softmax itself."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, share

_LOSSES = ("cross_entropy", "binary_cross_entropy_with_logits")


def find(run: Run) -> Iterator[Found]:
    """Nothing of log-probabilities, which are right there."""
    losses = [e for e in run.training_losses if e.get("of") in (*_LOSSES, "nll_loss")]
    twice = [
        e for e in losses
        if (e["of"] in _LOSSES and e.get("made") in ("softmax", "sigmoid"))
        or (e.get("made") == "log_softmax" and e.get("before") == "softmax")
    ]  # fmt: skip
    # Class probabilities of a mixture of models, say, do not come straight out of a softmax.
    if len(twice) >= 2 and share(len(twice), len(losses)) >= 0.5:
        first = twice[0]
        file, line = (first.get("made_line") or ["", 0])[:2]
        values = [e["value"] for e in twice if isinstance(e.get("value"), (int, float))]
        low = f", and the loss came down to {min(values):.3f} at best" if values else ""
        yield Found(
            (file, line) if file else (str(first["file"]), int(first["line"])),
            f"the numbers that went into {first['of']} lay between {first.get('min', 0)} and "
            f"{first.get('max', 1)}{low}",
            message="" if first.get("made") != "sigmoid" else
            "The loss gets what a sigmoid has squeezed, and squeezes it once more.",
        )  # fmt: skip


RULE = Rule(
    "softmax-before-loss", find,
    "The loss gets probabilities, and makes probabilities of them once more.",
    "What does the criterion do to its first argument before it takes the logarithm?",
    rank=20,
)  # fmt: skip
