"""course.yaml, parsed once into a frozen Course; every mistake in it is one clear error."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from grader.checks import known_checks
from grader.errors import CourseError
from grader.verdict import Visibility

LARGEST = 1 << 20

Points = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
Share = Annotated[float, Field(gt=0, le=1)]
Seconds = Annotated[float, Field(gt=0, le=3600)]
DatasetName = Literal["digits", "mnist"]


class Part(BaseModel):
    """A frozen piece of the course; a field that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CheckItem(Part):
    """The points of a check, and whether students see its name and details."""

    points: Points
    visibility: Visibility = Visibility.VISIBLE


class Exercise(Part):
    """One exercise: its file, its checks in order, and its hints from weakest to strongest."""

    id: str = Field(pattern=r"^[a-z][a-z_]{0,40}$")
    title: str = Field(min_length=1, max_length=100)
    file: str = Field(pattern=r"^[a-z_]+\.(py|yaml)$")
    bonus: bool = False
    checks: dict[str, CheckItem] = Field(min_length=1)
    hints: tuple[str, ...] = Field(min_length=5, max_length=5)

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks.values())

    @model_validator(mode="after")
    def _checks_exist(self) -> Self:
        known = known_checks(self.id)
        for name in self.checks:
            if name not in known:
                raise ValueError(
                    f"checks: there is no check {name!r} for {self.id!r}; "
                    f"known are: {', '.join(known) or 'none'}"
                )
        return self


class TrainingSettings(Part):
    """The end-to-end training on one dataset, and the held-out accuracy that it must reach."""

    batch_size: int = Field(ge=1, le=4096)
    learning_rate: float = Field(gt=0, le=10)
    epochs: dict[Literal["SimpleNN", "HiddenNN"], Annotated[int, Field(ge=1, le=100)]]
    accuracy: dict[Literal["SimpleNN", "HiddenNN"], Share]

    @model_validator(mode="after")
    def _both_models(self) -> Self:
        for field in ("epochs", "accuracy"):
            missing = {"SimpleNN", "HiddenNN"} - set(getattr(self, field))
            if missing:
                raise ValueError(f"{field}: {', '.join(sorted(missing))} is missing")
        return self


class DatasetSettings(Part):
    """Which digits to use, what to fall back on, and where MNIST's files lie or go."""

    use: DatasetName = "digits"
    fallback: DatasetName | None = "digits"
    folder: str = "data"
    training: dict[DatasetName, TrainingSettings]

    @model_validator(mode="after")
    def _every_dataset_has_settings(self) -> Self:
        for name in ("digits", "mnist"):
            if name not in self.training:
                raise ValueError(f"training: {name} is missing")
        return self


class Targets(Part):
    """The numbers that the learner starts from: reached, but not understood."""

    train_loss: float = Field(ge=0)
    train_accuracy: Share
    validation_loss: float = Field(ge=0)
    validation_accuracy: Share


class LimitSettings(Part):
    """Seconds of CPU time for one call, one whole training, and the factor for wall-clock time."""

    call_seconds: Seconds = 4
    training_seconds: Seconds = 60
    wall_factor: float = Field(default=4, ge=1, le=100)


class LatePolicy(Part):
    """Points taken off for each late day, as a share, up to a most; days of grace first."""

    grace_days: float = Field(default=0, ge=0, le=365)
    per_day: float = Field(default=0, ge=0, le=1)
    most: float = Field(default=1, ge=0, le=1)


class Course(Part):
    """The whole course."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")
    title: str = Field(min_length=1, max_length=100)
    seed: str = Field(min_length=1, max_length=200)
    dataset: DatasetSettings
    targets: Targets
    limits: LimitSettings = LimitSettings()
    late: LatePolicy = LatePolicy()
    exercises: tuple[Exercise, ...] = Field(min_length=1)

    @property
    def max_score(self) -> float:
        """The points of the required exercises."""
        return sum(exercise.points for exercise in self.exercises if not exercise.bonus)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        twice = [name for name, count in Counter(e.id for e in self.exercises).items() if count > 1]
        if twice:
            raise ValueError(f"exercises: {twice[0]!r} stands there twice")
        if abs(self.max_score - 100) > 1e-9:
            raise ValueError(
                "exercises: the points of the exercises that are no bonus add up to "
                f"{self.max_score:g}; make them 100"
            )
        return self


def built_in_course() -> Path:
    """The course.yaml beside a checkout, or the copy inside an installed package."""
    package = Path(__file__).parent
    beside = package.parent / "course.yaml"
    return beside if beside.is_file() else package / "course.yaml"


def load_course(path: Path) -> Course:
    """Read and check a course.

    Raises:
        CourseError: it cannot be read or a field is wrong; the message says which, and what
            would be right.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise CourseError(f"{path}: cannot be read: {error.strerror}") from None
    if len(content) > LARGEST:
        raise CourseError(f"{path}: is larger than {LARGEST:,} bytes")
    try:
        document = yaml.load(content, Loader=_UniqueLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise CourseError(f"{path}: is not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(document, dict):
        raise CourseError(f"{path}: must be a mapping with name, title, seed, dataset, exercises")
    try:
        return Course.model_validate(document)
    except ValidationError as error:
        raise CourseError(_explain(path, error)) from None


class _UniqueLoader(yaml.SafeLoader):
    """Safe YAML in which a key that stands twice is an error, not a silent last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        for key, _ in node.value:
            if keys.count(key.value) > 1:
                line = key.start_mark.line + 1
                raise ValueError(f"line {line}: {key.value!r} stands there twice; keep one")
        return super().construct_mapping(node, deep)


_REMEDIES = {
    "missing": "add this field",
    "extra_forbidden": "remove it, or mend its spelling",
}


def _explain(path: Path, error: ValidationError) -> str:
    """The first problem, as file, field, what is wrong and what to do."""
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"]) or "the course"
    what = first["msg"].removeprefix("Value error, ")
    remedy = _REMEDIES.get(first["type"], "")
    given = "" if isinstance(first["input"], (dict, list)) else f" (it is {first['input']!r})"
    more = error.error_count() - 1
    rest = f" ({more} more after this one)" if more else ""
    return f"{path}: {field}: {what}{given}{': ' + remedy if remedy else ''}{rest}"
