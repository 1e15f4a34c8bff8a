"""What an end-to-end training gave, in numbers and pictures, and its part of the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

MOST_STEPS = 64  # of the batches whose single losses are kept


@dataclass(frozen=True, slots=True)
class Metrics:
    """Loss (nats per sample) and accuracy in [0, 1] on the training and the held-out digits."""

    name: str
    train_loss: float
    train_accuracy: float
    validation_loss: float
    validation_accuracy: float


@dataclass(frozen=True, slots=True)
class Misread:
    """A public digit that the trained model reads wrongly; `png` is its picture in base64."""

    png: str
    truth: int
    predicted: int


@dataclass(frozen=True, slots=True)
class Training:
    """One end-to-end training: the loss of each epoch and what the judge measured afterwards.

    `loss` is what the student's loop returned (nats per sample, one an epoch), and
    `reference_loss` what the reference's gave on the same batches; the metrics were measured by
    the judge on the final weights, `before` on the first. `targets` are the course's. `fault` says
    why an accuracy that was reached does not count, as the end of a sentence. `asked` is what the
    course asks for where the solution itself ends below that: `threshold` is then less.

    `steps` are the losses of the first batches as the worker recorded them in the student's loop,
    None where one is no number that can be drawn; empty where the loop was not the student's, or
    the check is a hidden one. `reference_steps` are the reference's on the same batches.
    """

    loss: tuple[float, ...]
    accuracy: float
    threshold: float
    metrics: tuple[Metrics, ...] = ()
    targets: Metrics | None = None
    reference_loss: tuple[float, ...] = ()
    before: tuple[Metrics, ...] = ()
    misclassified: tuple[Misread, ...] = ()
    fault: str = ""
    asked: float | None = None
    steps: tuple[float | None, ...] = ()
    reference_steps: tuple[float, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Its part of the contract's document."""
        return {
            "loss": list(self.loss),
            "accuracy": self.accuracy,
            "threshold": self.threshold,
            "metrics": [_to_json(metrics) for metrics in self.metrics],
            "targets": None if self.targets is None else _to_json(self.targets),
            "reference_loss": list(self.reference_loss),
            "before": [_to_json(metrics) for metrics in self.before],
            "misclassified": [_to_json(digit) for digit in self.misclassified],
            **({"fault": self.fault} if self.fault else {}),
            **({} if self.asked is None else {"asked": self.asked}),
            **(self._each() if self.steps else {}),
        }

    def _each(self) -> dict[str, Any]:
        return {"steps": list(self.steps), "reference_steps": list(self.reference_steps)}

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        """Read back what `to_json` wrote. Raises: KeyError, TypeError."""
        targets = document.get("targets")
        return cls(
            loss=tuple(document["loss"]),
            accuracy=document["accuracy"],
            threshold=document["threshold"],
            metrics=tuple(Metrics(**metrics) for metrics in document.get("metrics", ())),
            targets=Metrics(**targets) if targets else None,
            reference_loss=tuple(document.get("reference_loss", ())),
            before=tuple(Metrics(**metrics) for metrics in document.get("before", ())),
            misclassified=tuple(Misread(**digit) for digit in document.get("misclassified", ())),
            fault=document.get("fault", ""),
            asked=document.get("asked"),
            steps=tuple(document.get("steps", ())),
            reference_steps=tuple(document.get("reference_steps", ())),
        )


def _to_json(values: Metrics | Misread) -> dict[str, Any]:
    return {name: getattr(values, name) for name in values.__slots__}
