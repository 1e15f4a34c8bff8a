"""The same batch is trained on again and again."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing where the loader has one batch, or where trying one batch alone is what is meant."""
    training = [f for f in run.training_forwards if f.get("items") is not None and f.get("pass")]
    if len(training) < 5 or len({f["items"] for f in training}) > 1 or not run.held_out:
        return
    if len(training) < len(run.training_forwards):
        return
    passes, loaders = run.all_of("passes"), run.all_of("loaders")
    number = training[0]["pass"] - 1
    loader = loaders[passes[number]["loader"]] if 0 <= number < len(passes) else {}
    if loader.get("batches", 0) > 1 and not any(p.get("cut") for p in passes):
        yield Found(
            place(passes[number]),
            f"{len(training)} training passes over the same {training[0]['rows']} items, of "
            f"{loader['items']}",
        )


RULE = Rule(
    "repeated-batches", find, "The same batch is learned from again and again.",
    "Print the first label of each batch. Does it change?",
    rank=43,
)  # fmt: skip
