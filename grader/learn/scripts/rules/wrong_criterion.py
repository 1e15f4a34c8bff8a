"""The loss cannot mean what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Event, Run, place

_REGRESSION = ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss")


def find(run: Run) -> Iterator[Found]:
    """Nothing of losses that are not of the common kinds."""
    told: set[str] = set()
    for loss in run.training_losses:
        why = _wrong(loss)
        if why and why not in told:
            told.add(why)
            yield Found(place(loss), why)
            return


def _wrong(loss: Event) -> str:
    shape, target = loss.get("shape") or [], loss.get("target") or []
    kind, made = loss.get("of"), loss.get("made")
    no_logs = loss.get("exp_sums_to_1") is False and not str(made).startswith("log")
    if kind == "nll_loss" and len(shape) == 2 and shape[1] > 1 and no_logs:
        if loss.get("sums_to_1") or made == "softmax":
            return "NLLLoss takes log-probabilities, and was given probabilities"
        low, high = loss.get("min"), loss.get("max")
        return f"NLLLoss takes log-probabilities, and was given scores from {low} to {high}"
    if kind == "cross_entropy" and len(shape) == 2 and shape[1] == 1:
        return "cross entropy over a single class is always 0"
    classes = loss.get("classes") or loss.get("whole")
    several = kind in _REGRESSION and len(shape) == 2 and shape[1] >= 3
    if several and classes and target in ([shape[0]], [shape[0], 1]):
        return f"{kind} compares {shape[1]} outputs with one class number each"
    return ""


RULE = Rule(
    "wrong-criterion", find, "The criterion does not fit what the model gives.",
    "Say in words what the criterion takes: raw scores, probabilities or their logarithms?",
    rank=18, settles=("broadcast-loss", "weights-unchanged"),
)  # fmt: skip
