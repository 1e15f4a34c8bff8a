"""The explorer's page: digits, a start and texts as one block of data, beside its scripts."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

import torch
from torch import nn

from grader.course.course import built_in_course, load_course
from grader.courses.mnist.explore.recording import BATCH_SIZE, recording
from grader.courses.mnist.explore.whatifs import RATE, STORY, WHATIFS, WhatIf, codes, yours
from grader.datasets import Dataset, Split, load
from grader.findings.catalogue import by_code
from grader.sandbox import light_dynamo

TEMPLATES = Path(__file__).parent / "templates"
# In the order in which they need each other.
SCRIPTS = (
    "arithmetic.js", "loop.js", "data.js", "pictures.js", "layout.js", "stage.js", "motion.js",
    "charts.js", "cards.js", "player.js", "explorer.js", "story.js", "questions.js", "touch.js",
    "compare.js", "recorded.js",
)  # fmt: skip
# Which digits are set aside follows from this seed: another one than any course's.
DIGITS_SEED = "explorer"
UNSEEN = 5  # one in so many of the public digits is trained on by nobody
ASKED = ("second-backward", "step-before-backward", "late-zero-grad", "softmax-twice")


Losses = Sequence[float | None]


def explorer_page(
    calls: Sequence[str] = (),
    losses: Losses = (),
    right: Losses = (),
    found: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """What the page is made of: its template, style, scripts, and values.

    It begins with the loop of these calls, a learner's own, where there are any. `losses` are those
    of its first batches as a check recorded them, `right` those of right code on the same batches,
    `found` the code of what the check named in each exercise.
    """
    mistakes = _in_loops(found)
    whatifs = (*([yours(calls, mistakes)] if calls else ()), *WHATIFS)
    recorded = {"losses": [*losses], "right": [*right], "named": mistakes} if losses else None
    # Threads would wait for each other longer than such small networks take.
    torch.set_num_threads(1)
    light_dynamo.install()
    dataset = load("digits", folder=Path(), fallback=None, seed=DIGITS_SEED)
    return {
        "templates": TEMPLATES,
        "name": "explorer.html",
        "style": "explorer.css",
        "script": SCRIPTS,
        "data": {
            **started(dataset, whatifs),
            "questions": questions(),
            "recorded": recorded,
        },
        "recorded": recorded,
        "whatifs": whatifs,
        "mistakes": named(),
        "codes": codes(),
        "story": STORY,
        "rate": RATE,
        "batch_size": BATCH_SIZE,
    }


def started(dataset: Dataset, whatifs: Iterable[WhatIf]) -> dict[str, Any]:
    """The public digits, the first weights, and the losses of PyTorch's own run, for JSON.

    Of the digits that are held out nothing is in here.
    """
    public = dataset.train
    seen = len(public.labels) - len(public.labels) // UNSEEN
    record = recording(Split(public.images[:seen], public.labels[:seen]), RATE)
    return {
        "images": _base64(public.images),
        "labels": public.labels.tolist(),
        "seen": seen,
        "epochs": [_base64(samples.to(torch.int16)) for samples in record.epochs],
        "networks": {"simple": _layers(record.simple), "hidden": _layers(record.hidden)},
        "losses": [round(loss, 6) for loss in record.losses],
        "rate": RATE,
        "batchSize": BATCH_SIZE,
        "whatifs": [asdict(whatif) for whatif in whatifs],
    }


def questions() -> list[dict[str, Any]]:
    """What the course asks its learners to predict and the page can run; never what is right."""
    checks = next(e for e in load_course(built_in_course()).exercises if e.id == "explain").checks
    return [
        {"key": key, "asks": checks[key].asks, "words": list(checks[key].words)} for key in ASKED
    ]


def _in_loops(found: Mapping[str, str]) -> list[str]:
    """The codes of what was found where something is trained, those that the catalogue has."""
    trained = (e.id for e in load_course(built_in_course()).exercises if e.uses)
    return sorted({found[name] for name in trained if name in found} & by_code().keys())


def named() -> list[Any]:
    """The catalogue's entries of the mistakes that can be made on the page."""
    known = by_code()
    return [known[code][0] for code in sorted(codes())]


def _layers(layers: Iterable[nn.Linear]) -> list[dict[str, Any]]:
    return [
        {
            "inputs": layer.in_features,
            "outputs": layer.out_features,
            "weight": _base64(layer.weight.detach()),
            "bias": _base64(layer.bias.detach()),
        }
        for layer in layers
    ]


def _base64(numbers: torch.Tensor) -> str:
    return base64.b64encode(numbers.contiguous().numpy().tobytes()).decode("ascii")
