"""The scene of `SimpleNN` and `HiddenNN`: construct, give known weights, look at the outputs.

The contract leaves the layout of a learner's own parameters free, so known weights are given
by size: the parameter with as many numbers as a layer's matrix gets that matrix, transposed
where its shape says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from grader.scenes.numbers import plain
from grader.scenes.stage import Cast, Sight, Work, led, scene

PIXELS = 784

Model = Callable[[torch.Tensor], Any]


@scene("SimpleNN", "SimpleNN")
def play_simple(cast: Cast, work: Work) -> Sight:
    """What SimpleNN holds and gives."""
    return _play(cast, "SimpleNN", work, affine=True)


@scene("HiddenNN", "HiddenNN")
def play_hidden(cast: Cast, work: Work) -> Sight:
    """What HiddenNN holds and gives."""
    return _play(cast, "HiddenNN", work, affine=False)


def _play(cast: Cast, name: str, work: Work, *, affine: bool) -> Sight:
    sight = Sight()
    model = cast[name]()
    sight.values["module"] = isinstance(model, nn.Module)
    if not isinstance(model, nn.Module):
        return sight
    _see_parameters(sight, model)
    lazy = any(isinstance(p, nn.parameter.UninitializedParameter) for p in model.parameters())
    if not lazy:
        give_weights(model, work)
    if affine:
        _see_affine_map(sight, led(cast, model))
    for call in range(work.params["calls"]):
        _see_outputs(sight, call, cast, model, work)
    return sight


def _see_parameters(sight: Sight, model: nn.Module) -> None:
    parameters = list(model.parameters())
    lazy = nn.parameter.UninitializedParameter
    sizes = [0 if isinstance(p, lazy) else p.numel() for p in parameters]
    sight.values["parameters"] = sorted(sizes)
    sight.values["trainable"] = all(p.requires_grad for p in parameters)
    sight.notes["shapes"] = {
        name: [] if isinstance(p, lazy) else list(p.shape)
        for name, p in list(model.named_parameters())[:20]
    }
    sight.notes["modules"] = [type(module).__name__ for module in model.modules()][:20]


def give_weights(model: nn.Module, work: Work) -> None:
    """Overwrite every parameter: by size where a size is known, else from a pool of numbers."""
    known = {matrix.numel(): matrix for name, matrix in work.tensors.items() if "given" in name}
    pool = work.tensors["pool"]
    with torch.no_grad():
        for parameter in model.parameters():
            matrix = known.get(parameter.numel())
            if matrix is None:
                repeats = -(-parameter.numel() // pool.numel())
                matrix = pool.repeat(repeats)[: parameter.numel()].view(parameter.shape)
            parameter.copy_(fitted(matrix, parameter.shape))


def fitted(matrix: torch.Tensor, shape: torch.Size) -> torch.Tensor:
    """The numbers of an (outputs, inputs) matrix in another layout of the same layer."""
    sizes = [size for size in shape if size != 1]
    if matrix.dim() == 2 and sizes and sizes[0] != matrix.shape[0] == sizes[-1]:
        matrix = matrix.T
    return matrix.reshape(shape)


def affine_map(model: Model) -> tuple[torch.Tensor, torch.Tensor]:
    """The matrix (10, 784) and offset (10,) that a model computes, measured on unit images."""
    return _map_of(_outputs_of_units(model))


def _map_of(outputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return (outputs[1:] - outputs[0]).T.contiguous(), outputs[0].clone()


def _outputs_of_units(model: Model) -> Any:
    """What a model gives for a black image and for each image with a single white pixel."""
    units = torch.cat([torch.zeros(1, PIXELS), torch.eye(PIXELS)]).view(-1, 1, 28, 28)
    with torch.no_grad():
        return model(units)


def _see_affine_map(sight: Sight, model: Model) -> None:
    """Note the map as sorted numbers: a learner may flatten the pixels in any order."""
    outputs = _outputs_of_units(model)
    if not isinstance(outputs, torch.Tensor) or outputs.shape != (PIXELS + 1, 10):
        return
    matrix, offset = _map_of(plain(outputs))
    sight.tensors["map.matrix"] = matrix.detach().clone()
    sight.tensors["map.matrix sorted"] = _sorted(matrix)
    sight.tensors["map.offset"] = offset.detach().clone()


def _see_outputs(sight: Sight, call: int, cast: Cast, model: nn.Module, work: Work) -> None:
    images = work.tensors[f"images.{call}"].clone()
    # In turns in training and in evaluation mode: the contract knows no difference.
    model.train(call % 2 == 0)
    logits = led(cast, model)(images)
    sight.see(f"{call}.logits", logits)
    if not isinstance(logits, torch.Tensor):
        return
    sight.values[f"{call}.shape"] = list(logits.shape)
    sight.values[f"{call}.type"] = str(logits.dtype)
    sight.values[f"{call}.attached"] = logits.requires_grad
    cotangent = work.tensors[f"cotangent.{call}"]
    if not logits.requires_grad or logits.shape != cotangent.shape:
        return
    parameters = [p for p in model.parameters() if p.requires_grad]
    if not parameters:
        return
    flows = led(cast, torch.autograd.grad)(
        (logits * cotangent).sum(), parameters, allow_unused=True
    )
    for parameter, flow in zip(parameters, flows, strict=True):
        # Named by size and sorted: order and layout of the parameters are the learner's choice.
        key = f"{call}.flow.{parameter.numel()} numbers"
        while key in sight.tensors:
            key += ", another"
        flow = torch.zeros_like(parameter) if flow is None else flow
        sight.tensors[key] = _sorted(flow)


def _sorted(tensor: torch.Tensor) -> torch.Tensor:
    """All numbers of a tensor in order; NumPy's sort takes a fifth of the time of torch's."""
    return torch.from_numpy(np.sort(plain(tensor).flatten().numpy()))
