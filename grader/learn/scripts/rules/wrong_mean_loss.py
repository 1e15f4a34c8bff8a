"""The loss that is shown is not the mean that it is called."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.figures import Shown, numbers_in
from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Event, Run, place

_CALLED_MEAN = ("avg", "average", "mean")


def find(run: Run) -> Iterator[Found]:
    """Nothing of what could be a right mean, of a sum that is called so, of a single batch."""
    told: dict[tuple[str, int], str] = {}
    # A number of a single digit proves something where it does so time after time.
    digits: dict[tuple[str, int], int] = {}
    right: set[tuple[str, int]] = set()
    for figure in run.all_of("figures"):
        for shown in numbers_in(str(figure.get("text", ""))):
            if "loss" not in shown.label and "error" not in shown.label:
                continue
            windows = [w for w in figure.get("windows") or [] if w.get("kind") == "loss"]
            if any(_is_right(shown, w) for w in windows):
                right.add(place(figure))
                continue
            why = next(filter(None, (_wrong(shown, w) for w in windows)), None)
            if why:
                told.setdefault(place(figure), why)
                digits[place(figure)] = digits.get(place(figure), 0) + shown.digits
    for where, evidence in told.items():
        if where not in right and digits[where] >= 2:
            yield Found(where, evidence)


def _is_right(shown: Shown, window: Event) -> bool:
    """Whether it may be a mean, or one batch's own loss."""
    count, rows = window["count"], window["rows"]
    whole = _number(window.get("sum"))
    values = [whole / count, _number(window.get("weighted")) / max(rows, 1)]
    values += (
        [_number(window.get("last"))] if not _called(shown, _CALLED_MEAN) or count == 1 else []
    )
    values += [whole / window["batches"]] if window.get("batches", 0) > 0 else []
    return any(shown.is_(value) for value in values)


def _wrong(shown: Shown, window: Event) -> str:
    """What it is instead, where that is one thing alone."""
    count, items, size = window["count"], window.get("items", -1), window.get("batch_size") or 0
    whole, weighted = _number(window.get("sum")), _number(window.get("weighted"))
    if count < 3 or shown.digits < 1 or whole == 0:
        return ""
    said = f"{shown.value:g} is shown, the mean is {whole / count:.4g}"
    for divisor in (items, window["rows"]):
        if divisor > 2 * count and size != 1 and shown.is_(whole / divisor):
            return f"{count} batch means were added up and divided by {divisor:,} items: {said}"
    batches = window.get("batches", -1)
    if batches > 0 and size and size > 1 and shown.is_(weighted / batches):
        return f"each item's loss was added up and divided by {batches:,} batches: {said}"
    rows = window["rows"]
    # A last batch that is dropped is no such part.
    part = items > 1.1 * rows and size and size > 1 and not window.get("cut")
    if part and shown.is_(weighted / items):
        return f"the losses of {rows:,} items were divided by all {items:,} of the data: {said}"
    if _called(shown, _CALLED_MEAN):
        if shown.is_(_number(window.get("last"))) and not window.get("cut"):
            return f"it is the loss of the last batch alone: {said}"
        if shown.is_(whole):
            return f"it is the sum over {count} batches: {said}"
    return ""


def _called(shown: Shown, words: tuple[str, ...]) -> bool:
    return any(word in shown.label for word in words)


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else float("nan")


RULE = Rule(
    "wrong-mean-loss",
    find,
    "The loss that is shown is not the mean that it is called.",
    "What was added up, how often, and by what was it divided?",
    rank=60,
)
