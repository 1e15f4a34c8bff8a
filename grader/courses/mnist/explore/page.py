"""The explorer's page: everything recorded as one block of data, beside a template and a script."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from grader.courses.mnist.explore.race import RATE as RACE_RATE
from grader.courses.mnist.explore.race import Lap, race
from grader.courses.mnist.explore.recording import BATCH_SIZE, RATE, STEPS, Recorder, Run, Step
from grader.courses.mnist.explore.whatifs import AS_IT_SHOULD_BE, MISTAKES, WhatIf
from grader.datasets import Dataset, load
from grader.sandbox import light_dynamo

TEMPLATES = Path(__file__).parent / "templates"
# Which digits are held out follows from this seed: another one than any course's.
DIGITS_SEED = "explorer"
APART = 0.005


def explorer_page() -> dict[str, Any]:
    """Record every run: what the page is made of, its template, style and scripts, and values."""
    # Threads would wait for each other longer than such small networks take.
    torch.set_num_threads(1)
    light_dynamo.install()
    dataset = load("digits", folder=Path(), fallback=None, seed=DIGITS_SEED)
    return {
        "templates": TEMPLATES,
        "name": "explorer.html",
        "style": "explorer.css",
        "script": ("pictures.js", "charts.js", "explorer.js", "race.js"),
        "data": recorded(dataset),
        "choices": (AS_IT_SHOULD_BE, *MISTAKES),
        "rate": RATE,
        "race_rate": RACE_RATE,
        "batch_size": BATCH_SIZE,
        "steps": STEPS,
    }


@dataclass
class Album:
    """Pictures in eight bits a number, each once; a moment names them by their place in here."""

    pictures: list[dict[str, Any]] = field(default_factory=list)
    places: dict[bytes, int] = field(default_factory=dict)

    def place(self, picture: torch.Tensor | None) -> int:
        """The place of a picture, -1 for none."""
        if picture is None:
            return -1
        key = picture.numpy().tobytes()
        if key not in self.places:
            self.places[key] = len(self.pictures)
            self.pictures.append(_quantised(picture))
        return self.places[key]


def recorded(dataset: Dataset) -> dict[str, Any]:
    """All runs and the race as plain data, ready for JSON."""
    recorder, album = Recorder(dataset), Album()
    batches = [batch for _, batch in zip(range(STEPS), recorder.batches(), strict=False)]
    right = recorder.run(AS_IT_SHOULD_BE.mistake, AS_IT_SHOULD_BE.how)
    runs = [_run(AS_IT_SHOULD_BE, right, right, album)]
    runs += [_run(w, recorder.run(w.mistake, w.how), right, album) for w in MISTAKES]
    return {
        "batches": [
            {
                "images": _base64(dataset.train.images[batch]),
                "labels": dataset.train.labels[batch].tolist(),
            }
            for batch in batches
        ],
        "runs": runs,
        "pictures": album.pictures,
        "race": _race(dataset, race(dataset)),
    }


def _run(what_if: WhatIf, run: Run, right: Run, album: Album) -> dict[str, Any]:
    return {
        "code": what_if.code,
        "label": what_if.label,
        "text": what_if.text,
        "notes": dict(what_if.notes),
        "leftOut": what_if.left_out,
        "rate": what_if.rate,
        "look": what_if.look and {"step": what_if.look[0], "call": what_if.look[1]},
        "squashed": "squash" in what_if.settings,
        "losses": _rounded(run.losses),
        "accuracy": round(run.accuracy, 4),
        "weights": album.place(run.weights),
        "part": parting(run.losses, right.losses),
        "steps": [_step(step, album) for step in run.steps],
    }


def _step(step: Step, album: Album) -> dict[str, Any]:
    return {
        "logits": [_rounded(row) for row in step.logits.tolist()],
        "loss": round(step.loss, 4),
        "added": album.place(step.added),
        "moments": [
            {
                "call": moment.call,
                "weights": album.place(moment.weights),
                "gradient": album.place(moment.gradient),
                "holds": list(moment.holds),
            }
            for moment in step.moments
        ],
    }


def parting(losses: tuple[float, ...], right: tuple[float, ...]) -> int | None:
    """The first step, counted from 1, whose loss is not the right one's; None where there is none.

    A shade of difference would be too small to see.
    """
    pairs = enumerate(zip(losses, right, strict=True), start=1)
    return next((n for n, (one, other) in pairs if abs(one - other) > APART * other), None)


def _race(dataset: Dataset, laps: dict[str, tuple[Lap, ...]]) -> dict[str, Any]:
    """Both networks by epoch, with the digits that any of them ever gets wrong."""
    truth = dataset.validation.labels
    answers = torch.stack([lap.answers for both in laps.values() for lap in both])
    missed = (answers != truth).any(dim=0).nonzero().flatten()
    return {
        "images": _base64(dataset.validation.images[missed]),
        "labels": truth[missed].tolist(),
        "held": len(truth),
        "networks": [
            {
                "name": name,
                "training": _rounded([lap.training_loss for lap in both]),
                "validation": _rounded([lap.validation_loss for lap in both]),
                "accuracy": _rounded([lap.accuracy for lap in both]),
                "answers": ["".join(map(str, lap.answers[missed].tolist())) for lap in both],
            }
            for name, both in laps.items()
        ],
    }


def _quantised(picture: torch.Tensor) -> dict[str, Any]:
    """Whole numbers from -127 to 127 with the step between them, and the picture's own size."""
    scale = float(picture.abs().max()) / 127 or 1.0
    return {
        "scale": scale,
        "norm": round(float(picture.norm()), 4),
        "data": _base64((picture / scale).round().to(torch.int8)),
    }


def _base64(numbers: torch.Tensor) -> str:
    return base64.b64encode(numbers.contiguous().numpy().tobytes()).decode("ascii")


def _rounded(numbers: Any) -> list[float]:
    return [round(float(number), 4) for number in numbers]
