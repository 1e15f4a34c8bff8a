"""The softmax runs over the batch."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.rules.mixed_batch import mixed
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing of one over another dimension, and inside of a model where no items are mixed."""
    for event in run.of("loss", "forward"):
        shape = event.get("made_shape") or []
        rows = event.get("shape") or event.get("out") or [0]
        if event.get("made") not in ("softmax", "log_softmax") or event.get("dim") != 0:
            continue
        if len(shape) == 2 and shape[0] > 1 and shape[0] == rows[0] and event.get("batch"):
            file, line = (event.get("made_line") or ["", 0])[:2]
            yield Found(
                (file, line) if file else place(event),
                f"over dimension 0 of {shape}: the {shape[0]} items share one sum of 1",
            )
            return
    if any(mixed(run)):
        for note in run.all_of("notes"):
            if note.get("kind") == "softmax over rows":
                shape = note["shape"]
                said = f"over dimension 0 of {shape}: the {shape[0]} items share one sum of 1"
                yield Found(place(note), said)
                return


RULE = Rule(
    "wrong-softmax-dim", find, "The softmax runs over the batch, not over the classes.",
    "Along which dimension do the numbers add up to 1, and what lies along it?",
    rank=16, settles=("mixed-batch", "softmax-before-loss", "wrong-criterion"),
)  # fmt: skip
