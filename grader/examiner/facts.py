"""What differs, as the end of a sentence: in a learner's names, with one number that says much.

The exact numbers of both sides stand beside it, for whoever asks for details.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from grader.examiner.alike import laid_out, values_apart
from grader.examiner.directions import NEAR, TWICE, gradient, moved
from grader.examiner.subjects import batch_of, buffer_of, parameter_of
from grader.frames.keys import Key
from grader.frames.lazy_torch import torch

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


def fact_of(key: Key, expected: Sight, got: Sight, work: Work | None = None) -> str:
    """What was seen under a key where something else was expected; without a full stop."""
    where = batch_of(work, key)
    if key in expected.tensors:
        other = got.tensors.get(key)
        if other is None and key.aspect in ("flow", "gradient"):
            return f"no gradient reaches the {_subject(key, work).rpartition(' to the ')[2]}"
        if other is None and key.aspect == "map":
            return "what comes out is not one row of numbers for each input"
        if other is None:
            kind = got.values.get(key.below("type"))
            told = f"came back as {_type(kind)}" if kind else "is not there"
            return f"{_subject(key, work)} {told}"
        if other.shape != expected.tensors[key].shape:
            has = "have" if _is_plural(key) else "has"
            return _of_shapes(f"{_subject(key, work)} {has}", expected.tensors[key], other)
        given = [*work.tensors.values()] if work else []
        numbers = laid_out(key, expected.tensors[key]), laid_out(key, other)
        verb = _of_numbers(key, *numbers, given, plural=_is_plural(key))
        old = _whose_old_one(key, expected.tensors[key], got, work)
        return f"{_subject(key, work)}{where} {verb}{old}"
    wanted, found = expected.values.get(key), got.values.get(key)
    if isinstance(wanted, float) and isinstance(found, (int, float)):
        return f"{_subject(key, work)}{where} {_number(wanted, float(found))}"
    return _of_values(key, wanted, got, work) + where


def _is_plural(key: Key) -> bool:
    head = key.aspect.partition(" of ")[0]
    return head.endswith("s") and not head.endswith(("ss", "bias"))


def _subject(key: Key, work: Work | None) -> str:
    match key.aspect, key.detail:
        case "gradient", detail:
            return f"the gradient of the {parameter_of(work, detail)}"
        case "change", detail:
            return f"the {parameter_of(work, detail)}"
        case "flow", "":
            return "the gradient that flows back through the graph"
        case "flow", detail if "numbers" in detail or detail.replace(".", "").isdigit():
            return f"the gradient that flows back to the {parameter_of(work, detail)}"
        case "flow", detail:
            return f"the gradient that flows back to the {detail}"
        case "state", detail:
            return f"the {parameter_of(work, detail)}"
        case "map", "offset":
            return "what comes out for an input of zeros"
        case "map", _:
            return "what each input adds to each output"
        case "buffer", detail:
            return f"the {buffer_of(work, detail)}"
        case "argument", name:
            return f"what was handed over as {name}" if name else "the tensor that was handed over"
        case "returned", _:
            return "what comes back"
        case part, _ if part.startswith("part "):
            return f"{part} of what comes back"
        case ("criterion" | "optimizer") as whole, detail if detail:
            return f"{detail} of the {whole}"
        case aspect, detail:
            return " ".join(filter(None, ["the", aspect, detail if not detail.isdigit() else ""]))


# --- tensors ----------------------------------------------------------------------------------
def _of_shapes(subject: str, expected: torch.Tensor, got: torch.Tensor) -> str:
    return f"{subject} {_shape(got)}, where {_shape(expected)} is asked for"


def _shape(tensor: torch.Tensor) -> str:
    return f"the shape {tuple(tensor.shape)}" if tensor.dim() else "a single number's shape ()"


def _of_numbers(
    key: Key, expected: torch.Tensor, got: torch.Tensor, given: list[torch.Tensor], *, plural: bool
) -> str:
    """What its subject is, or did, and should not; `given` is what was handed over."""
    is_ = "are" if plural else "is"
    one, other = expected.double().flatten(), got.double().flatten()
    hold = "hold" if plural else "holds"
    if not torch.isfinite(other).all():
        return f"{hold} {_in_words(other[~torch.isfinite(other)][0].item())}"
    if not torch.isfinite(one).all():
        odd = _in_words(one[~torch.isfinite(one)][0].item())
        return f"{hold} finite numbers alone, where {odd} is expected, too"
    if key.aspect == "change":
        return moved(one, other)
    if key.aspect in ("gradient", "flow"):
        return gradient(one, other)
    if key.aspect == "argument" and any(torch.equal(expected, one) for one in given):
        return "is no longer what it was"
    if key.aspect == "argument" and any(torch.equal(got, one) for one in given):
        return "is still what it was"
    if one.numel() == 1:
        return _number(one.item(), other.item())
    if (kind := _probabilities(got)) is not None:
        return f"{is_} {kind}"
    apart = float((one - other).abs().max())
    return f"{is_} off by up to {apart:.2g}"


def _whose_old_one(key: Key, expected: torch.Tensor, sight: Sight, work: Work | None) -> str:
    """Whose old gradient is still in it: the check's own, or that of the batch before."""
    if work is None or key.call is None or key.aspect != "gradient":
        return ""
    extra = (sight.tensors[key].double() - expected.double()).flatten()
    old = work.tensors.get(f"gradient.{key.call}.{key.detail}")
    if old is not None and _same(extra, old):
        return "; it still holds the old one that the check had put there before your function ran"
    before = sight.tensors.get(Key(key.call - 1, "gradient", key.detail))
    if before is not None and float(before.norm()) and _same(extra, before):
        return "; it still holds that of the batch before"
    return ""


