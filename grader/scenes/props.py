"""The objects that a learner's code is handed: models that note their calls, and the digits.

SECURITY: from any of them a learner can reach this module, so it holds no more than they need:
no scene, no stand-in, and nothing of what was seen.
"""

from __future__ import annotations

import copy
import itertools
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import torch
from torch import nn
from torch.utils.data import DataLoader, Sampler, TensorDataset, default_collate
from torch.utils.data.dataloader import _SingleProcessDataLoaderIter

from grader.scenes.chance import seed_torch
from grader.scenes.diaries import Diary, Shared, note

# What a model notes of a call: whether it trains, whether some of its layers are in another mode,
# whether there is a graph, and the images.
Entry = tuple[bool, bool, bool, torch.Tensor]

# Where a model of that number notes what it saw; a copied model notes it in the same place.
NOTES: dict[int, Callable[[Entry], None]] = {}
# So many models may note their calls at the same time: lanes of a batch, and plays inside plays.
_MOST_NOTED = 64


class Turns(Shared):
    """A count that copies share, as all models share torch's random numbers."""

    taken = 0


class KeyedDropout(nn.Dropout):
    """Dropout whose mask depends on its own key and call count alone.

    So a learner's code that draws random numbers of its own still meets the same masks, and a
    second forward pass meets another one, also one of a copy.
    """

    def __init__(self, p: float, key: int) -> None:
        super().__init__(p)
        self.key = key
        self.turns = Turns()

    def forward(self, input: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return input
        generator = torch.Generator().manual_seed(self.key + self.turns.taken)
        self.turns.taken += 1
        mask = torch.rand(input.shape, generator=generator) >= self.p
        return input * mask / (1 - self.p)


class Model(nn.Module):
    """A classifier of samples, flattened where they are images, that notes each of its calls."""

    def __init__(self, spec: dict[str, Any], number: int = 0) -> None:
        super().__init__()
        self.number = number
        *before, last = _layers(spec)
        # Two modules, so that who takes the first or the last of them for all is seen.
        self.layers, self.head = nn.Sequential(nn.Flatten(), *before), last
        if spec.get("idle"):
            # A parameter that no loss depends on: its gradient is never computed, only stale.
            self.idle = nn.Parameter(torch.zeros(3))

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.head(self.layers(images))
        if self.number in NOTES:
            trains = self.training is True
            mixed = any(layer.training is not trains for layer in self.modules())
            with torch._C.DisableTorchFunction():  # it is none of the learner's operations
                graph = logits.grad_fn is not None
                NOTES[self.number]((trains, mixed, graph, images))
        return logits

    def __reduce_ex__(self, protocol: Any) -> Any:
        # A learner may write a whole model to a file. Where that is read, this class has no name.
        plain = nn.Sequential(OrderedDict(layers=self.layers, head=self.head))
        if hasattr(self, "idle"):
            plain.idle = self.idle
        plain.training = self.training
        return nn.Sequential, (), vars(plain)

    def __deepcopy__(self, memo: dict[int, Any]) -> Model:
        memo[id(self)] = made = Model.__new__(Model)
        vars(made).update(copy.deepcopy(vars(self), memo))
        return made


def noting_model(
    spec: dict[str, Any],
    weights: dict[str, torch.Tensor],
    number: int,
    note: Callable[[Entry], None],
) -> Model:
    """A described model that notes its calls by `note`."""
    NOTES[number] = note
    if len(NOTES) > _MOST_NOTED:
        NOTES.pop(min(NOTES))
    return build_model(spec, weights, number)


def build_model(spec: dict[str, Any], weights: dict[str, torch.Tensor], number: int = 0) -> Model:
    """A described model, with weights by the number of the parameter, in the mode described."""
    model = Model(spec, number)
    with torch.no_grad():
        for i, parameter in enumerate(model.parameters()):
            parameter.copy_(weights[str(i)].view_as(parameter))
            parameter.requires_grad_(i not in spec.get("frozen", ()))
    return model.train(spec.get("training", True))


def build_optimizer(
    model: nn.Module, groups: list[dict[str, Any]], settings: dict[str, Any]
) -> torch.optim.SGD:
    """SGD over groups: lists of parameter numbers with a rate each; plain without settings."""
    parameters = list(model.parameters())
    given = [
        {"params": [parameters[i] for i in group["parameters"]], "lr": group["lr"]}
        for group in groups
    ]
    return torch.optim.SGD(given, lr=0.1, **settings)


def build_schedule(
    optimizer: torch.optim.Optimizer, every: int, factor: float
) -> torch.optim.lr_scheduler.StepLR:
    """A schedule that multiplies the rates of all groups by a factor every so many steps."""
    return torch.optim.lr_scheduler.StepLR(optimizer, step_size=every, gamma=factor)


def build_loader(
    images: torch.Tensor, labels: torch.Tensor, fetched: list[int], batch_size: int
) -> DataLoader[Any]:
    """A loader of some digits that counts what is fetched."""
    return _unnoticed(
        DataLoader(Tally(images, labels, fetched), batch_size=batch_size, collate_fn=together)
    )


def epoch_loader(data: Digits, batch_size: int, seed: int) -> DataLoader[Any]:
    """A loader of the public digits, in the order of one epoch."""
    order = Order(len(data), seed)
    return _unnoticed(DataLoader(data, batch_size=batch_size, sampler=order, collate_fn=together))


def batch_loader(data: Digits, batches: list[list[int]]) -> DataLoader[Any]:
    """A loader of the public digits in batches of these numbers."""
    order: Any = batches
    return _unnoticed(DataLoader(data, batch_sampler=order, collate_fn=together))


def _unnoticed(loader: DataLoader[Any]) -> DataLoader[Any]:
    """The loader, of which no profiler is told; to tell it takes as long as to fetch a batch."""
    vars(loader)["_get_iterator"] = partial(_DataLoaderIter, loader)
    return loader


class _DataLoaderIter(_SingleProcessDataLoaderIter):
    def __next__(self) -> Any:
        batch = self._next_data()  # type: ignore[no-untyped-call]
        self._num_yielded += 1
        return batch


def _layers(spec: dict[str, Any]) -> list[nn.Module]:
    """Linear layers of the given widths with batch norm, ReLU and dropout between them."""
    layers: list[nn.Module] = []
    widths = spec["widths"]
    for i, (inputs, outputs) in enumerate(itertools.pairwise(widths)):
        layers.append(_linear(inputs, outputs))
        if i < len(widths) - 2:
            layers += [nn.BatchNorm1d(outputs)] if spec.get("batch_norm") else []
            layers.append(nn.ReLU())
            layers += [KeyedDropout(spec["dropout"], spec["key"])] if spec.get("dropout") else []
    return layers


class _Unset(nn.Linear):
    def reset_parameters(self) -> None:
        """Draw nothing: every value will be overwritten."""


def _linear(inputs: int, outputs: int) -> nn.Linear:
    """A layer without initial values; to draw them takes longer than all else of a small model."""
    layer: nn.Linear = _Unset(inputs, outputs)
    layer.__class__ = nn.Linear
    return layer


class Tally(TensorDataset):
    """A dataset that counts in `fetched` how often each of its samples is fetched."""

    def __init__(self, images: torch.Tensor, labels: torch.Tensor, fetched: list[int]) -> None:
        super().__init__(images, labels)
        self.fetched = fetched

    def __getitem__(self, index: int) -> tuple[torch.Tensor, ...]:
        self.fetched[index] += 1
        return self.tensors[0][index], self.tensors[1][index]

    def __getitems__(self, indices: list[int]) -> Samples:
        for index in indices:
            self.fetched[index] += 1
        return Samples.of(self.tensors, indices)


class Digits(TensorDataset):
    """Images and labels that a loader fetches a batch at a time, and splits only where it must.

    `diary` notes which samples are fetched, by number, with -1 after those that come together.
    """

    def __init__(self, images: torch.Tensor, labels: torch.Tensor, diary: Diary) -> None:
        super().__init__(images, labels)
        self.diary = diary

    def __getitem__(self, index: int) -> tuple[torch.Tensor, ...]:
        if isinstance(index, int):
            note(self.diary, (index,))
        return self.tensors[0][index], self.tensors[1][index]

    def __getitems__(self, indices: list[int]) -> Samples:
        note(self.diary, indices, ends=True)
        return Samples.of(self.tensors, indices)


class Seeded(Shared):
    """A hook that seeds PyTorch's generator anew for each pass of a training.

    So dropout leaves out the same on either side, whatever else was drawn before.
    """

    seed = 0

    def __call__(self, model: nn.Module, inputs: Any) -> None:
        if model.training and torch.is_grad_enabled():
            self.seed += 1
            seed_torch(self.seed)


class Samples(Sequence[tuple[torch.Tensor, ...]]):
    """The samples of a batch; `batch` holds the same as one tensor of images and one of labels."""

    def __init__(self, batch: list[torch.Tensor]) -> None:
        self.batch = batch

    @classmethod
    def of(cls, tensors: Sequence[torch.Tensor], indices: list[int]) -> Samples:
        """Those with these numbers."""
        with torch._C.DisableTorchFunction():  # it is none of the learner's operations
            chosen = torch.tensor(indices)
            return cls([tensor.index_select(0, chosen) for tensor in tensors])

    def __len__(self) -> int:
        return len(self.batch[0])

    def __getitem__(self, index: Any) -> Any:
        return tuple(tensor[index] for tensor in self.batch)


def together(samples: Any) -> Any:
    """A loader's `collate_fn`: what torch's own would stack from the samples again."""
    return samples.batch if isinstance(samples, Samples) else default_collate(samples)


class Order(Sampler[int]):
    """One epoch's order of the samples, the same however often it is iterated."""

    def __init__(self, size: int, seed: int) -> None:
        self.order = order_of(size, seed)

    def __iter__(self) -> Iterator[int]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.order)


def order_of(size: int, seed: int) -> list[int]:
    """A permutation of the sample numbers, drawn from a seed."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randperm(size, generator=generator).tolist()
