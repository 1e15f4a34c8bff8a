"""A training at length, on the judge's side: epochs are played one by one, and measured here.

All of it is the learner's own code, and it decides no point. The held-out samples stay on this
side: what is known of them is measured on the weights that come out of each epoch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import torch

from grader.course.relations import Uses
from grader.datasets import SIDE, Dataset
from grader.examiner.measuring import Form, loss_and_accuracy, misread
from grader.examiner.randomness import seed_of
from grader.examiner.replies import play_in
from grader.examiner.retraining import Layers, model_of
from grader.examiner.solutions import Solutions
from grader.results.at_length import Epoch, Learned, Picture
from grader.results.png import coloured_png
from grader.results.trained import Metrics
from grader.sandbox.patience import Patience
from grader.sandbox.process import WorkerProcess
from grader.scenes import Sight, Work

# Pictures of weights that are shown at most.
MOST_PICTURES = 20
_POSITIVE, _NEGATIVE = torch.tensor([178.0, 24.0, 43.0]), torch.tensor([33.0, 102.0, 172.0])


@dataclass
class Lasting:
    """One training of a learner's pieces in one worker, which is theirs until it ends.

    It starts from the same random numbers each time, so that a change of the code is all that
    changes the curve.
    """

    uses: Uses
    dataset: Dataset
    solutions: Solutions
    worker: WorkerProcess
    patience: Patience
    lr: float
    batch_size: int
    epochs: int = -1
    before: Layers = field(default_factory=list)
    after: Layers = field(default_factory=list)

    def __post_init__(self) -> None:
        self._form = Form(self.solutions.functions()[self.uses.model]())
        self._statistics: Mapping[str, torch.Tensor] = {}
        self._logits = torch.empty(0)
        self.worker.begin()

    def next(self) -> Epoch:
        """The start, and from then on one more epoch.

        Raises:
            Mishap: the learner's code came to no end of its own; the worker is dead.
            CheckFailed: the weights are not those of the model that was asked for, or no numbers.
        """
        number = self.epochs + 1
        sight, _ = play_in(self.worker, self.work_of(number), self.patience, traced=False)
        layers, self._statistics = self._form.weights(sight, "after"), self._form.statistics(sight)
        if number == 0:
            self.before = layers
        self.after, self.epochs = layers, number
        return Epoch(
            number,
            _number(sight, "loss") if number else None,
            _number(sight, "own loss"),
            _number(sight, "own accuracy"),
            self._measured(),
        )

    def learned(self) -> Learned | None:
        """What is left of it; None where not even a start was made."""
        if self.epochs < 0:
            return None
        train = self.dataset.train
        wrong = int((self._logits.argmax(dim=1) != train.labels).sum())
        # SECURITY: public samples alone: pictures of held-out ones would tell which those are.
        digits = misread(self._logits, train)
        return Learned(len(train.labels), wrong, digits, len(self.after[0]), self._pictures())

    def work_of(self, number: int) -> Work:
        """What is played for an epoch: names and numbers, and no sample."""
        own = [*self.uses.roles(), *([self.uses.measure] if self.uses.measure else [])]
        seed = seed_of("at length", self.uses.model, str(number))
        params = {
            "parts": self.uses.parts(), "own": own, "measure": self.uses.measure, "epoch": number,
            "lr": self.lr, "batch_size": self.batch_size, "order": seed % (1 << 40),
            "affine": list(self.dataset.train.images.shape[1:]) if self._form.is_a_map else None,
        }  # fmt: skip
        return Work(f"train {self.uses.model}", "at length", params, seed=seed % (1 << 32))

    def _measured(self) -> Metrics:
        model = model_of(self.after, self.solutions, self.uses.model, self._statistics).eval()
        train, held_out = self.dataset.train, self.dataset.validation
        with torch.no_grad():
            self._logits = model(train.scaled)
            hidden = loss_and_accuracy(model(held_out.scaled), held_out.labels)
        return Metrics(self.uses.model, *loss_and_accuracy(self._logits, train.labels), *hidden)

    def _pictures(self) -> tuple[Picture, ...]:
        """The weights of each output of the first layer, where they lie on a picture's pixels."""
        before, after = self.before[0], self.after[0]
        if before.dim() != 2 or list(self.dataset.train.images.shape[1:]) != [1, SIDE, SIDE]:
            return ()
        shown = torch.arange(len(after))
        if len(after) > MOST_PICTURES:
            shown = (after - before).norm(dim=1).argsort(descending=True)[:MOST_PICTURES]
        rows = shown.sort().values.tolist()
        return tuple(Picture(str(i), _picture(before[i]), _picture(after[i])) for i in rows)


def _number(sight: Sight, aspect: str) -> float | None:
    """What was returned, where it is a number at all."""
    value = sight.value(aspect)
    return float(value) if isinstance(value, int | float) else None


def _picture(weights: torch.Tensor) -> str:
    """Red where a weight is positive, blue where it is negative, white at 0."""
    shares = weights / weights.abs().max().clamp(min=1e-12)
    ends = torch.where((shares > 0)[:, None], _POSITIVE, _NEGATIVE)
    pixels = 255 + shares.abs()[:, None] * (ends - 255)
    return coloured_png(pixels.round().to(torch.uint8).numpy().tobytes(), SIDE)
