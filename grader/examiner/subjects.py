"""What a key is about, in a learner's words: the layer with its shape, the batch, the thing."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from grader.frames.keys import Key

if TYPE_CHECKING:
    from grader.scenes import Work

_KINDS = "weight", "bias"
_IDLE = "idle parameter (3,), which no loss depends on"


def parameter_of(work: Work | None, detail: str) -> str:
    """One parameter, such as `weight of the check's Linear(64, 10)`."""
    place, _, number = detail.rpartition(".")
    models = work.things("model") if work else []
    at = int(place) if place.isdigit() else 0
    if not number.isdigit() or at >= len(models):
        return _of_ones_own(work, detail)
    named = _parameters(models[at]["spec"])
    return named[int(number)] if int(number) < len(named) else "one parameter"


def buffer_of(work: Work | None, detail: str) -> str:
    """A buffer of a layer, such as `running mean of the check's BatchNorm1d(12)`."""
    layer, _, name = detail.rpartition(".")
    models = work.things("model") if work else []
    written = dict(_layers(models[0]["spec"])).get(layer) if models else None
    return f"{name.replace('_', ' ')} of the check's {written or 'model'}"


def batch_of(work: Work | None, key: Key) -> str:
    """Which one of several it is, such as ` in batch 2 of 3`; empty where there is only one."""
    if work is None or key.call is None:
        return ""
    then = work.params.get("then") or {}
    first, count = then.get("first", 0), len((then or work.params).get("calls", ()))
    turn = key.call - first + 1
    if count < 2 or not 1 <= turn <= count:
        return ""
    return f" in {_turns_of(work)} {turn} of {count}"


def _turns_of(work: Work) -> str:
    """What a call is called: an epoch where a loader is handed over, a batch where samples are."""
    kinds = {thing["kind"] for thing in work.params.get("things", ())}
    if "loader" in kinds:
        return "epoch"
    if work.params.get("then", {}).get("method") or kinds == {"model", "optimizer"}:
        return "update"
    return "batch" if kinds & {"loss", "tensor"} or work.kind == "construct" else "turn"


def _of_ones_own(work: Work | None, detail: str) -> str:
    """A parameter of a learner's own class, of which the size is known, as `weight (10 x 64)`."""
    count = detail.split(" ")[0]
    if not count.isdigit() or "numbers" not in detail:
        return f"weight {detail}" if detail and not detail.isdigit() else "one parameter"
    given = work.under("given").values() if work else ()
    shape = next((list(t.shape) for t in given if t.numel() == int(count)), [int(count)])
    kind = "weight" if len(shape) > 1 else "bias"
    return f"{kind} ({' x '.join(map(str, shape))}) of your model"


def _layers(spec: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The layers of a described model that hold something, each with its path, as one writes it."""
    found, place, widths = [], 1, spec["widths"]  # the first place is Flatten's
    for number, (inputs, outputs) in enumerate(pairwise(widths), 1):
        found.append((f"layers.{place}", f"Linear({inputs}, {outputs})"))
        place += 1
        if number == len(widths) - 1:
            break
        if spec.get("batch_norm"):
            found.append((f"layers.{place}", f"BatchNorm1d({outputs})"))
        place += bool(spec.get("batch_norm")) + 1 + bool(spec.get("dropout"))
    return found


def _parameters(spec: Mapping[str, Any]) -> list[str]:
    """The parameters of a described model in their order; each layer has a weight and a bias."""
    held = [f"{kind} of the check's {layer}" for _, layer in _layers(spec) for kind in _KINDS]
    return [_IDLE, *held] if spec.get("idle") else held
