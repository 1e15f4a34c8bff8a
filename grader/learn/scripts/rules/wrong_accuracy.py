"""The accuracy that is shown is not the share of right answers."""

from __future__ import annotations

from collections.abc import Iterator

from grader.learn.scripts.figures import Shown, numbers_in
from grader.learn.scripts.rule import Found, Rule
from grader.learn.scripts.run import Event, Run, place


def find(run: Run) -> Iterator[Found]:
    """Nothing of what may be a share, and of a count that is called one."""
    for note in run.all_of("notes"):
        if note.get("kind") == "argmax" and note.get("mixed", True) is not True:
            continue
        if note.get("kind") == "argmax":
            file, line = (note.get("line_of") or ["", 0])[:2]
            along = "along dimension 0" if note.get("dim") == 0 else "among all numbers"
            yield Found((file, line), f"the largest was looked for {along} of {note['shape']}")
            return
        if note.get("kind") == "compared":
            one, other = note["shapes"]
            yield Found(place(note), f"{one} was compared with {other}: each with each")
            return
    right: set[tuple[str, int]] = set()
    told: dict[tuple[str, int], str] = {}
    for figure in run.all_of("figures"):
        windows = [w for w in figure.get("windows") or [] if w.get("kind") == "right"]
        for shown in numbers_in(str(figure.get("text", ""))):
            if "acc" not in shown.label or not windows:
                continue
            if any(_is_right(shown, w) for w in windows):
                right.add(place(figure))
            elif why := next(filter(None, (_wrong(shown, w) for w in windows)), None):
                told[place(figure)] = why
    for where, evidence in told.items():
        if where not in right:
            yield Found(where, evidence)


def _is_right(shown: Shown, window: Event) -> bool:
    count, rows = window["count"], max(window["rows"], 1)
    shares = [
        window["right"] / rows,
        window["shares"] / count,
        window["last_right"] / max(window["last_rows"], 1),
        float(window["right"]),
    ]
    for whole in (window.get("items", 0), window.get("batches", 0)):
        if isinstance(whole, int) and whole > 0:
            shares += [window["shares"] / whole]
            if whole > count and whole >= window["right"]:
                shares.append(window["right"] / whole)
    return any(shown.is_(s) or shown.is_(100 * s) for s in shares)


def _wrong(shown: Shown, window: Event) -> str:
    count, size = window["count"], window.get("batch_size") or 0
    if count < 3 or window.get("cut") or shown.digits < 2:
        return ""
    share = window["right"] / max(window["rows"], 1)
    for divisor in {count, window.get("batches", -1)}:
        value = window["right"] / divisor if divisor > 0 and size > 1 else -1.0
        if value > 0 and (shown.is_(value) or shown.is_(100 * value)):
            said = f"{shown.value:g} is shown, the share is {share:.4g}"
            return f"{window['right']:,} right answers were divided by {divisor:,} batches: {said}"
    items = window.get("guessed") or 0
    value = window["right"] / items if items else 0.0
    if value > 1 and (shown.is_(value) or (shown.value > 100 and shown.is_(100 * value))):
        said = f"{shown.value:g} is shown, the share is {share:.4g}"
        return f"{window['right']:,} right answers were divided by {items:,} items: {said}"
    return ""


RULE = Rule(
    "wrong-accuracy",
    find,
    "The accuracy that is shown is not the share of right answers.",
    "If 30 of 40 images are read right, what is the accuracy? Does your code say so?",
    rank=61,
)
