"""Two sights side by side: what differs, in numbers and in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from grader.errors import CourseError
from grader.examiner.alike import (
    RELATIVE,
    ROUNDING,
    agree_under,
    laid_out,
    numbers_apart,
    same,
    values_apart,
)
from grader.examiner.facts import fact_of
from grader.examiner.subjects import batch_of, buffer_of, parameter_of
from grader.frames.keys import Key
from grader.frames.lazy_torch import torch
from grader.results.verdict import Evidence

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


def differences(
    expected: Sight,
    got: Sight,
    aspects: Iterable[str] | None = None,
    work: Work | None = None,
) -> list[Evidence]:
    """What differs from the expected sight, in the given aspects, in words; of this work."""
    return [_told(key, expected, got, work) for key in unequal(expected, got, aspects)]


def _told(key: Key, expected: Sight, got: Sight, work: Work | None) -> Evidence:
    """One difference: the numbers of both sides, and the sentence that a learner reads."""
    found = (
        _of_tensors(in_words(key, work), key, expected.tensors[key], got)
        if key in expected.tensors
        else _of_values(in_words(key.number, work), key, expected.values[key], got)
    )
    return replace(found, fact=fact_of(key, expected, got, work))


def unequal(expected: Sight, got: Sight, aspects: Iterable[str] | None = None) -> list[Key]:
    """Every key of the expected sight, of the given aspects, on which the other differs."""
    wanted = None if aspects is None else set(aspects)
    return [
        *(
            key
            for key, tensor in expected.tensors.items()
            if (wanted is None or key.aspect in wanted)
            and not (key in got.tensors and agree_under(key, tensor, got.tensors[key], ROUNDING))
        ),
        *(
            key
            for key, value in expected.values.items()
            if (wanted is None or key.aspect in wanted)
            and not (key in got.values and same(value, got.values[key]))
        ),
    ]


def alike(keys: Iterable[Key], one: Sight, other: Sight) -> set[Key]:
    """Those of some keys under which two sights hold the same."""
    return {
        key
        for key in keys
        if (key in one.values and key in other.values and same(one.values[key], other.values[key]))
        or (
            key in one.tensors
            and key in other.tensors
            and agree_under(key, one.tensors[key], other.tensors[key])
        )
    }


def agree(one: Sight, other: Sight) -> bool:
    """Whether two sights hold the same keys with the same numbers."""
    if one.tensors.keys() != other.tensors.keys() or one.values.keys() != other.values.keys():
        return False
    return all(agree_under(k, v, other.tensors[k]) for k, v in one.tensors.items()) and all(
        same(value, other.values[key]) for key, value in one.values.items()
    )


def require_seen(expected: Sight, aspects: Iterable[str], function: str) -> None:
    """Require that each of some aspects is among what is seen, so that it is compared.

    Raises:
        CourseError: one is not.
    """
    seen = {key.aspect for key in (*expected.tensors, *expected.values)}
    for aspect in aspects:
        if aspect not in seen:
            raise CourseError(
                f"{function}: agree: {aspect} is not seen of this work; what is: "
                f"{', '.join(sorted(seen))}"
            )


def _of_tensors(what: str, key: Key, expected: torch.Tensor, got: Sight) -> Evidence:
    other = got.tensors.get(key)
    if other is None:
        name = got.values.get(key.below("type"), "nothing")
        told, nature = _type_text(name), _nature(name)
        return Evidence(what, _shape_text(expected), told, "", key.aspect, nature)
    if expected.shape != other.shape:
        shapes = _shape_text(expected), _shape_text(other)
        return Evidence(what, *shapes, "", key.aspect, "shape")
    expected, other = laid_out(key, expected), laid_out(key, other)
    sizes = _size_text(expected), _size_text(other)
    if sizes[0] == sizes[1]:
        sizes = numbers_apart(expected, other)
    return Evidence(what, *sizes, _tolerance(), key.aspect)


def _of_values(what: str, key: Key, expected: Any, got: Sight) -> Evidence:
    kind = got.claims.get(key.number.below("type"))
    if key != key.number and isinstance(kind, str):
        return Evidence(
            f"type of {what}", "a number", _type_text(kind), "", key.aspect, _nature(kind)
        )
    if key.aspect == "argument":
        return Evidence(what, *_list_texts(expected, got.values.get(key)), "", key.aspect)
    tolerance = _tolerance() if isinstance(expected, float) else ""
    found = got.values.get(key, "nothing")
    told = _value_text(expected), _value_text(found)
    if told[0] == told[1]:
        told = values_apart(expected, found)
    return Evidence(what, *told, tolerance, key.aspect)


def _list_texts(expected: Any, got: Any) -> tuple[str, str]:
    """A list that was handed over, afterwards: see `Hands.told`, which begins with its length."""
    lengths = [value[0] if isinstance(value, list) and value else 0 for value in (expected, got)]
    if lengths[0] == lengths[1]:
        return "what it should hold, in its order", "something else, or another order"
    return f"{lengths[0]} parts in it", f"{lengths[1]} parts in it"


def _nature(name: object) -> Literal["", "nothing"]:
    """Whether the name of a type is that of nothing at all."""
    return "nothing" if name == "NoneType" else ""


def _type_text(name: object) -> str:
    """The name of a type; nobody has heard of None's."""
    return "None" if name == "NoneType" else str(name)[:80]


def _tolerance() -> str:
    return f"{RELATIVE:.1%}"


def _shape_text(tensor: torch.Tensor) -> str:
    shape = f"shape {tuple(tensor.shape)}"
    return shape if tensor.dim() else f"a single number ({shape})"


def _size_text(tensor: torch.Tensor) -> str:
    """A tensor in a few numbers: itself where it is one number, else its norm and a start."""
    numbers = tensor.to(torch.float64).flatten()
    if len(numbers) == 1:
        return f"{numbers.item():.5g}"
    start = ", ".join(f"{number:.3g}" for number in numbers[numbers != 0][:3].tolist())
    return f"norm {numbers.norm().item():.5g}" + (f" ({start}, ...)" if start else "")


def _value_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.5g}" if isinstance(value, float) else str(value)[:120]


_WORDS = {
    "attached": "attached to the graph",
    "together": "parts that come back together",
    "held": "weights that the optimizer holds",
    "numbers": "kind of numbers",
    "passes": "passes through the model",
}


def in_words(key: Key, work: Work | None = None) -> str:
    """A key as a person would say it: `gradient of the weight of the check's Linear(64, 10)`."""
    where = batch_of(work, key)
    match key.aspect, key.detail:
        case "flow", "":
            what = "gradient that flows back through the graph"
        case "argument", name:
            what = name
        case ("gradient" | "change" | "flow") as aspect, which:
            number = which.replace(".", "").isdigit() or "numbers" in which
            of = f"the {parameter_of(work, which) if number else which}"
            told = {"change": "movement of", "flow": "gradient that flows back to"}
            what = f"{told.get(aspect, 'gradient of')} {of}"
        case "buffer", detail:
            what = buffer_of(work, detail)
        case aspect, detail:
            what = " ".join([_WORDS.get(aspect, aspect), *(detail.split(".") if detail else [])])
    return what + where
