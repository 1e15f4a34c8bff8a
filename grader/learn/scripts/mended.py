"""The counterfactual: the same run with the first mistake mended, and what the loss is then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader.learn.scripts.diagnosis import Diagnosis
from grader.learn.scripts.run import Run
from grader.learn.scripts.watching import Watched

# So many losses are told, and fewer steps tell nothing.
MOST, LEAST = 200, 3


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed while the script runs again, in words.

    late: the first loss cannot tell, since the change comes after it; measures: it is the loss
    of what is held out that the change is for; stops: the script ends at this mistake.
    """

    words: str
    late: bool = True
    measures: bool = False
    stops: bool = False


# The codes whose mistake the worker can take back, without a change of the script's text.
CHANGES: Mapping[str, Change] = {
    "missing-zero-grad": Change("the gradients cleared before each backward()"),
    "partial-zero-grad": Change("all gradients cleared before each backward()"),
    "zero-grad-after-backward": Change("no zero_grad() between backward() and step()"),
    "step-before-backward": Change("each step() after its own backward()"),
    "missing-step": Change("a step() after each backward()"),
    "missing-backward": Change("a backward() before each step()"),
    "repeated-step": Change("a single step() for each backward()"),
    "repeated-backward": Change("a single backward() for each loss"),
    "weights-unchanged": Change("an optimizer that moves the model"),
    "missing-parameters": Change("all parameters in the optimizer"),
    "new-optimizer-each-step": Change("an optimizer that keeps what it remembers"),
    "new-model-each-step": Change("a model that keeps its weights"),
    "softmax-before-loss": Change("scores in the place of the probabilities", late=False),
    "wrong-softmax-dim": Change("the softmax over the classes", late=False),
    "activated-logits": Change("no activation after the last layer", late=False),
    "detached-loss": Change("nothing cut from the graph", stops=True),
    "gradients-left-off": Change("gradients on while it trains", stops=True),
    "train-mode-missing": Change("training in training mode"),
    "eval-mode-missing": Change("the measurement in evaluation mode", late=False, measures=True),
    "diverging-learning-rate": Change("a hundredth of the learning rate"),
    "wrong-criterion": Change("what the criterion takes", late=False, stops=True),
    "broadcast-loss": Change("two tensors of the same shape", late=False),
    "missing-relu": Change("a ReLU between the two linear layers", late=False),
    "weights-moved-in-evaluate": Change("no step on what is measured"),
    "scheduler-before-step": Change("a scheduler that counts passes"),
    "unshuffled": Change("shuffled batches", late=False),
}


def to_mend(diagnosis: Diagnosis) -> str:
    """The code of the first finding, where it can be mended; else nothing."""
    first = diagnosis.findings[0].code if diagnosis.findings else ""
    change = CHANGES.get(first)
    goes_on = diagnosis.status == "diagnosed" or (change is not None and change.stops)
    return first if change is not None and goes_on else ""


def without_time(diagnosis: Diagnosis) -> Diagnosis:
    """The diagnosis, told that no time was left for a second run."""
    return _skipped(diagnosis, "half of --seconds was over, so it was not run again mended")


def with_mended(diagnosis: Diagnosis, code: str, watched: Watched, again: Watched) -> Diagnosis:
    """The diagnosis with the loss of the mended run, or with the reason why there is none."""
    change, first, second = CHANGES[code], Run(watched.record), Run(again.record)
    was, now = _losses(first, change), _losses(second, change)
    if why := _why_not(change, first, second, was, now):
        return _skipped(diagnosis, f"no second run beside this one: {why}")
    words = "of what is held out" if change.measures else "of training"
    mended: dict[str, Any] = {
        "code": code, "change": change.words, "of": words, "loss": now, "instead_of": was,
    }  # fmt: skip
    return replace(diagnosis, mended=(mended,))


def _skipped(diagnosis: Diagnosis, why: str) -> Diagnosis:
    return replace(diagnosis, cut=(*diagnosis.cut, why))


def _why_not(
    change: Change, first: Run, second: Run, was: list[float | None], now: list[float | None]
) -> str:
    """Why the second run says nothing of the first; empty where it does."""
    begins, again = (run.record.get("beginning") or [] for run in (first, second))
    if change is CHANGES["unshuffled"]:  # what it is first given is what the change is for
        begins, again = begins[:1], again[:1]
    unknown = not begins and not change.late
    if unknown or begins != again or (change.late and was and was[:1] != now[:1]):
        return "the script is not repeatable, its runs begin with different numbers"
    if change.measures and not was:
        return "it takes no loss of what is held out"
    raised = second.all_of("raised")
    if raised and len(now) < max(len(was), LEAST):
        return f"with this one change it ended with {raised[0].get('type')}"
    if len(now) < (1 if change.measures else LEAST):
        return "with this one change it took no step"
    if was == now:
        return "this mistake cannot be taken back from outside"
    return ""


def _losses(run: Run, change: Change) -> list[float | None]:
    """The losses that a change shows in; what no backward was called on where that is missing."""
    told: Any = run.record.get("losses")
    if change.measures:
        held_out = {f.get("n", -1) + 1 for f in run.held_out}
        told = [e.get("value") for e in run.of("loss") if e.get("forward") in held_out]
    elif not told:
        told = [e.get("value") for e in run.of("loss") if e.get("requires_grad")]
    values = told[:MOST] if isinstance(told, list) else []
    return [value if isinstance(value, (int, float)) else None for value in values]
