"""What course.yaml says of a course as a whole: its data, its limits, and what being late costs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from grader.course.relations import Part

Share = Annotated[float, Field(gt=0, le=1)]
Seconds = Annotated[float, Field(gt=0, le=3600)]
DatasetName = Literal["digits", "mnist"]


class TrainingSettings(Part):
    """The end-to-end training on one dataset, and the held-out accuracy that it must reach."""

    batch_size: int = Field(ge=1, le=4096)
    learning_rate: float = Field(gt=0, le=10)
    epochs: dict[str, Annotated[int, Field(ge=1, le=100)]]
    accuracy: dict[str, Share]


class DatasetSettings(Part):
    """Which digits to use, what to fall back on, and where MNIST's files lie or go; or the .npz of
    a data set of one's own.
    """

    use: DatasetName = "digits"
    file: Annotated[str, Field(pattern=r"\.npz$")] | None = None
    fallback: DatasetName | None = "digits"
    folder: str = "data"
    training: dict[Literal["digits", "mnist", "own"], TrainingSettings] = Field(
        default_factory=dict
    )


class Targets(Part):
    """The numbers that the learner starts from: reached, but not understood."""

    train_loss: float = Field(ge=0)
    train_accuracy: Share
    validation_loss: float = Field(ge=0)
    validation_accuracy: Share


class LimitSettings(Part):
    """Seconds of CPU time for one call and one whole training, with the factor for time by the

    clock, and the seconds by the clock of a whole submission.
    """

    call_seconds: Seconds = 4
    training_seconds: Seconds = 30
    submission_seconds: Seconds = 45
    memory_mb: int = Field(default=1024, ge=64, le=1 << 20)
    wall_factor: float = Field(default=3, ge=1, le=100)


class LatePolicy(Part):
    """Points taken off for each late day, as a share, up to a most; days of grace first."""

    grace_days: float = Field(default=0, ge=0, le=365)
    per_day: float = Field(default=0, ge=0, le=1)
    most: float = Field(default=1, ge=0, le=1)
