"""What only a learner's own objects can tell or do, asked of them where their code runs.

SECURITY: from the frames of these functions student code reaches all that this module holds; so it
holds no more than they need, nothing of what was seen, and nothing that could be handed in as the
answer to an exercise. Their answers are claims.
"""

from __future__ import annotations

import itertools
import numbers
from typing import Any

import torch
from torch import nn

from grader.scenes.numbers import is_a, needs_gradient


def gradients(output: Any, weights: Any, wanted: list[torch.Tensor]) -> list[Any] | str:
    """The gradients that flow back from an output, weighted; or the error that this ends in."""
    # A weighted sum, and not `grad_outputs`, for which torch would import SymPy: 0.4 seconds.
    with torch.enable_grad():
        try:
            total = output.sum() if weights is None else (output * weights).sum()
            return list(torch.autograd.grad(total, wanted, allow_unused=True))
        except RuntimeError as error:
            return str(error)[:200]


def loss_of(model: nn.Module, images: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The mean cross-entropy of a model's logits."""
    return nn.functional.cross_entropy(model(images), labels)


def outputs(model: Any, images: torch.Tensor) -> Any:
    """What a model gives for images, without a graph."""
    with torch.no_grad():
        return model(images)


def run_functions_without_nodes() -> None:
    """Have a learner's own autograd Functions make no node of a graph where nothing asks for one.

    PyTorch makes one at each call, and then nobody could tell from the nodes whether there was a
    graph. To be called where no learner's code has run yet.
    """
    lineage = (vars(cls) for cls in torch.autograd.Function.__mro__)
    apply = next(held["apply"] for held in lineage if "apply" in held)
    transformed = torch._C._are_functorch_transforms_active

    def applied(cls: Any, *args: Any, **named: Any) -> Any:
        needs = tuple(is_a(value, torch.Tensor) and needs_gradient(value) for value in args)
        if (torch.is_grad_enabled() and any(needs)) or transformed():
            return apply.__get__(None, cls)(*args, **named)
        return _plainly_applied(cls, needs, args, named)

    torch.autograd.Function.apply = classmethod(applied)


def _plainly_applied(cls: Any, needs: Any, args: Any, named: dict[str, Any]) -> Any:
    """What a Function gives, without a graph."""
    context: Any = torch.autograd.function.FunctionCtx()
    context.needs_input_grad = needs
    with torch.no_grad():
        if cls.setup_context is torch.autograd.Function.setup_context:
            return cls.forward(context, *args, **named)
        output = cls.forward(*args, **named)
        cls.setup_context(context, args, output)
        return output


def hold_gradients(weights: list[torch.Tensor], gradients: list[torch.Tensor | None]) -> None:
    """Let each parameter hold a gradient, or none."""
    for parameter, gradient in zip(weights, gradients, strict=True):
        parameter.grad = gradient


def by_role(model: nn.Module) -> list[tuple[bool, bool, nn.Parameter]]:
    """A model's parameters, each with whether it is a norm's and whether it is an offset.

    In order of that, so that those of one size are told apart, however a learner arranges layers.
    """
    found: dict[int, tuple[bool, bool, nn.Parameter]] = {}
    for module in model.modules():
        is_norm = "norm" in type(module).__name__.lower()
        for name, parameter in module.named_parameters(recurse=False):
            found.setdefault(id(parameter), (is_norm, "bias" in name, parameter))
    return sorted(found.values(), key=lambda one: one[:2])


def settings_of_criterion(criterion: Any) -> tuple[dict[str, Any], bool]:
    """Its plain settings, and whether it weighs the classes."""
    names = "reduction", "ignore_index", "label_smoothing"
    settings = {name: getattr(criterion, name, None) for name in names}
    return settings, getattr(criterion, "weight", None) is not None


def settings_of_optimizer(optimizer: Any) -> dict[str, Any]:
    """The settings of its first group."""
    return {str(key): value for key, value in optimizer.param_groups[0].items() if key != "params"}


def held_by(optimizer: Any, parameters: list[torch.Tensor]) -> list[bool]:
    """For each parameter: whether the optimizer holds it."""
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    return [id(parameter) in held for parameter in parameters]


def parts(returned: object, count: int) -> list[object] | None:
    """The parts of what is a tuple or a list of so many."""
    found = list(returned) if isinstance(returned, (tuple, list)) else []
    return found if len(found) == count else None


def items(value: Any, most: int, passes: int = 1) -> list[object]:
    """What an iterable gives, up to so many; in several passes, a list for each."""
    read = [list(itertools.islice(iter(value), most)) for _ in range(passes)]
    return read[0] if passes == 1 else read  # type: ignore[return-value]


def number(value: object) -> tuple[float | None, str]:
    """A number's value, and its type in words."""
    if isinstance(value, torch.Tensor):
        graph = "with" if value.requires_grad else "without"
        words = f"a tensor of shape {tuple(value.shape)} {graph} a graph"
        return float(value.detach()) if value.numel() == 1 else None, words
    words = str(type(value).__name__)
    if isinstance(value, numbers.Real):
        return float(value), words
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == ():
        return float(value), words  # type: ignore[arg-type]
    return None, words


def plain_epoch(model: nn.Module, criterion: Any, optimizer: Any, loader: Any) -> float:
    """One epoch as PyTorch's own tutorials write it, for where the learner's is not judged."""
    model.train()
    total = 0.0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
    return total / len(loader.dataset)
