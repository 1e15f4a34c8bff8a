"""An error was hidden, and training suffers from it."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import LOOP, Run, loops, place


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
    if hidden := _made_anew(run) or _allowed(run):
        yield hidden
        return
    raised = {(r.get("type"), r.get("line")) for r in run.all_of("raised")}
    caught: dict[tuple[str, int], int] = {}
    for error in run.all_of("errors"):
        if (error.get("type"), error.get("line")) not in raised and error.get("file"):
            caught[place(error)] = caught.get(place(error), 0) + 1
    for error in run.all_of("errors"):
        if caught.get(place(error), 0) >= 3 and not run.is_notebook:
            yield Found(
                place(error),
                f"{caught[place(error)]} times {error.get('type')}: {str(error.get('text'))[:120]}",
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


def _allowed(run: Run) -> Found | None:
    """Parameters of layers that ran, and that `allow_unused` has left without any gradient."""
    cut = [p for p in run.parameters if int(p.get("refused") or 0) >= LOOP and not p.get("moved")]
    for where, calls in loops(e for e in run.of("grad") if e.get("allows")):
        if cut:
            names = ", ".join(str(p.get("name")) for p in cut[:3])
            said = f"{len(cut)} tensors of layers that ran get no gradient in {len(calls)} calls"
            return Found(where, f"{said}: {names}")
    return None


RULE = Rule(
    "silenced-error", find, "An error was hidden, and what it told of is still wrong.",
    "What did PyTorch say before this line was there, and what has it changed?",
    rank=4,
    settles=("weights-unchanged", "missing-backward", "detached-loss", "zero-grad-after-backward",
             "missing-step"),
)  # fmt: skip
