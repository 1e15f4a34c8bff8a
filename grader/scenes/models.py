"""The judge's own models and optimizers, built alike on both sides of the wall."""

from __future__ import annotations

import itertools
from typing import Any

import torch
from torch import nn

from grader.scenes.stage import Sight, Work, plain


class Diary(list[dict[str, Any]]):
    """What a model saw at each of its calls; a copied model writes into the same diary."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Diary:
        return self


class KeyedDropout(nn.Dropout):
    """Dropout whose mask depends on its own key and call count alone.

    So a learner's code that draws random numbers of its own still meets the same masks, and a
    second forward pass meets another one.
    """

    def __init__(self, p: float, key: int) -> None:
        super().__init__(p)
        self.key = key
        self.calls = 0

    def forward(self, input: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return input
        generator = torch.Generator().manual_seed(self.key + self.calls)
        self.calls += 1
        mask = torch.rand(input.shape, generator=generator) >= self.p
        return input * mask / (1 - self.p)


class Probe(nn.Module):
    """A classifier of (N, 1, 28, 28) images into 10 logits that notes each of its calls."""

    def __init__(self, spec: dict[str, Any]) -> None:
        super().__init__()
        self.diary = Diary()
        self.layers = nn.Sequential(nn.Flatten(), *_layers(spec))
        if spec.get("idle"):
            # A parameter that no loss depends on: its gradient is never computed, only stale.
            self.idle = nn.Parameter(torch.zeros(3))

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.layers(images)
        self.diary.append(
            {
                "training": self.training,
                "graph": logits.grad_fn is not None,
                "size": int(images.shape[0]),
                "images": plain(images),
            }
        )
        return logits


def _layers(spec: dict[str, Any]) -> list[nn.Module]:
    """Linear layers of the given widths with batch norm, ReLU and dropout between them."""
    layers: list[nn.Module] = []
    widths = spec["widths"]
    for i, (inputs, outputs) in enumerate(itertools.pairwise(widths)):
        layers.append(nn.Linear(inputs, outputs))
        if i < len(widths) - 2:
            layers += [nn.BatchNorm1d(outputs)] if spec.get("batch_norm") else []
            layers.append(nn.ReLU())
            layers += [KeyedDropout(spec["dropout"], spec["key"])] if spec.get("dropout") else []
    return layers


def build_model(work: Work) -> Probe:
    """The model that the work describes, with the work's weights, in the work's mode."""
    spec = work.params["model"]
    # Their random initial values are overwritten; torch's global generator is left as it was.
    with torch.random.fork_rng(devices=[]):
        model = Probe(spec)
    with torch.no_grad():
        for i, parameter in enumerate(model.parameters()):
            parameter.copy_(work.tensors[f"weight.{i}"].view_as(parameter))
            parameter.requires_grad_(i not in spec.get("frozen", ()))
    return model.train(spec.get("training", True))


def build_optimizer(model: nn.Module, work: Work) -> torch.optim.SGD:
    """Plain SGD over the groups of the work: lists of parameter numbers with a rate each."""
    parameters = list(model.parameters())
    groups = [
        {"params": [parameters[i] for i in group["parameters"]], "lr": group["lr"]}
        for group in work.params["groups"]
    ]
    return torch.optim.SGD(groups, lr=0.1)


def see_gradients(sight: Sight, call: int, model: nn.Module) -> None:
    """Note each gradient; none at all and all zeros count as the same."""
    for i, parameter in enumerate(model.parameters()):
        gradient = parameter.grad
        empty = gradient is None
        sight.tensors[f"{call}.gradient.{i}"] = (
            torch.zeros_like(parameter.detach()) if gradient is None else plain(gradient)
        )
        sight.notes[f"{call}.gradient.{i}.none"] = empty


def see_weights(sight: Sight, call: int, model: nn.Module, before: list[torch.Tensor]) -> None:
    """Note by how much each parameter moved since `before`."""
    for i, (parameter, old) in enumerate(zip(model.parameters(), before, strict=True)):
        sight.tensors[f"{call}.change.{i}"] = plain(parameter) - old


def see_buffers(sight: Sight, call: int, model: nn.Module) -> None:
    """Note the buffers, the running statistics of batch norm above all."""
    for name, buffer in model.named_buffers():
        sight.tensors[f"{call}.buffer.{name}"] = plain(buffer)


def weights_of(model: nn.Module) -> list[torch.Tensor]:
    """A copy of every parameter."""
    return [plain(parameter) for parameter in model.parameters()]


def mode_of(model: nn.Module) -> str:
    """`training`, `evaluation`, or `mixed` where the modules disagree."""
    modes = {module.training for module in model.modules()}
    return "mixed" if len(modes) > 1 else "training" if modes == {True} else "evaluation"
