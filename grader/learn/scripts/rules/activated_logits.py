"""What goes into cross entropy has gone through an activation."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, share

_ACTIVATIONS = ("relu", "relu6", "leaky_relu", "elu", "gelu", "silu", "tanh")


def find(run: Run) -> Iterator[Found]:
    """Nothing where pooling comes between: that is a network's own way to its scores."""
    losses = [
        e for e in run.training_losses
        if e.get("of") in ("cross_entropy", "nll_loss", "binary_cross_entropy_with_logits")
    ]  # fmt: skip
    bent = [
        e for e in losses
        if e.get("made") in _ACTIVATIONS
        or (e.get("made") == "log_softmax" and e.get("before") in _ACTIVATIONS)
    ]  # fmt: skip
    if len(bent) >= 2 and share(len(bent), len(losses)) >= 0.5:
        name = bent[0]["made"] if bent[0]["made"] in _ACTIVATIONS else bent[0]["before"]
        file, line = (bent[0].get("made_line") or ["", 0])[:2]
        yield Found(
            (file, line) if file else (str(bent[0]["file"]), int(bent[0]["line"])),
            f"the scores come out of {name}, in {len(bent)} batches of {len(losses)}",
        )


RULE = Rule(
    "activated-logits", find, "The scores that go into the loss have gone through an activation.",
    "Which scores can a class get that is surely wrong, and which after this line?",
    rank=21,
)  # fmt: skip
