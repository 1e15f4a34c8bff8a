"""How a call left what it was handed: models, the passes through them, arguments and counts."""

from __future__ import annotations

import torch

from grader.frames.keys import Key
from grader.scenes.hands import Hands
from grader.scenes.models import (
    Contents,
    see_buffers,
    see_gradients,
    see_weights,
    settings_by_group,
    settings_kept,
)
from grader.scenes.numbers import needs_gradient, plain, plainly
from grader.scenes.props import Entry
from grader.scenes.stage import Sight, start_of

MOST_PASSES = 40  # of one call, of which it is noted which inputs they ran on


def see_left(sight: Sight, number: int, hands: Hands, looks: frozenset[str]) -> None:
    """Note how the call of that number left what it was handed, in the aspects that are asked."""
    left = [Contents(model) for model, _ in hands.models]
    for place, (contents, (_, diary)) in enumerate(zip(left, hands.models, strict=True)):
        start, which = start_of(place), str(place or "")
        see_weights(sight, number, contents, start)
        if "gradient" in looks or "gradients kept" in looks:
            see_gradients(sight, number, contents, start)
        if "buffer" in looks:
            see_buffers(sight, number, contents, start)
        if "mode" in looks:
            sight.values[Key(number, "mode", which)] = contents.mode
        if "requires gradient" in looks:
            needed = [needs_gradient(p) for p in contents.parameters]
            sight.values[Key(number, "requires gradient", which)] = needed
        if "passes" in looks:
            sight.values[Key(number, "passes", which)] = len(diary)
        _see_passes(sight, number, which, diary)
        if hands.inputs is not None:
            _see_inputs(sight, number, which, diary, hands.inputs, looks)
        diary.clear()
    if "kept" in looks:
        _see_kept(sight, number, hands, left)
    if "argument" in looks:
        for name, tensor in hands.tensors:
            sight.tensors[Key(number, "argument", name)] = plain(tensor)
        for name, held in hands.lists:
            sight.values[Key(number, "argument", name)] = hands.told(held)
    for name, counts in hands.counts:
        sight.values[Key(number, "times called", name)] = len(counts)
    for fetched in hands.fetched:
        sight.claims[Key(number, "fetched")] = plainly(fetched)


def _see_kept(sight: Sight, number: int, hands: Hands, left: list[Contents]) -> None:
    """Note the settings of what only helps, and the hooks on the models."""
    for criterion in hands.of_kind("criterion"):
        for name, value in settings_kept(criterion).items():
            sight.values[Key(number, "criterion", name)] = value
    for optimizer in hands.of_kind("optimizer"):
        for name, values in settings_by_group(optimizer).items():
            sight.values[Key(number, "optimizer", name)] = values
    for place, contents in enumerate(left):
        sight.values[Key(number, "hooks", str(place or ""))] = contents.hooks


def _see_passes(sight: Sight, number: int, which: str, diary: list[Entry]) -> None:
    """Note how many passes there were, and in which modes."""
    sight.claims[Key(number, "passes", which)] = len(diary)
    sight.claims[Key(number, "modes", which)] = sorted({training for training, *_ in diary})
    if any(mixed for _, mixed, *_ in diary):
        sight.claims[Key(number, "mixed modes", which)] = True


def _see_inputs(
    sight: Sight,
    number: int,
    which: str,
    diary: list[Entry],
    inputs: torch.Tensor,
    looks: frozenset[str],
) -> None:
    """Note which of the inputs each pass ran on, by number: one that was not among them is -1."""
    numbers = {row: i for i, row in reversed([*enumerate(_rows(inputs))])}
    passes = [
        [numbers.get(row, -1) for row in _rows(seen.to(inputs.dtype))]
        for *_, seen in diary[:MOST_PASSES]
    ]
    sight.claims[Key(number, "rows", which)] = passes
    if "input as given" in looks:
        as_given = all(_is_as_given(seen, inputs) for *_, seen in diary)
        sight.values[Key(number, "input as given", which)] = as_given


def _rows(inputs: torch.Tensor) -> list[bytes]:
    """Each sample as its bytes."""
    return [row.tobytes() for row in inputs.detach().flatten(1).numpy()]


def _is_as_given(seen: torch.Tensor, inputs: torch.Tensor) -> bool:
    """Whether a pass ran on the given inputs, flattened or not."""
    flat = inputs.flatten(1)
    return seen.numel() == flat.numel() and torch.equal(seen.reshape(flat.shape), flat)
