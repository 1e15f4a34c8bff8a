"""The scene of a class: construct a model, give it known weights, look at its outputs.

The contract leaves the layout of a learner's own parameters free, so known weights are given
by size: the parameter with as many numbers as a layer's matrix gets that matrix, transposed
where its shape says so.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod, sqrt
from operator import methodcaller
from typing import Any

import torch
from torch import nn

from grader.frames.keys import Key
from grader.scenes import asking
from grader.scenes.models import parameters_of, require_own
from grader.scenes.numbers import (
    count_of,
    dtype_of,
    is_a,
    needs_gradient,
    overwrite,
    plain,
    shape_of,
)
from grader.scenes.stage import Functions, Sight, Work, ask, scene, threaded

_norm: Callable[..., torch.Tensor] = torch.linalg.vector_norm


@scene("construct")
def play_construct(functions: Functions, work: Work) -> Sight:
    """What a model of a learner's own class holds and gives."""
    sight = Sight()
    model = functions[work.function](*work.params["arguments"])
    require_own(model)
    sight.values[Key(None, "module")] = is_module = is_a(model, nn.Module)
    if not is_module:
        return sight
    parameters = parameters_of(model)
    sight.values[Key(None, "parameters")] = sorted(
        0 if _is_lazy(p) else count_of(p) for p in parameters
    )
    sight.values[Key(None, "trainable")] = all(map(needs_gradient, parameters))
    if not any(map(_is_lazy, parameters)):
        sight.claims[Key(None, "initial spread")] = _spread(parameters)
        give_weights(parameters, work)
    if shape := work.params["affine"]:
        _see_affine_map(sight, functions, model, shape)
    for call in range(work.calls):
        _see_outputs(sight, call, functions, model, work)
    return sight


def _spread(parameters: list[torch.Tensor]) -> float:
    """How large the initial values are: their greatest root mean square in one parameter."""
    found = [(_norm(plain(p), dtype=torch.float64).item(), count_of(p)) for p in parameters]
    return max((norm / sqrt(count) for norm, count in found if count), default=0.0)


def _is_lazy(parameter: torch.Tensor) -> bool:
    return is_a(parameter, nn.parameter.UninitializedParameter)


def give_weights(parameters: list[torch.Tensor], work: Work) -> None:
    """Overwrite parameters: by size where a size is known, else from a pool of numbers."""
    known = {matrix.numel(): matrix for matrix in work.under("given").values()}
    pool = work.tensors["pool"]
    for parameter in parameters:
        shape, count = shape_of(parameter), count_of(parameter)
        matrix = known.get(count)
        if matrix is None:
            matrix = pool.repeat(-(-count // pool.numel()))[:count].view(shape)
        overwrite(parameter, fitted(matrix, shape))


def fitted(matrix: torch.Tensor, shape: list[int]) -> torch.Tensor:
    """The numbers of an (outputs, inputs) matrix in another layout of the same layer."""
    sizes = [size for size in shape if size != 1]
    if matrix.dim() == 2 and sizes and sizes[0] != matrix.shape[0] == sizes[-1]:
        matrix = matrix.T
    return matrix.reshape(shape)


def affine_map(
    functions: Functions, model: Any, shape: list[int]
) -> tuple[torch.Tensor, torch.Tensor]:
    """The matrix (outputs, inputs) and offset (outputs,) that a model of such inputs computes."""
    return _map_of(plain(_outputs_of_units(functions, model, shape)))


def _map_of(outputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return (outputs[1:] - outputs[0]).T.contiguous(), outputs[0].clone()


def _outputs_of_units(functions: Functions, model: Any, shape: list[int]) -> Any:
    """What a model gives for zeros, and for each input with a single one in it."""
    count = prod(shape)
    units = torch.zeros(count + 1, count)
    units[1:].fill_diagonal_(1.0)
    return threaded(functions, asking.outputs)(model, units.view(-1, *shape))


def _see_affine_map(sight: Sight, functions: Functions, model: Any, shape: list[int]) -> None:
    """Note the map: a learner may flatten the inputs in any order."""
    outputs = _outputs_of_units(functions, model, shape)
    if not is_a(outputs, torch.Tensor):
        return
    sizes = shape_of(outputs)
    if len(sizes) != 2 or sizes[0] != prod(shape) + 1:
        return
    matrix, offset = _map_of(plain(outputs))
    sight.tensors[Key(None, "map", "matrix")] = matrix
    sight.tensors[Key(None, "map", "offset")] = offset


def _see_outputs(
    sight: Sight, call: int, functions: Functions, model: nn.Module, work: Work
) -> None:
    inputs = work.tensors[f"inputs.{call}"].clone()
    # In turns in training and in evaluation mode: the contract knows no difference.
    threaded(functions, methodcaller("train", call % 2 == 0))(model)
    outputs = threaded(functions, model)(inputs)
    sight.see(Key(call, work.params["returns"]), outputs)
    if not is_a(outputs, torch.Tensor):
        return
    sight.values[Key(call, "shape")] = shape_of(outputs)
    sight.values[Key(call, "type")] = str(dtype_of(outputs))
    sight.values[Key(call, "attached")] = attached = needs_gradient(outputs)
    cotangent = work.tensors[f"cotangent.{call}"]
    parameters = [p for p in parameters_of(model) if needs_gradient(p)]
    if not attached or shape_of(outputs) != list(cotangent.shape) or not parameters:
        return
    flows = ask(functions, asking.gradients, outputs, cotangent.clone(), parameters)
    for parameter, flow in zip(parameters, flows, strict=True):
        # Named by size, flat: order and layout of the parameters are the learner's choice.
        which = f"{count_of(parameter)} numbers"
        while (key := Key(call, "flow", which)) in sight.tensors:
            which += ", another"
        seen = torch.zeros(shape_of(parameter)) if flow is None else plain(flow)
        sight.tensors[key] = seen.flatten()
