"""A training done again by the judge: from the same weights, on the batches that were really used.

Which batches these were is a claim of the worker, and needs no belief: whichever are claimed, the
weights that came out have to be those that training on them gives.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import torch
from torch import nn

from grader.datasets import Dataset, Split
from grader.examiner.measuring import loss_and_accuracy
from grader.examiner.solutions import Solutions
from grader.frames.keys import Key
from grader.sandbox.patience import Patience
from grader.scenes import Sight, Work
from grader.scenes.diaries import diary_of_losses, losses_in, marks_of, no_diary, note_losses
from grader.scenes.props import Digits, Seeded, batch_loader, order_of

# How far right weights may be from the same training's, as a share of how far it moves them.
EQUAL = 1e-3
# So many times as many samples and batches as an epoch has are trained on at most.
_MOST_SAMPLES, _MOST_BATCHES = 2, 8

Numbers = tuple[float, float, float, float]
# How much less a right training from another start may reach than the solution's.
LUCK = 0.03
# From so many starts of the solution's own it is trained, where the learner's own start is.
STARTS = 3

Layers = list[torch.Tensor]
Batches = list[torch.Tensor]


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """The end-to-end training that an exercise asks for, on the dataset that it is judged on.

    `parts` are its pieces by role; `own` are the learner's own in it, those of the exercise's own
    file last, `alone` these alone; `words` says of each what is lent in its place.
    """

    dataset: Dataset
    model: str
    parts: dict[str, str]
    own: tuple[str, ...]
    alone: tuple[str, ...]
    words: Mapping[str, str]
    epochs: int
    lr: float
    batch_size: int
    accuracy: float
    patience: Patience

    @property
    def lends_loop(self) -> bool:
        """Whether a loop of ours trains, in the place of one that has not passed."""
        return self.parts["loop"] not in self.own


@dataclass(frozen=True, slots=True)
class Trained:
    """Where a training ends, the mean loss of each epoch, and how many samples each was of.

    `statistics` are the buffers of the model, what batch norm has seen; `steps` the first losses.
    """

    weights: Layers
    losses: tuple[float, ...]
    used: int
    statistics: Mapping[str, torch.Tensor] = field(default_factory=dict)
    steps: tuple[float, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """What is trained: images (N, ...) float32 and labels (N,) int64, by the solution's pieces.

    `parts` are the names of the pieces by role.
    """

    solutions: Solutions
    parts: Mapping[str, str]
    images: torch.Tensor
    labels: torch.Tensor
    rate: float
    batch_size: int

    def train(self, before: Layers, epochs: Sequence[Batches]) -> Trained:
        """The training of these epochs, each a list of the numbers of the samples of a batch."""
        model, steps = model_of(before, self.solutions, self.parts["model"]), diary_of_losses()
        layers, epoch = [p.detach() for p in model.parameters()], self._epoch(model, steps)
        losses = tuple(round(epoch(batches), 6) for batches in epochs)
        statistics = {name: buffer.clone() for name, buffer in model.named_buffers()}
        used = min((len(torch.cat(b).unique()) for b in epochs if b), default=0)
        return Trained(layers, losses, used, statistics, losses_in(steps, len(epochs[0])))

    def _epoch(self, model: nn.Module, steps: torch.Tensor) -> Callable[[Batches], float]:
        functions = self.solutions.functions()
        parts = {role: functions[name] for role, name in self.parts.items()}
        criterion, optimizer = parts["loss"](), parts["optimizer"](model, self.rate)
        note_losses(criterion, steps)
        model.register_forward_pre_hook(Seeded())
        digits = Digits(self.images, self.labels, no_diary())

        def epoch(batches: Batches) -> float:
            loader = batch_loader(digits, [batch.tolist() for batch in batches])
            return float(parts["loop"](model, criterion, optimizer, loader))

        return epoch


def model_of(
    layers: Layers,
    solutions: Solutions,
    name: str,
    statistics: Mapping[str, torch.Tensor] | None = None,
) -> nn.Module:
    """The solution's model with the given weights, and buffers where there are."""
    with torch.random.fork_rng(devices=[]):
        model: nn.Module = solutions.functions()[name]()
    with torch.no_grad():
        for parameter, given in zip(model.parameters(), layers, strict=True):
            parameter.copy_(given)
        for buffer_name, buffer in model.named_buffers():
            if statistics and buffer_name in statistics:
                buffer.copy_(statistics[buffer_name])
    return model


def distance(before: Layers, after: Layers, trained: Layers) -> float:
    """How far `after` is from `trained`, as a share of how far training moved the weights."""

    def norm(one: Layers, other: Layers) -> float:
        parts = [(a.double() - b.double()).flatten() for a, b in zip(one, other, strict=True)]
        return float(torch.cat(parts).norm())

    return norm(after, trained) / max(norm(trained, before), 1e-12)


def in_batches(order: torch.Tensor, lesson: Lesson) -> Batches:
    """The numbers of samples as a loader without an order of its own would give them."""
    return list(order.split(lesson.batch_size))


def loaders_own(lesson: Lesson, seeds: Sequence[int]) -> list[Batches]:
    """The batches of the loaders that a training hands over."""
    count = len(lesson.labels)
    return [in_batches(torch.tensor(order_of(count, seed)), lesson) for seed in seeds]


