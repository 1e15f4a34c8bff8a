"""The end-to-end training: the judge measures the weights itself, and that they were trained.

The worker returns final weights. The judge trains the same initial weights on the same batches
with the solution and requires that the student's came out at the same place; then it
measures loss and accuracy on held-out digits, which the worker never had.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import nn

from grader.datasets import SIDE, Dataset, Split
from grader.examiner.compare import close
from grader.examiner.draw import Draw
from grader.examiner.examiner import Examiner, TrainingPlan
from grader.examiner.record import CheckFailed, Measured, Record
from grader.examiner.solutions import Solutions
from grader.examiner.start import training_work, widths_of
from grader.frames.keys import Key
from grader.results.png import grey_png
from grader.results.trained import Metrics, Misread, Training
from grader.results.verdict import Evidence
from grader.scenes import Sight, Work
from grader.scenes.props import Digits, epoch_loader

# How far the final weights may be from the solution's, as a share of how far training moves
# them. `python bench/distance.py`: the same start in another order of the samples stays under
# 0.36, another start is over 0.5.
FARTHEST = 0.4
# Nearer than this the batches were the solution's own. Farther off they came in another order, or
# some did not come: then every sample has to have been asked for.
NEXT_TO = 0.05
# From how many sets of initial weights a course trains; which one follows from the submission.
STARTS = 8
MOST_MISREAD = 8

Layers = list[torch.Tensor]
Numbers = tuple[float, float, float, float]


def check_training(examiner: Examiner) -> None:
    """Train with the student's pieces, and judge where the weights ended.

    A piece that passed its own exercise may not serve in a training. That is no mistake of this
    exercise: where its own file passes beside PyTorch's pieces, it has passed.

    Raises:
        CheckFailed: no weights, weights that this training does not give, or too low an accuracy.
    """
    plan = _plan_of(examiner)
    _lendable(examiner, plan)
    try:
        _train(examiner, plan, plan.own)
    except CheckFailed:
        mishap = examiner.records[-1].mishap
        file = examiner.contract.definitions[plan.alone[0]].file
        of_this_file = mishap is not None and mishap.file == file
        # In a borrowed worker all of the exercise is played again first.
        final = examiner.borrowed or plan.own == plan.alone or of_this_file
        if final or not _passes_alone(examiner, plan):
            raise


def _plan_of(examiner: Examiner) -> TrainingPlan:
    if examiner.plan is None:
        raise LookupError(f"{examiner.exercise} is trained; course.yaml: make it kind: training")
    return examiner.plan


def _passes_alone(examiner: Examiner, plan: TrainingPlan) -> bool:
    """Whether its own pieces pass beside PyTorch's, in a fresh worker; if not, it is forgotten."""
    record, trained = examiner.records.pop(), examiner.trained
    examiner.close()
    try:
        _train(examiner, plan, plan.alone)
    except CheckFailed:
        examiner.discarded.append(examiner.records.pop())
        examiner.records.append(record)
        examiner.trained = trained
        return False
    examiner.discarded.append(record)
    examiner.note = (
        "The training was judged with PyTorch's own pieces around this file: with all of yours, "
        "each of which passes by itself, it does not come out as it should."
    )
    return True


def _train(examiner: Examiner, plan: TrainingPlan, own: Sequence[str]) -> None:
    name = plan.model
    course, submission = examiner.seed
    # A class shares a few starts, so that the solution need not be trained for each submission.
    start = str(int(submission[:8], 16) % STARTS)
    draw = Draw(examiner.contract, course, "training", name, start)
    work = training_work(
        draw, examiner.solutions, plan.parts, plan.epochs, own, plan.lr, plan.batch_size,
        list(plan.dataset.train.images.shape[1:]),
    )  # fmt: skip
    given = [*work.under("given").values()]
    model_of = partial(_model, examiner.solutions, name)

    def train_beside(from_weights: Layers) -> tuple[Trained, Numbers]:
        trained = solution_training(examiner.solutions, from_weights, work, plan.dataset.train)
        return trained, _measures(model_of(from_weights), plan.dataset)[0]

    def solution() -> None:
        if (name, start) not in plan.known:
            plan.known[name, start] = train_beside(given)

    record = examiner.play(work, solution)
    assert record.sight is not None
    before, after = _weights(work, given, record.sight)
    if all(close(b, g) for b, g in zip(before, given, strict=True)):
        trained, first = plan.known[name, start]
    else:
        # The learner's layer takes the pixels in another order: train from where it started.
        trained, first = train_beside(before)
    end, logits = _measures(model_of(after), plan.dataset)
    examiner.trained = Training(
        loss=_losses(record.sight, plan.epochs),
        accuracy=end[-1],
        threshold=plan.accuracy,
        metrics=(Metrics(_title(examiner, plan, own), *end),),
        reference_loss=trained.losses,
        before=(Metrics(f"{name}, before training", *first),),
        misclassified=_misread(logits, plan.dataset.train),
    )
    _judge(
        examiner, record, distance(before, after, trained.weights), len(plan.dataset.train.labels)
    )


