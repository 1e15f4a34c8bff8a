"""An error was hidden, and training suffers from it."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing of an error that was caught and that nothing depends on."""
    for note in run.all_of("notes"):
        if note.get("kind") == "requires_grad":
            cut = [b for b in run.backwards if b.get("leaf") and not b["count"]]
            if len(cut) >= 2:
                yield Found(place(note), f"{len(cut)} backward calls reached no parameter at all")
                return
        if note.get("kind") == "nan hidden":
            yield Found(place(note), "a loss that was no number was made one")
            return
    if made := _made_anew(run):
        yield made
        return
    ended = {(r.get("type"), r.get("line")) for r in run.all_of("raised")}
    hidden: dict[tuple[str, int], int] = {}
    for error in run.all_of("errors"):
        if (error.get("type"), error.get("line")) not in ended and error.get("file"):
            hidden[place(error)] = hidden.get(place(error), 0) + 1
    for error in run.all_of("errors"):
        if hidden.get(place(error), 0) >= 3 and not run.is_notebook:
            yield Found(
                place(error),
                f"{hidden[place(error)]} times {error.get('type')}: {str(error.get('text'))[:120]}",
            )
            return


def _made_anew(run: Run) -> Found | None:
    """A loss that was no number, and another one in its place that knows of no weights."""
    was = None
    for event in run.of("loss", "backward"):
        if event["kind"] == "loss":
            was = event.get("value")
        elif event.get("leaf") and event.get("count") == 0 and was in ("nan", "inf", "-inf"):
            file, line = (event.get("made_line") or ["", 0])[:2]
            said = f"the loss was {was}, and backward() was called on one that was made anew"
            return Found((file, line) if file else place(event), said)
    return None


RULE = Rule(
    "silenced-error", find, "An error was hidden, and what it told of is still wrong.",
    "What did PyTorch say before this line was there, and what has it changed?",
    rank=4,
    settles=("weights-unchanged", "missing-backward", "detached-loss", "zero-grad-after-backward",
             "missing-step"),
)  # fmt: skip
