"""course.yaml, parsed once into a frozen Course; every mistake in it is one clear error."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AwareDatetime,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from grader.checks import known_checks
from grader.errors import CourseError
from grader.plain_yaml import read_document, shortened
from grader.records import completed, shipped_exercises, shipped_records
from grader.relations import Part, Question, Relations, fields_of
from grader.shipped import shipped
from grader.verdict import Visibility
from grader.version import unmet

Points = Annotated[float, Field(ge=0, le=1000)]
Share = Annotated[float, Field(gt=0, le=1)]
Seconds = Annotated[float, Field(gt=0, le=3600)]
# As course.yaml comes: whoever has mnist-grade knows it.
DEFAULT_SEED = "change me before the course begins"
DatasetName = Literal["digits", "mnist"]
Protection = Literal["none", "limits", "sealed"]


class CheckItem(Question):
    """The points of a check, whether students see its name and details, and what it may ask."""

    points: Points
    visibility: Visibility = Visibility.VISIBLE


class Exercise(Relations):
    """One exercise: its file, its checks in order, and its hints from weakest to strongest."""

    id: str = Field(pattern=r"^[a-z][a-z_]{0,40}$")
    title: str = Field(min_length=1, max_length=100)
    file: str = Field(pattern=r"^[a-z_]+\.(py|yaml)$")
    bonus: bool = False
    checks: dict[str, CheckItem] = Field(min_length=1)
    hints: tuple[str, ...] = Field(min_length=5, max_length=5)
    held_back: Points = 0  # in a student edition: the points of checks that it leaves out

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks.values())

    @property
    def secret(self) -> frozenset[str]:
        """The hidden checks, of which students see no numbers."""
        hidden = (n for n, check in self.checks.items() if check.visibility is Visibility.HIDDEN)
        return frozenset(hidden)

    @field_validator("id")
    @classmethod
    def _exercise_exists(cls, name: str) -> str:
        known = sorted(shipped_exercises())
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            remedy = f"did you mean {near[0]}?" if near else f"known are: {', '.join(known)}"
            raise ValueError(f"there is no exercise {name!r}; {remedy}")
        return name

    @model_validator(mode="before")
    @classmethod
    def _as_shipped(cls, record: Any) -> Any:
        """What it leaves out of its relations is as in the course that mnist-grade comes with."""
        return completed(record)

    @model_validator(mode="after")
    def _checks_exist(self) -> Self:
        asking = self.kind == "predictions"
        known = shipped_records()[self.id]["checks"] if asking else known_checks(self.id)
        for name, check in self.checks.items():
            if name not in known:
                raise ValueError(
                    f"there is no check {shortened(name)} for {self.id!r}; "
                    f"known are: {', '.join(known)}"
                )
            if check.is_a_question != asking:
                remedy = "add asks, and right, orders or least" if asking else "remove its question"
                raise ValueError(f"kind: {self.kind} does not fit check {name!r}; {remedy}")
        return self


class TrainingSettings(Part):
    """The end-to-end training on one dataset, and the held-out accuracy that it must reach."""

    batch_size: int = Field(ge=1, le=4096)
    learning_rate: float = Field(gt=0, le=10)
    epochs: dict[str, Annotated[int, Field(ge=1, le=100)]]
    accuracy: dict[str, Share]


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
                raise ValueError(f"training: {name} is missing; add its settings")
        return self


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
    submission_seconds: Seconds = 120
    memory_mb: int = Field(default=1024, ge=64, le=1 << 20)
    wall_factor: float = Field(default=3, ge=1, le=100)


class LatePolicy(Part):
    """Points taken off for each late day, as a share, up to a most; days of grace first."""

    grace_days: float = Field(default=0, ge=0, le=365)
    per_day: float = Field(default=0, ge=0, le=1)
    most: float = Field(default=1, ge=0, le=1)


class Course(Part):
    """The whole course; `requires` is what it asks of the version of mnist-grade."""

    requires: str | None = None
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")
    title: str = Field(min_length=1, max_length=100)
    seed: str = Field(min_length=1, max_length=200)
    dataset: DatasetSettings
    targets: Targets
    limits: LimitSettings = LimitSettings()
    due: AwareDatetime | None = None
    attempts: Literal["last", "best"] = "last"
    late: LatePolicy = LatePolicy()
    protection: Protection = "sealed"
    record_hints: bool = False
    exercises: tuple[Exercise, ...] = Field(min_length=1)

    @property
    def max_score(self) -> float:
        """The points of the required exercises."""
        return sum(exercise.points for exercise in self.exercises if not exercise.bonus)

    @property
    def held_back(self) -> float:
        """The required points of the checks that a student edition leaves out."""
        return sum(exercise.held_back for exercise in self.exercises if not exercise.bonus)

    def chosen(self, names: Iterable[str] | None) -> list[Exercise]:
        """The exercises of these names in the course's order; all of them for None.

        Raises:
            CourseError: the course has no exercise of that name.
        """
        wanted = None if names is None else set(names)
        known = [exercise.id for exercise in self.exercises]
        for name in sorted(wanted or ()):
            if name not in known:
                near = difflib.get_close_matches(name.lower()[:100], known, 1)
                meant = f"did you mean {near[0]}? Known are" if near else "known are"
                raise CourseError(f"there is no exercise {name!r}; {meant}: {', '.join(known)}")
        return [e for e in self.exercises if wanted is None or e.id in wanted]

    @field_validator("exercises", mode="before")
    @classmethod
    def _each_once(cls, given: Any) -> Any:
        """Before the exercises themselves, whose checks would be those of another one."""
        records = given if isinstance(given, list) else []
        names = [r["id"] for r in records if isinstance(r, dict) and isinstance(r.get("id"), str)]
        twice = [name for name, count in Counter(names).items() if count > 1]
        if twice:
            raise ValueError(f"{shortened(twice[0])} stands there twice; keep one")
        return given

    @model_validator(mode="after")
    def _every_training_has_settings(self) -> Self:
        own = {exercise.uses.model for exercise in self.exercises if exercise.uses}
        known = own | {r["uses"]["model"] for r in shipped_records().values() if "uses" in r}
        for dataset, settings in self.dataset.training.items():
            for field in ("epochs", "accuracy"):
                given, where = set(getattr(settings, field)), f"dataset.training.{dataset}: {field}"
                if missing := own - given:
                    raise ValueError(f"{where}: {', '.join(sorted(missing))} is missing; add it")
                if unknown := given - known:
                    raise ValueError(
                        f"{where}: no exercise trains {shortened(min(unknown))}; "
                        f"known are: {', '.join(sorted(known))}"
                    )
        return self

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        whole = self.max_score + self.held_back
        if abs(whole - 100) > 1e-9:
            raise ValueError(
                "exercises: the points of the exercises that are no bonus add up to "
                f"{whole:g}; make them 100"
            )
        return self


def built_in_course() -> Path:
    """The course.yaml that mnist-grade comes with."""
    return shipped("course.yaml")


def data_home(course_file: Path) -> Path:
    """Where a course's data folder starts: beside its file, and here for the packed course's."""
    packed = course_file == Path(__file__).parent / "course.yaml"
    return Path.cwd() if packed else course_file.parent.absolute()


def seed_warning(course: Course, path: Path) -> str:
    """What an instructor should hear of a seed that is no secret; empty where there is nothing."""
    if course.seed != DEFAULT_SEED:
        return ""
    return (
        f"{path}: seed is still the one that mnist-grade comes with, and students can read that; "
        "write one of your own"
    )


def load_course(path: Path) -> Course:
    """Read and check a course.

    Raises:
        CourseError: it cannot be read or a field is wrong; the message says which, and what
            would be right.
    """
    document = read_document(path)
    # First of all: a course for a newer mnist-grade has fields that this one does not know.
    _require_version(path, document)
    try:
        return Course.model_validate(document)
    except ValidationError as error:
        raise CourseError(f"{path}: {_explain(document, error)}") from None


def _require_version(path: Path, document: object) -> None:
    asked = document.get("requires") if isinstance(document, dict) else None
    if asked is not None and (said := unmet(str(asked))):
        raise CourseError(f"{path}: requires: {shortened(asked)} {said}")


_REMEDIES = {
    "missing": "add it",
    "timezone_aware": "write it with its zone, as in 2026-12-01T18:00:00+01:00",
    "datetime_parsing": "write it as in 2026-12-01T18:00:00+01:00",
    "datetime_from_date_parsing": "write it as in 2026-12-01T18:00:00+01:00",
    "string_type": "put it in quotes",
    "string_pattern_mismatch": "mend its spelling",
}
_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "invalid_key": "is no name of a field",
    "model_type": "should be a mapping",
    "dict_type": "should be a mapping",
    "tuple_type": "should be a list",
    "datetime_parsing": "should be a real date and time",
    "datetime_from_date_parsing": "should be a real date and time",
    "too_short": "holds {actual_length} where {min_length} are asked for",
    "too_long": "holds {actual_length} where {max_length} are asked for",
}
_SPEAKS_FOR_ITSELF = {"missing", "extra_forbidden", "too_short", "too_long", "value_error"}


def _explain(document: object, error: ValidationError) -> str:
    """The first problem: field, what is wrong, what was given and what to do."""
    problems = error.errors(include_url=False)
    # A field that is misspelled is a missing one too: the spelling says more.
    first = min(problems, key=lambda problem: problem["type"] != "extra_forbidden")
    kind, location = first["type"], first["loc"]
    what = first["msg"].removeprefix("Value error, ")
    what = what.replace("Input should", "should", 1).replace("String should", "should", 1)
    what = _WORDS[kind].format(**first.get("ctx", {})) if kind in _WORDS else what
    field = ".".join(_steps(document, location)) + ": " if location else ""
    given = "" if kind in _SPEAKS_FOR_ITSELF else f" (it is {shortened(first['input'])})"
    remedy = _remedy(kind, str(location[-1]) if location else "")
    rest = f" ({len(problems) - 1} more after this one)" if len(problems) > 1 else ""
    return f"{field}{what}{given}{remedy}{rest}"


def _remedy(kind: str, field: str) -> str:
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(field[:100], sorted({*fields_of()}), 1)
        return f"; did you mean {near[0]}?" if near else "; remove it"
    return f"; {_REMEDIES[kind]}" if kind in _REMEDIES else ""


def _steps(document: object, location: tuple[int | str, ...]) -> Iterator[str]:
    """The way to a field in words: an exercise by its id, everything else as it is written."""
    here: Any = document
    for step in location:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, int):
            name = here.get("id") if isinstance(here, dict) else None
            yield name[:50] if isinstance(name, str) and name.isidentifier() else str(step + 1)
        elif step != "[key]":
            yield step[:50] if step.isprintable() else shortened(step)