def _lendable(examiner: Examiner, plan: TrainingPlan) -> None:
    """Require the learner's own model where no network of linear layers could stand in for it."""
    parameters = examiner.solutions.functions()[plan.model]().parameters()
    if plan.model not in plan.own and not widths_of([*parameters]):
        raise CheckFailed([Evidence(plan.model, "one that passes its own exercise", "not yet")])


def _title(examiner: Examiner, plan: TrainingPlan, own: Sequence[str]) -> str:
    """Whose training it was: the learner's, but for the pieces that were PyTorch's own."""
    name, missing = plan.model, {*plan.parts.values()} - {*own}
    module_of = examiner.contract.module_of
    lent = [
        word
        for piece, word in plan.words.items()
        if piece in missing or module_of(piece) in examiner.stand_ins
    ]
    if not lent:
        return f"{name}, your training"
    *most, last = dict.fromkeys(lent)
    listed = f"{', '.join(most)} and {last}" if most else last
    return f"{name}, trained with PyTorch's own {listed}"


def _judge(examiner: Examiner, record: Record, off: float, all_samples: int) -> None:
    """Require weights that this training gives, and the accuracy that the course asks for."""
    assert record.sight is not None
    assert examiner.trained is not None
    threshold, reached = examiner.trained.threshold, examiner.trained.accuracy
    used = record.used
    record.measured = Measured(off, reached, threshold, all_samples)
    examiner.require(
        off <= FARTHEST,
        "final weights",
        "those that this training gives",
        f"others: {off:.0%} of the way off",
    )
    examiner.require(
        off <= NEXT_TO or used >= all_samples,
        "samples that an epoch trains on",
        f"all {all_samples}",
        f"{used}",
    )
    examiner.require(
        reached >= threshold,
        "accuracy on held-out digits",
        f"at least {threshold:.0%}",
        f"{reached:.1%}",
    )
    record.right = True


@dataclass(frozen=True, slots=True)
class Trained:
    """Where the solution's training ends, and the mean loss of each epoch on the way."""

    weights: Layers
    losses: tuple[float, ...]


def solution_training(solutions: Solutions, before: Layers, work: Work, split: Split) -> Trained:
    """The solution's training from the same start on the same batches."""
    functions, losses = solutions.functions(), list[float]()
    model = _model(solutions, work.params["parts"]["model"], before)
    parts = {role: functions[name] for role, name in work.params["parts"].items()}
    criterion, optimizer = parts["loss"](), parts["optimizer"](model, work.params["lr"])
    fetched = torch.zeros(len(split.labels), dtype=torch.bool)
    digits = Digits(split.scaled, split.labels, fetched)
    for seed in work.params["orders"]:
        loader = epoch_loader(digits, work.params["batch_size"], seed)
        losses.append(round(parts["loop"](model, criterion, optimizer, loader), 6))
    return Trained([parameter.detach() for parameter in model.parameters()], tuple(losses))


