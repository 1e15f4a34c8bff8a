"""A play on this side of the wall, and what is worked out of what either side saw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.frames.keys import Key
from grader.frames.lazy_torch import torch

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


def play(functions: Mapping[str, Callable[..., Any]], work: Work) -> Sight:
    """Perform a scene on this side of the wall, and work out what it shows."""
    from grader.scenes import perform  # which needs PyTorch, as the catalogue's words do not

    return developed(perform(functions, work), work)


def developed(sight: Sight, work: Work) -> Sight:
    """A sight with the movement of each weight in a call in the place of the weight itself."""
    # SECURITY: what can be worked out here is not asked of the worker, whose own copies of the
    # old weights, or whose subtraction, student code could change.
    now = work.under("weight")
    tensors: dict[Key, torch.Tensor] = {}
    for key, tensor in sorted(sight.tensors.items(), key=_by_call):
        old = now.get(key.detail) if key.aspect == "weight" and key.call is not None else None
        if old is None:
            tensors[key] = tensor
        elif old.numel() == tensor.numel():
            now[key.detail] = tensor = tensor.to(torch.float32)
            tensors[Key(key.call, "change", key.detail)] = tensor - old.view_as(tensor)
    looks = work.params.get("looks", ())
    values = sight.values
    if "gradients kept" in looks:
        values = values | _kept(tensors, work)
    if "gradient" not in looks:
        tensors = {key: tensor for key, tensor in tensors.items() if key.aspect != "gradient"}
    return replace(sight, tensors=tensors, values=values)


def _kept(tensors: Mapping[Key, torch.Tensor], work: Work) -> dict[Key, bool]:
    """For each call before which gradients were given: whether each is still that, or cleared."""
    kept: dict[Key, bool] = {}
    for key, gradient in tensors.items():
        if key.aspect != "gradient" or not (given := work.under(f"gradient.{key.call}")):
            continue
        was = given.get(key.detail)
        same = was is not None and was.shape == gradient.shape and bool((was == gradient).all())
        at = Key(key.call, "gradients kept")
        kept[at] = kept.get(at, True) and (same or not gradient.count_nonzero())
    return kept


def _by_call(item: tuple[Key, object]) -> int:
    """Claims come in any order; each call's weights are compared with those of the one before."""
    call = item[0].call
    return -1 if call is None else call
