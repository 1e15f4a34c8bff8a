"""The loop as the watcher saw it: the calls of one turn, each with what it did."""

from __future__ import annotations

from typing import Any

from grader.learn.scripts.run import Event, Run

_MODES = ("eval", "train")
_CALLS = ("forward", "loss", "backward", "step", "zero_grad", "scheduler", *_MODES)
MOST = 24


def timeline(run: Run) -> list[dict[str, Any]]:
    """The calls from one step to the next, and those of the first evaluation after it."""
    events = run.of(*_CALLS)
    ends = [n for n, e in enumerate(events) if e["kind"] == "step"]
    if len(ends) < 2:
        ends = [n for n, e in enumerate(events) if e["kind"] == "backward"][:3]
    window = events[ends[0] + 1 : ends[1] + 1] if len(ends) > 1 else events[:MOST]
    held_out = run.held_out[:1]
    return [_told(run, event) for event in [*window[:MOST], *held_out]]


def _told(run: Run, event: Event) -> dict[str, Any]:
    return {
        "call": event["kind"],
        "file": str(event.get("file", "")),
        "line": int(event.get("line") or 0),
        "effect": _effect(run, event),
    }


def _effect(run: Run, event: Event) -> str:
    """What a call did, in words."""
    match event["kind"]:
        case "forward":
            mode = "training" if event.get("training") else "evaluation"
            graph = "" if event.get("requires_grad") else ", no graph"
            name = run.model(event).get("name", "a model")
            return f"{event.get('rows', 0)} items through {name} in {mode} mode{graph}"
        case "loss":
            return f"{event.get('of')}: {_short(event.get('value'))}"
        case "zero_grad":
            unused = event.get("unused", 0)
            lost = f", {unused} of them before any step used them" if unused else ""
            return f"{event.get('cleared', 0)} gradients cleared{lost}"
        case "backward":
            return _backward(event)
        case "step":
            return _step(event)
        case "scheduler":
            return f"learning rate {event.get('before'):g} to {event.get('lr'):g}"
        case "train":
            return "training mode on"
        case "eval":
            return "evaluation mode on"
    return ""


def _backward(event: Event) -> str:
    if "count" not in event:
        return str(event.get("failed", "raised an error"))
    count, onto = event["count"], event.get("onto", 0)
    numbers = event.get("numbers")
    told = f"{numbers if isinstance(numbers, int) else count:,} gradients"
    if not count:
        return told
    if onto < count:
        return f"{told}, {onto} of {count} tensors added to what was there" if onto else told
    return f"{told}, all added to what was there"


def _step(event: Event) -> str:
    if "fresh" not in event:
        return "not looked at any more"
    parts = [f"{event.get('moved', 0)} of {event['count']} parameters moved"]
    if event.get("empty"):
        parts.append(f"{event['empty']} had no gradient")
    if event.get("again"):
        parts.append(f"{event['again']} followed gradients that were used before")
    return ", ".join(parts)


def _short(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, (int, float)) else str(value)
