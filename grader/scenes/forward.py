"""The scene of `forward(model, images)`: one call with a model of the judge's."""

from __future__ import annotations

import torch

from grader.scenes.models import (
    mode_of,
    parameters_of,
    see_buffers,
    see_weights,
    watched_model,
)
from grader.scenes.props import Entry, Probe
from grader.scenes.stage import Cast, Sight, Work, led, scene


@scene("forward", "forward")
def play_forward(cast: Cast, work: Work) -> Sight:
    """Logits, the graph behind them, and everything that a forward pass must leave alone."""
    sight = Sight()
    model, diary = watched_model(work)
    images = work.tensors["images"].clone()
    logits = cast["forward"](model, images)
    sight.see("0.logits", logits)
    _see_graph(sight, cast, model, logits, work.tensors["cotangent"])
    sight.tensors["0.images"] = images.detach().clone()
    sight.values["0.mode"] = mode_of(model)
    sight.values["0.passes"] = len(diary)
    sight.notes["0.modes"] = sorted({seen["training"] for seen in diary})
    sight.values["0.gradients on"] = torch.is_grad_enabled()
    sight.values["0.input as given"] = _input_as_given(diary, work.tensors["images"])
    see_weights(sight, 0, model)
    see_buffers(sight, 0, model)
    return sight


def _see_graph(
    sight: Sight, cast: Cast, model: Probe, logits: object, cotangent: torch.Tensor
) -> None:
    """Note whether the logits hang on the graph, and the gradients that flow back from them."""
    attached = isinstance(logits, torch.Tensor) and logits.requires_grad
    sight.values["0.attached"] = attached
    if not attached or not isinstance(logits, torch.Tensor) or logits.shape != cotangent.shape:
        return
    parameters = parameters_of(model)
    # A weighted sum, and not `grad_outputs`, for which torch would import SymPy: 0.4 seconds.
    with torch.enable_grad():
        weighted = (logits * cotangent).sum()
        try:
            gradients = led(cast, torch.autograd.grad)(weighted, parameters, allow_unused=True)
        except RuntimeError as error:
            # The graph was broken after the pass: that nothing flows back is what was seen.
            sight.notes["0.no way back"] = str(error)[:200]
            return
    for i, (parameter, gradient) in enumerate(zip(parameters, gradients, strict=True)):
        flow = torch.zeros_like(parameter) if gradient is None else gradient
        sight.tensors[f"0.flow.{i}"] = flow.detach().clone()


def _input_as_given(diary: list[Entry], images: torch.Tensor) -> bool:
    """Whether each call of the model saw the given images, flattened or not."""
    flat = images.flatten(1)
    return all(
        seen["images"].numel() == flat.numel()
        and torch.equal(seen["images"].reshape(flat.shape), flat)
        for seen in diary
    )
