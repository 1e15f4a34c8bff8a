"""Steps are taken on batches of the test set."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Place, Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing where its labels take no part, or where its own loop says that it evaluates."""
    steps = [s for s in run.of("step") if s.get("batch_split") == "test"]
    if len(steps) < 3:
        return
    others = {place(s) for s in run.of("step") if s.get("batch_split") == "train"}
    if {place(s) for s in steps} - others and others:
        return
    if any(e.get("target_label") and e.get("target_split") == "test" for e in run.training_losses):
        yield Found(_where(run), f"{len(steps)} steps were taken on batches of the test set")


def _where(run: Run) -> Place:
    """Where the test set is taken for what is trained on: at its loader, or where that is used."""
    forwards = [f for f in run.training_forwards if f.get("batch_split") == "test"]
    passes, loaders = run.all_of("passes"), run.all_of("loaders")
    number = forwards[0].get("pass") or 0
    if not 0 < number <= len(passes):
        return place(forwards[0])
    used = passes[number - 1]
    if used.get("named") != "test" and used.get("called") == "test":
        file, line = used.get("call") or ["", 0]
        return str(file), int(line)
    loader = used.get("loader", -1)
    named = used.get("named") == "test" or not 0 <= loader < len(loaders)
    return place(used) if named else place(loaders[loader])


RULE = Rule(
    "trained-on-test-data", find, "The model is trained on the test set.",
    "Which of your data has the model never seen when you measure it?",
    rank=40, settles=("evaluated-on-training-data",),
)  # fmt: skip
