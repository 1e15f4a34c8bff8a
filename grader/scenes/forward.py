"""The scene of `forward(model, images)`: one call with a model of the judge's."""

from __future__ import annotations

from typing import Any

import torch

from grader.keys import Key
from grader.scenes import asking
from grader.scenes.models import (
    mode_of,
    parameters_of,
    see_buffers,
    see_weights,
    watched_model,
)
from grader.scenes.numbers import is_a, needs_gradient, plain, shape_of
from grader.scenes.props import Entry, Probe
from grader.scenes.stage import Cast, Sight, Work, asked, scene


@scene("forward", "forward")
def play_forward(cast: Cast, work: Work) -> Sight:
    """Logits, the graph behind them, and everything that a forward pass must leave alone."""
    sight = Sight()
    model, diary = watched_model(cast, work)
    images = work.tensors["images"].clone()
    logits = cast["forward"](model, images)
    sight.see(Key(0, "logits"), logits)
    _see_graph(sight, cast, model, logits, work.tensors["cotangent"])
    sight.tensors[Key(0, "images")] = plain(images)
    sight.values[Key(0, "mode")] = mode_of(model)
    sight.values[Key(0, "passes")] = len(diary)
    sight.claims[Key(0, "modes")] = sorted({training for training, _, _ in diary})
    sight.values[Key(0, "gradients on")] = torch.is_grad_enabled()
    sight.values[Key(0, "input as given")] = _input_as_given(diary, work.tensors["images"])
    see_weights(sight, 0, model)
    see_buffers(sight, 0, model)
    return sight


def _see_graph(
    sight: Sight, cast: Cast, model: Probe, logits: Any, cotangent: torch.Tensor
) -> None:
    """Note whether the logits hang on the graph, and the gradients that flow back from them."""
    attached = is_a(logits, torch.Tensor) and needs_gradient(logits)
    sight.values[Key(0, "attached")] = attached
    if not attached or shape_of(logits) != list(cotangent.shape):
        return
    parameters = parameters_of(model)
    flows = asked(cast, asking.gradients, logits, cotangent.clone(), parameters)
    if isinstance(flows, str):
        # The graph was broken after the pass: that nothing flows back is what was seen.
        sight.claims[Key(0, "no way back")] = flows
        return
    for i, (parameter, flow) in enumerate(zip(parameters, flows, strict=True)):
        sight.tensors[Key(0, "flow", i)] = (
            torch.zeros(shape_of(parameter)) if flow is None else flow
        )


def _input_as_given(diary: list[Entry], images: torch.Tensor) -> bool:
    """Whether each call of the model saw the given images, flattened or not."""
    flat = images.flatten(1)
    return all(
        seen.numel() == flat.numel() and torch.equal(seen.reshape(flat.shape), flat)
        for _, _, seen in diary
    )
