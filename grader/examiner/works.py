"""Fresh random work: models, batches, groups and gradients that a submission cannot foresee.

Everything is drawn from a generator seeded by the course's seed, the submission's digest and
the check's id, so that the same submission always meets the same work.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import torch

from grader.scenes import Work
from grader.scenes.props import Probe, build_model

LINEAR = (784, 10)
SMALL = (784, 12, 10)
DEEP = (784, 12, 8, 10)


def seed_of(*parts: str) -> int:
    """A 62-bit seed from texts, by SHA-256."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 2


class Works:
    """Draws the work of one check; every method draws anew."""

    def __init__(self, *seed: str) -> None:
        self._generator = torch.Generator().manual_seed(seed_of(*seed))

    # --- draws --------------------------------------------------------------------------------
    def normal(self, *shape: int, scale: float = 1.0) -> torch.Tensor:
        return torch.randn(shape, generator=self._generator) * scale

    def images(self, size: int) -> torch.Tensor:
        """Images (size, 1, 28, 28) in [0, 1], about half of each dark as a digit's are."""
        noise = torch.rand((size, 1, 28, 28), generator=self._generator)
        return (noise * 1.6 - 0.6).clamp_(0, 1)

    def labels(self, size: int) -> torch.Tensor:
        """Random labels (size,); where there is room for every digit, every digit is there."""
        labels = torch.randint(0, 10, (size,), generator=self._generator)
        if size >= 10:
            places = torch.randperm(size, generator=self._generator)[:10]
            labels[places] = torch.arange(10)
        return labels

    def number(self, low: float, high: float) -> float:
        return low + (high - low) * float(torch.rand((), generator=self._generator))

    def integer(self, high: int) -> int:
        return int(torch.randint(0, high, (), generator=self._generator))

    # --- models and optimizers ----------------------------------------------------------------
    def model(
        self,
        widths: Sequence[int] = SMALL,
        *,
        dropout: float = 0.0,
        batch_norm: bool = False,
        training: bool = True,
        idle: bool = False,
        frozen: Sequence[int] = (),
    ) -> dict[str, Any]:
        """The description of a model of the judge's; see `grader.scenes.props.Probe`."""
        return {
            "widths": list(widths),
            "dropout": dropout,
            "batch_norm": batch_norm,
            "training": training,
            "idle": idle,
            "frozen": list(frozen),
            "key": self.integer(1 << 40),
        }

    def weights(self, spec: dict[str, Any]) -> dict[str, torch.Tensor]:
        """Random weights for every parameter of a described model."""
        weights = {}
        for i, shape in enumerate(shapes(spec)):
            scale = shape[-1] ** -0.5 if len(shape) > 1 else 0.3
            weights[f"weight.{i}"] = self.normal(*shape, scale=scale)
        return weights

    def groups(self, spec: dict[str, Any], count: int = 1) -> list[dict[str, Any]]:
        """The model's parameters dealt into groups, each with a learning rate of its own."""
        numbers = list(range(len(shapes(spec))))
        return [
            {"parameters": numbers[i::count], "lr": round(self.number(0.02, 0.4), 4)}
            for i in range(count)
        ]

    def gradients(
        self, spec: dict[str, Any], prefix: str, skip: Iterable[int] = (), scale: float = 1.0
    ) -> dict[str, torch.Tensor]:
        """A random tensor for every parameter, named `prefix.i`, but for those to skip."""
        left_out = set(skip)
        return {
            f"{prefix}.{i}": self.normal(*shape, scale=scale)
            for i, shape in enumerate(shapes(spec))
            if i not in left_out
        }

    def batches(self, sizes: Sequence[int]) -> dict[str, torch.Tensor]:
        """Batches named `images.i` and `labels.i`."""
        named: dict[str, torch.Tensor] = {}
        for i, size in enumerate(sizes):
            named[f"images.{i}"], named[f"labels.{i}"] = self.images(size), self.labels(size)
        return named

    # --- whole works --------------------------------------------------------------------------
    def architecture(self, scene: str, sizes: Sequence[int], scale: float = 1.0) -> Work:
        """Known weights for SimpleNN or HiddenNN, `scale` times nn.Linear's, and batches to run."""
        tensors = {name: given * scale for name, given in self.given_weights(scene).items()}
        for i, size in enumerate(sizes):
            tensors[f"images.{i}"] = self.images(size)
            tensors[f"cotangent.{i}"] = self.normal(size, 10)
        return Work(scene, {"calls": len(sizes)}, tensors)

    def given_weights(self, scene: str) -> dict[str, torch.Tensor]:
        """Weights by size for `give_weights`, distributed as `nn.Linear` initialises them."""
        widths = LINEAR if scene.endswith("SimpleNN") else (784, 128, 10)
        tensors = {"pool": self.normal(1000, scale=0.05)}
        for i, (inputs, outputs) in enumerate(itertools.pairwise(widths)):
            bound = inputs**-0.5
            tensors[f"given.{i}.matrix"] = self._uniform(bound, outputs, inputs)
            tensors[f"given.{i}.offset"] = self._uniform(bound, outputs)
        return tensors

    def _uniform(self, bound: float, *shape: int) -> torch.Tensor:
        return (torch.rand(shape, generator=self._generator) * 2 - 1) * bound

    def forward(self, size: int, **model: Any) -> Work:
        """A model, a batch, and a cotangent to send back through the graph."""
        spec = self.model(**model)
        tensors = self.weights(spec) | {
            "images": self.images(size),
            "cotangent": self.normal(size, 10),
        }
        return Work("forward", {"model": spec}, tensors)

    def losses(self, scene: str, sizes: Sequence[int], scale: float = 3.0) -> Work:
        """Batches of logits with labels."""
        tensors = {}
        for i, size in enumerate(sizes):
            tensors[f"logits.{i}"] = self.normal(size, 10, scale=scale)
            tensors[f"labels.{i}"] = self.labels(size)
        return Work(scene, {"calls": len(sizes)}, tensors)

    def backward(
        self,
        sizes: Sequence[int],
        *,
        groups: int = 1,
        stale: bool = True,
        scale: float = 1.0,
        **model: Any,
    ) -> Work:
        """Losses on new batches, over gradients that may be there already.

        With weights `scale` times as large the gradients are larger, too.
        """
        spec = self.model(**model)
        weights = {name: weight * scale for name, weight in self.weights(spec).items()}
        tensors = weights | self.batches(sizes)
        tensors |= self.gradients(spec, "stale") if stale else {}
        params = {"model": spec, "groups": self.groups(spec, groups), "calls": len(sizes)}
        return Work("backward", params, tensors)

    def step(self, calls: int, *, groups: int = 1, empty: int = 0, **model: Any) -> Work:
        """Given gradients for each of several updates; the first `empty` have none."""
        spec = self.model(**model)
        tensors = self.weights(spec)
        for call in range(calls):
            tensors |= self.gradients(spec, f"gradient.{call}", range(empty))
        params = {"model": spec, "groups": self.groups(spec, groups), "calls": calls}
        return Work("step", params, tensors)

    def optimizer(self, calls: int, how: str, **model: Any) -> Work:
        """A model for make_optimizer, and gradients for the updates by what it makes."""
        spec = self.model(**model)
        # Large weights and small gradients: a weight decay of 0.0001 shows as much as momentum.
        tensors = {f"weight.{i}": self.normal(*s, scale=3) for i, s in enumerate(shapes(spec))}
        for call in range(1, calls + 1):
            tensors |= self.gradients(spec, f"gradient.{call}", spec["frozen"], scale=0.02)
        rate = round(self.number(0.02, 0.4), 4)
        return Work("optimizer", {"model": spec, "calls": calls, "how": how, "lr": rate}, tensors)

    def train_step(self, sizes: Sequence[int], *, groups: int = 1, **model: Any) -> Work:
        """Several batches in a row for train_step."""
        spec = self.model(**model)
        params = {"model": spec, "groups": self.groups(spec, groups), "calls": len(sizes)}
        return Work("train_step", params, self.weights(spec) | self.batches(sizes))

    def train_epoch(
        self, size: int, batch_size: int, *, epochs: int = 1, groups: int = 1, **model: Any
    ) -> Work:
        """A dataset whose last batch is smaller, for one or more epochs."""
        spec = self.model(**model)
        params = {
            "model": spec,
            "groups": self.groups(spec, groups),
            "calls": epochs,
            "batch_size": batch_size,
        }
        return Work("train_epoch", params, self._spread(spec) | self._dataset(size))

    def evaluate(
        self, size: int, batch_size: int, *, gradients_on: bool = True, **model: Any
    ) -> Work:
        """A dataset whose last batch is smaller, for evaluate."""
        spec = self.model(**model)
        params = {"model": spec, "batch_size": batch_size, "gradients on": gradients_on}
        work = Work("evaluate", params, self._spread(spec) | self._dataset(size))
        self._make_mostly_right(work)
        return work

    def _spread(self, spec: dict[str, Any]) -> dict[str, torch.Tensor]:
        """Larger weights, so that the losses of single samples lie far apart."""
        return {name: weight * 3 for name, weight in self.weights(spec).items()}

    def _make_mostly_right(self, work: Work) -> None:
        """Label two thirds of the samples as the model would, the last one otherwise.

        So the accuracy is neither 0 nor 1, and that of a small last batch is far from it.
        """
        model = build_model(work).eval()
        with torch.no_grad():
            answers = model(work.tensors["images"]).argmax(dim=1)
        agree = torch.rand(answers.shape, generator=self._generator) < 2 / 3
        labels = torch.where(agree, answers, (answers + 1 + self.integer(9)) % 10)
        labels[0], labels[-1] = answers[0], (answers[-1] + 3) % 10
        work.tensors["labels"] = labels

    def _dataset(self, size: int) -> dict[str, torch.Tensor]:
        return {"images": self.images(size), "labels": self.labels(size)}

    def training(self, scene: str, own: Sequence[str], epochs: int, **settings: Any) -> Work:
        """Initial weights and the order of the samples in each epoch of the real training."""
        orders = [self.integer(1 << 40) for _ in range(epochs)]
        params = {"own": list(own), "orders": orders, **settings}
        return Work(scene, params, self.given_weights(scene))


_SHAPES: dict[str, list[tuple[int, ...]]] = {}


def shapes(spec: dict[str, Any]) -> list[tuple[int, ...]]:
    """The shapes of a described model's parameters, in order."""
    key = repr([spec["widths"], spec["batch_norm"], spec["idle"]])
    if key not in _SHAPES:
        _SHAPES[key] = [tuple(p.shape) for p in Probe(spec).parameters()]
    return _SHAPES[key]