def _weights(work: Work, given: Layers, sight: Sight) -> tuple[Layers, Layers]:
    """The weights before and after, in nn.Linear's layout.

    Raises:
        CheckFailed: the weights before are not the given ones, or a shape is not the layer's.
    """
    if not work.params["affine"]:
        after = [_claimed(sight, "after", t.numel()) for t in given]
        return given, [_fitted(a, t) for a, t in zip(after, given, strict=True)]
    before, after = (
        [_claimed(sight, when, part) for part in ("matrix", "offset")]
        for when in ("before", "after")
    )
    for claim, truth in zip(before, given, strict=True):
        # SECURITY: the weights before are a claim too; only a reordering of the given numbers
        # is believed, so that no other start can be trained from.
        if not close(truth.flatten().sort().values, claim.flatten().sort().values):
            raise CheckFailed([Evidence("weights before training", "the given ones", "others")])
    before = [_fitted(b, t) for b, t in zip(before, given, strict=True)]
    return before, [_fitted(a, t) for a, t in zip(after, given, strict=True)]


def _claimed(sight: Sight, when: str, which: str | int) -> torch.Tensor:
    return sight.tensors.get(Key(None, when, which), torch.empty(0))


def _fitted(claim: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    """A claimed parameter in the layout of nn.Linear's."""
    if claim.numel() != like.numel() or not torch.isfinite(claim.double()).all():
        got = f"{claim.numel()} numbers" if claim.numel() != like.numel() else "numbers not finite"
        raise CheckFailed([Evidence("final weights", f"{like.numel()} numbers", got)])
    sizes = [size for size in claim.shape if size != 1]
    if like.dim() == 2 and sizes and sizes[0] != like.shape[0] == sizes[-1]:
        return claim.reshape(like.shape[1], like.shape[0]).T.float().contiguous()
    return claim.reshape(like.shape).float()


def distance(before: Layers, after: Layers, trained: Layers) -> float:
    """How far `after` is from `trained`, as a share of how far training moved the weights."""

    def norm(one: Layers, other: Layers) -> float:
        parts = [(a.double() - b.double()).flatten() for a, b in zip(one, other, strict=True)]
        return float(torch.cat(parts).norm())

    return norm(after, trained) / max(norm(trained, before), 1e-12)


def _model(solutions: Solutions, name: str, layers: Layers) -> nn.Module:
    """The solution's model with the given weights, in evaluation mode."""
    with torch.random.fork_rng(devices=[]):
        model: nn.Module = solutions.functions()[name]()
    with torch.no_grad():
        for parameter, given in zip(model.parameters(), layers, strict=True):
            parameter.copy_(given)
    return model.eval()


def _measures(model: nn.Module, dataset: Dataset) -> tuple[Numbers, torch.Tensor]:
    """Loss and accuracy on public and on held-out digits, and the logits of the public ones."""
    with torch.no_grad():
        logits = model(dataset.train.scaled)
        held_out = model(dataset.validation.scaled)
    public = _loss_and_accuracy(logits, dataset.train.labels)
    return (*public, *_loss_and_accuracy(held_out, dataset.validation.labels)), logits


def _loss_and_accuracy(logits: torch.Tensor, labels: torch.Tensor) -> tuple[float, float]:
    loss = nn.functional.cross_entropy(logits, labels).item()
    hits = (logits.argmax(dim=1) == labels).double().mean().item()
    return round(loss, 6), round(hits, 6)


def _misread(logits: torch.Tensor, split: Split) -> tuple[Misread, ...]:
    """The digits that a model is most sure of and reads wrongly; public ones, never held out."""
    if list(split.images.shape[1:]) != [1, SIDE, SIDE] or split.images.dtype is not torch.uint8:
        return ()  # a course's own data, which are no pictures that a report could show
    # SECURITY: these pictures reach the learner; held-out ones would tell which those are.
    sure, predicted = logits.softmax(dim=1).max(dim=1)
    wrong = (predicted != split.labels).nonzero().flatten()
    surest = wrong[sure[wrong].argsort(descending=True, stable=True)][:MOST_MISREAD].tolist()
    return tuple(
        Misread(
            grey_png(split.images[i].numpy().tobytes(), SIDE),
            int(split.labels[i]),
            int(predicted[i]),
        )
        for i in surest
    )


def _losses(sight: Sight, epochs: int) -> tuple[float, ...]:
    claims: list[Any] = [sight.value("loss", epoch) for epoch in range(epochs)]
    return tuple(round(c, 6) if isinstance(c, float) and math.isfinite(c) else 0.0 for c in claims)
