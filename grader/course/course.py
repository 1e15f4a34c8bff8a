"""course.yaml, parsed once into a frozen Course; every mistake in it is one clear error."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AwareDatetime,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from grader.course.checks import known_checks
from grader.course.contract import Contract
from grader.course.explaining import explain
from grader.course.marks import contract_of
from grader.course.packed import record_of
from grader.course.place import folder_of
from grader.course.plain_yaml import read_document, shortened
from grader.course.records import completed, shipped_exercises, shipped_records
from grader.course.relations import Part, Question, Relations, folder_in
from grader.course.settings import DatasetSettings, LatePolicy, LimitSettings, Targets
from grader.course.shipped import CourseFolder, called, record_named, shipped, shipped_folder
from grader.course.wanted import Wanted, shipped_wanted
from grader.errors import CourseError
from grader.results.verdict import Visibility
from grader.results.version import unmet

Points = Annotated[float, Field(ge=0, le=1000)]
# As course.yaml comes: whoever has mnist-grade knows it.
DEFAULT_SEED = "change me before the course begins"
Protection = Literal["none", "limits", "sealed"]


class CheckItem(Question):
    """The points of a check, whether students see its name and details, and what it may ask."""

    points: Points
    visibility: Visibility = Visibility.VISIBLE


class Exercise(Relations):
    """One exercise: its file, its checks in order, and its hints from weakest to strongest."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")
    title: str = Field(min_length=1, max_length=100)
    file: str = Field(pattern=r"^[a-z][a-z0-9_]{0,60}\.(py|yaml)$")
    bonus: bool = False
    checks: dict[str, CheckItem] = Field(min_length=1)
    hints: tuple[Annotated[str, Field(min_length=1)], ...] = Field(min_length=1, max_length=5)
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
    def _exercise_exists(cls, name: str, info: ValidationInfo) -> str:
        known = sorted(shipped_exercises())
        if folder_in(info).package and name not in known:
            near = difflib.get_close_matches(name, known, 1)
            remedy = f"did you mean {near[0]}?" if near else f"known are: {', '.join(known)}"
            raise ValueError(f"there is no exercise {name!r}; {remedy}")
        return name

    @field_validator("file")
    @classmethod
    def _has_a_solution(cls, file: str, info: ValidationInfo) -> str:
        known = contract_of(folder_in(info)).files
        if file not in known:
            raise ValueError(f"solutions/{file} is missing; write it, or name one of these: "
                             + ", ".join(known))  # fmt: skip
        return file

    @model_validator(mode="before")
    @classmethod
    def _completed(cls, record: Any, info: ValidationInfo) -> Any:
        """What it leaves out follows from the course that it varies, or from its solution."""
        return completed(record, folder_in(info))

    @model_validator(mode="after")
    def _checks_exist(self, info: ValidationInfo) -> Self:
        asking, folder = self.kind == "predictions", folder_in(info)
        known = self._questions(folder) if asking else known_checks(folder, self.id, self.file)
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

    def _questions(self, folder: CourseFolder) -> Iterable[str]:
        """Those that there may be: a variant asks what the course asks that it varies."""
        return shipped_records()[self.id]["checks"] if folder.package else self.checks


class Course(Part):
    """The whole course; `requires` is what it asks of the version of mnist-grade.

    Where `bonus_above_maximum` is not so, a bonus makes up for points lost and lifts no score above
    the full points, on pages and in gradebooks.
    """

    format: Literal[1] | None = None
    extends: Literal["mnist-sgd"] | None = None
    requires: str | None = None
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")
    title: str = Field(min_length=1, max_length=100)
    seed: str = Field(min_length=1, max_length=200)
    dataset: DatasetSettings = DatasetSettings()
    targets: Targets | None = None
    limits: LimitSettings = LimitSettings()
    due: AwareDatetime | None = None
    attempts: Literal["last", "best"] = "last"
    late: LatePolicy = LatePolicy()
    protection: Protection = "sealed"
    record_hints: bool = False
    bonus_above_maximum: bool = True
    exercises: tuple[Exercise, ...] = Field(min_length=1)
    _folder: CourseFolder = PrivateAttr(default_factory=shipped_folder)

    def model_post_init(self, context: Any) -> None:
        """Know where its files lie: what it is read with says so."""
        self._folder = context or shipped_folder()

    @property
    def folder(self) -> CourseFolder:
        """Where its lesson, its solutions and its author's code lie."""
        return self._folder

    @property
    def contract(self) -> Contract:
        """What a submission is to define, as its solutions say it."""
        return contract_of(self._folder)

    @property
    def wanted(self) -> Wanted:
        """What a submission is read for: a variant's is that of the course that it varies."""
        if self._folder.package:
            return shipped_wanted()
        return Wanted.by(self.contract, [e.model_dump() for e in self.exercises])

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
        if own:
            self._require_settings()
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

    def _datasets(self) -> tuple[str, ...]:
        """The names of what a course of one's own may train on."""
        settings = self.dataset
        if settings.file:
            return ("own",)
        return tuple({settings.use: None, settings.fallback or settings.use: None})

    def _require_settings(self) -> None:
        own = not self._folder.package
        for field in ("dataset",) if own else ("dataset", "targets"):
            if field not in self.model_fields_set:
                raise ValueError(f"{field}: is missing; add it")
        for name in self._datasets() if own else ("digits", "mnist"):
            if name not in self.dataset.training:
                raise ValueError(f"dataset: training: {name} is missing; add its settings")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        whole = self.max_score + self.held_back
        if whole <= 0:
            raise ValueError("exercises: there is nothing to gain; give one of them points")
        return self


def built_in_course() -> Path:
    """The course.yaml that mnist-grade comes with."""
    return shipped("course.yaml")


def seed_warning(course: Course, path: Path) -> str:
    """What an instructor should hear of a seed that is no secret; empty where there is nothing."""
    if course.seed != DEFAULT_SEED:
        return ""
    name = called(path)
    remedy = "write one of your own"
    if record_named(name):
        remedy = (
            f"`mnist-grade course init my-course --course {name}` gives you a copy with its own"
        )
    return (
        f"{name}: seed is still the one that mnist-grade comes with, and students can read that; "
        f"{remedy}"
    )


def load_course(path: Path) -> Course:
    """Read and check a course.

    Raises:
        CourseError: it cannot be read or a field is wrong; the message says which, and what
            would be right.
    """
    path = record_of(path)
    document = read_document(path)
    # First of all: a course for a newer mnist-grade has fields that this one does not know.
    _require_version(path, document)
    try:
        return Course.model_validate(document, context=folder_of(path, document))
    except ValidationError as error:
        raise CourseError(explain(path, document, error)) from None


def _require_version(path: Path, document: object) -> None:
    asked = document.get("requires") if isinstance(document, dict) else None
    if asked is not None and (said := unmet(str(asked))):
        raise CourseError(f"{path}: requires: {shortened(asked)} {said}")