def claimed(sight: Sight, lesson: Lesson, epochs: int) -> Iterator[list[Batches]]:
    """What may have been trained on: as it was fetched, as the model took it in, as one by one."""
    fetched = [sight.tensors.get(Key(epoch, "fetched"), torch.empty(0)) for epoch in range(epochs)]
    yield from _sane([_split(numbers) for numbers in fetched], lesson)
    seen = [sight.tensors.get(Key(epoch, "seen"), torch.empty(0)) for epoch in range(epochs)]
    if any(len(marks) for marks in seen):
        known, places = marks_of(lesson.images).sort()
        yield from _sane([_split(_numbers(marks, known, places)) for marks in seen], lesson)
    flat = [numbers[numbers >= 0].long() for numbers in fetched]
    yield from _sane([in_batches(numbers, lesson) for numbers in flat if len(numbers)], lesson)


def _numbers(marks: torch.Tensor, known: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """The numbers of the samples of which these are the marks; one beyond all for an unknown."""
    if marks.dtype != torch.float64:
        return torch.empty(0)
    at = torch.searchsorted(known, marks).clamp(1, len(known) - 1)
    at -= ((marks - known[at - 1]).abs() < (known[at] - marks).abs()).long()
    near = (known[at] - marks).abs() <= 1e-9 * known[at].abs()
    ends = torch.full_like(at, -1)
    return torch.where(marks == -1, ends, torch.where(near, places[at], len(known)))


def _split(numbers: torch.Tensor) -> Batches:
    """The batches of a diary, which end at each -1; samples without an end are a batch each."""
    batches: Batches = []
    if numbers.dim() != 1 or numbers.is_floating_point():
        return batches
    ends = (numbers == -1).nonzero().flatten().tolist()
    for start, end in itertools.pairwise([-1, *ends]):
        batches.append(numbers[start + 1 : end].long())
    return [batch for batch in batches if len(batch)]


def _sane(epochs: list[Batches], lesson: Lesson) -> Iterator[list[Batches]]:
    """The same where it can be trained on, and not at any cost."""
    count = len(lesson.labels)
    most = _MOST_BATCHES * (count // lesson.batch_size + 1)
    for batches in epochs:
        # SECURITY: the worker claims these: they lead into tables, and decide how long we train.
        if not batches or len(batches) > most or sum(map(len, batches)) > _MOST_SAMPLES * count:
            return
        if any(int(b.min()) < 0 or int(b.max()) >= count for b in batches):
            return
    if epochs:
        yield epochs


@dataclass(frozen=True)
class Again:
    """The training of a work, done again on this side of the wall."""

    solutions: Solutions
    plan: TrainingPlan
    work: Work

    @cached_property
    def lesson(self) -> Lesson:
        split = self.train_split
        parts, rate = self.work.params["parts"], self.work.params["lr"]
        size = self.work.params["batch_size"]
        return Lesson(self.solutions, parts, split.scaled, split.labels, rate, size)

    @cached_property
    def train_split(self) -> Split:
        return _relabelled(self.plan.dataset.train, self.work)

    @cached_property
    def own(self) -> list[Batches]:
        """The batches of the loaders that are handed over."""
        return loaders_own(self.lesson, self.work.params["orders"])

    def nearest(
        self, sight: Sight, before: Layers, after: Layers, known: Trained | None
    ) -> tuple[Trained, float]:
        """The training that ends where the learner's did, or comes next to that; and how near."""
        found: list[tuple[float, int, Trained]] = []
        claims = claimed(sight, self.lesson, self.plan.epochs)
        for number, epochs in enumerate(itertools.chain(claims, [self.own])):
            foreseen = known is not None and _are_equal(epochs, self.own)
            trained = known if foreseen and known else self.lesson.train(before, epochs)
            off = distance(before, after, trained.weights)
            off = off if math.isfinite(off) else math.inf
            found.append((off, number, trained))
            if off <= EQUAL:
                break
        off, _, trained = min(found)
        return trained, off

    @cached_property
    def expected(self) -> Trained:
        """What the solution ends in, from the start and with the batches that are handed over."""
        return self.lesson.train([*self.work.under("given").values()], self.own)

    @property
    def fair(self) -> float:
        """What may be asked of a right training on these digits in this order.

        A few orders lead even the solution to less than the course asks for, and so do a few of its
        own initial values, where the learner's own are trained: luck costs nobody.
        """
        starts = range(STARTS if self.work.params["own start"] else 0)
        ends = [self.expected, *(self.lesson.train(self._start(s), self.own) for s in starts)]
        return min(self.measures(end.weights, end.statistics)[0][-1] for end in ends) - LUCK

    def _start(self, seed: int) -> Layers:
        """Initial values as the solution's model draws them."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            model: nn.Module = self.solutions.functions()[self.plan.model]()
        return [parameter.detach() for parameter in model.parameters()]

    def measures(
        self, layers: Layers, statistics: Mapping[str, torch.Tensor] | None = None
    ) -> tuple[Numbers, torch.Tensor]:
        """Loss and accuracy on public and on held-out digits, and the logits of the public ones."""
        model = model_of(layers, self.solutions, self.plan.model, statistics).eval()
        held_out = _relabelled(self.plan.dataset.validation, self.work)
        with torch.no_grad():
            logits = model(self.train_split.scaled)
            public = loss_and_accuracy(logits, self.train_split.labels)
            hidden = loss_and_accuracy(model(held_out.scaled), held_out.labels)
        return (*public, *hidden), logits


def _are_equal(one: list[Batches], other: list[Batches]) -> bool:
    return all(
        len(a) == len(b) and all(map(torch.equal, a, b)) for a, b in zip(one, other, strict=True)
    )


def _relabelled(split: Split, work: Work) -> Split:
    """A split under the labels that a work has for its classes."""
    names = work.params["labels"]
    if names is None:
        return split
    made = replace(split, labels=torch.tensor(names)[split.labels])
    vars(made)["scaled"] = split.scaled  # which is worked out once
    return made