def _same(extra: torch.Tensor, old: torch.Tensor) -> bool:
    if extra.numel() != old.numel():
        return False
    apart = float((extra - old.double().flatten()).norm())
    return apart <= 1e-3 * max(float(old.norm()), float(extra.norm()), 1e-12)


def _probabilities(got: torch.Tensor) -> str | None:
    """What rows are that add up to 1, or whose powers of e do."""
    if got.dim() != 2 or got.shape[1] < 2:
        return None
    rows = got.double()
    if bool((rows >= 0).all()) and float((rows.sum(dim=1) - 1).abs().max()) < 1e-3:
        return "probabilities: each row adds up to 1"
    if bool((rows <= 0).all()) and float((rows.exp().sum(dim=1) - 1).abs().max()) < 1e-3:
        return "logarithms of probabilities: none is above 0"
    if bool((rows > 0).all()) and float(rows.max()) < 1:
        return "all between 0 and 1"
    return None


# --- values -----------------------------------------------------------------------------------
_SAID = {
    "attached": "what comes back has no grad_fn: it is cut off from the graph",
    "random state": "PyTorch's random numbers do not go on as they should afterwards",
    "requires gradient": "requires_grad of some parameters is not what it was",
    "hooks": "hooks hang on the model that did not hang there before",
    "trainable": "some of its parameters need no gradient",
    "module": "it is no nn.Module",
}


def _of_values(key: Key, expected: Any, got: Sight, work: Work | None) -> str:
    kind = got.claims.get(key.number.below("type"))
    if key != key.number and isinstance(kind, str):
        return f"{_subject(key.number, work)} is {_type(kind)}, not a number"
    found = got.values.get(key, "nothing")
    if key.aspect in _SAID:
        return _SAID[key.aspect]
    match key.aspect:
        case "together":
            returned = got.claims.get(Key(key.call, "returned"), "one thing")
            return f"it comes back as {_type(returned)}, not as the parts that were asked for"
        case "mode" | "graph" | "gradients on":
            return _of_state(key, expected, found)
        case "held" if isinstance(expected, list) and isinstance(found, list):
            return f"the optimizer holds {sum(map(bool, found))} of {len(found)} parameters"
        case "passes":
            return f"the model ran {_times(found)}, where {_times(expected)} is asked for"
        case "parameters" if isinstance(expected, list) and isinstance(found, list):
            return _of_sizes(expected, found)
        case "shape" if isinstance(found, list):
            return f"the shape is {tuple(found)}, where {tuple(expected)} is asked for"
        case "criterion" | "optimizer":
            was, is_ = _both_shown(expected, found)
            return f"{key.detail} of the {key.aspect} is {is_}, and was {was}"
    wanted, seen = _both_shown(expected, found)
    return f"{_subject(key, work)} is {seen}, where {wanted} is expected"


def _in_words(odd: float) -> str:
    """What nan or inf stands for."""
    return f'{odd} ("{"not a number" if math.isnan(odd) else "infinite"}")'


def _number(expected: float, got: float) -> str:
    """`is 13 times what it should be`; both where no ratio says more."""
    if not math.isfinite(got):
        return f"is {_in_words(got)}"
    if not math.isfinite(expected):
        return f"is {got:.3g}, where {_in_words(expected)} is expected"
    if expected and got:
        factor = got / expected
        whole = round(factor)
        if 2 <= whole <= 10_000 and abs(factor - whole) < NEAR * whole:
            return f"is {got:.3g}, {TWICE.get(whole, f'{whole} times')} what it should be"
        if abs(factor + 1) < NEAR:
            return f"has the wrong sign: {got:.3g}"
    return f"is {got:.3g}, where {expected:.3g} is expected"


def _of_state(key: Key, expected: Any, found: Any) -> str:
    if key.aspect == "mode":
        return f"the model is in {found} mode, where {expected} mode is expected"
    if key.aspect == "graph":
        return "a graph was built" if found else "no graph was built"
    return f"gradients are {'on' if found else 'off'} afterwards"


def _of_sizes(expected: list[Any], found: list[Any]) -> str:
    if len(found) != len(expected):
        tensors = "tensor" if len(found) == 1 else "tensors"
        held = f"it holds {len(found) or 'no'} parameter {tensors}"
        return f"{held}, where {len(expected)} are asked for"
    pairs = zip(sorted(found), sorted(expected), strict=True)
    other, wanted = next(((f, e) for f, e in pairs if f != e), (0, 0))
    return f"one parameter holds {other} numbers, where {wanted} are asked for"


def _times(count: Any) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _both_shown(expected: Any, found: Any) -> tuple[str, str]:
    """Two values that differ, so that it shows."""
    both = _shown(expected), _shown(found)
    return both if both[0] != both[1] else values_apart(expected, found)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3g}" if isinstance(value, float) else str(value)[:80]


def _type(name: object) -> str:
    """The name of a type with its article; nobody has heard of None's."""
    if name in ("NoneType", None, "nothing"):
        return "None"
    word = str(name)[:80]
    if word.startswith(("a ", "an ")):
        return word
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"
