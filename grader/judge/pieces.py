"""What an exercise needs of others: which are judged before it, and what is lent to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from grader.course.contract import Contract
from grader.course.course import Course, Exercise
from grader.course.records import shipped_records
from grader.course.relations import Uses
from grader.course.shipped import CourseFolder
from grader.datasets import Dataset
from grader.examiner.retraining import TrainingPlan
from grader.sandbox.patience import Patience


def files_used(contract: Contract, exercise: Exercise) -> set[str]:
    """The files of the other exercises whose pieces a training is made of."""
    pieces = exercise.uses.roles() if exercise.uses else ()
    return {contract.definitions[piece].file for piece in pieces} - {exercise.file}


def needed_first(
    exercises: Iterable[Exercise], needed: Callable[[Exercise], set[str]]
) -> list[Exercise]:
    """Each exercise after those whose files it needs; else as they stand."""
    waiting = {exercise.file: exercise for exercise in exercises}
    return [e for file in [*waiting] for e in _with_needed(file, waiting, needed)]


def _with_needed(
    file: str, waiting: dict[str, Exercise], needed: Callable[[Exercise], set[str]]
) -> Iterator[Exercise]:
    exercise = waiting.pop(file, None)
    if exercise is None:
        return
    before = needed(exercise)
    for other in [other for other in waiting if other in before]:
        yield from _with_needed(other, waiting, needed)
    yield exercise


def plan_of(
    course: Course, dataset: Dataset, exercise: Exercise, passed: set[str], patience: Patience
) -> TrainingPlan | None:
    """The training of an exercise, with the learner's pieces of the files that have passed."""
    uses = exercise.uses
    if uses is None:
        return None
    settings = course.dataset.training[dataset.name]  # type: ignore[index]
    return TrainingPlan(
        dataset=dataset,
        model=uses.model,
        parts=uses.parts(),
        own=pieces_of(course.contract, exercise, passed),
        alone=pieces_of(course.contract, exercise, set()),
        words=_words_for(course, uses),
        epochs=settings.epochs[uses.model],
        lr=settings.learning_rate,
        batch_size=settings.batch_size,
        accuracy=settings.accuracy[uses.model],
        patience=patience,
    )


def pieces_of(contract: Contract, exercise: Exercise, passed: set[str]) -> tuple[str, ...]:
    """The learner's own pieces in a training, by the files that passed; those of its own file last.

    Each is proven by the exercise whose file defines it.
    """
    file_of = contract.definitions
    pieces = exercise.uses.roles() if exercise.uses else ()
    proven = [p for p in pieces if file_of[p].file in passed - {exercise.file}]
    return (*proven, *(p for p in pieces if file_of[p].file == exercise.file))


def _words_for(course: Course, uses: Uses) -> dict[str, str]:
    """What each piece is called where PyTorch's own stands in its place.

    That is its role in the training; where a file has no such piece, all of it bears the name of
    its exercise.
    """
    words, roles = dict[str, str](), uses.roles()
    for exercise, file in _files(course).items():
        pieces = course.contract.names_in(file)
        words |= {p: roles[p] for p in pieces if p in roles} or dict.fromkeys(pieces, exercise)
    return words


def _files(course: Course) -> dict[str, str]:
    """The file of each exercise; those that a variant dropped are there, too."""
    shipped = shipped_records() if course.folder.package else {}
    return {name: record["file"] for name, record in shipped.items()} or {
        exercise.id: exercise.file for exercise in course.exercises
    }


def stand_ins_of(folder: CourseFolder, exercises: Iterable[Exercise]) -> dict[str, str]:
    """The texts that stand in for exercises, by the modules that they take the place of."""
    return {
        exercise.file.removesuffix(".py"): (folder.code / exercise.stand_in).read_text("utf-8")
        for exercise in exercises
        if exercise.stand_in
    }
