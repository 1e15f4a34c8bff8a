"""A second judge beside the one that proves a course, where there is a second core for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from grader.course.course import Course
from grader.course.mutants import mutants_of
from grader.errors import GradeError
from grader.judge.process import JudgeProcess
from grader.judge.setup import Setup
from grader.sandbox.cores import cores
from grader.submission.submission import Submission

# From so many mutants on a second judge saves more time than it takes to start.
FEWEST = 25

Key = TypeVar("Key")
Files = Mapping[str, bytes]
Plays = Callable[[Files], bool]


class Beside:
    """A judge in a process of its own for the same course; it warms up until it is first asked."""

    def __init__(self, process: JudgeProcess) -> None:
        self._process, self._warm = process, False

    def passes(self, exercise: str, files: Files) -> bool:
        """Whether an exercise passes in these files.

        Raises:
            GradeError: it cannot say, and is not to be asked again.
        """
        if not self._warm:
            self._process.greet()
            self._warm = True
        grade = self._process.grade_of(Submission("proof", dict(files)), [exercise], named=False)
        if grade.status == "failed":
            raise GradeError(grade.error)
        return grade.exercises[0].passed


@contextmanager
def judge_beside(
    course: Course, folder: Path, exercises: Iterable[str] | None = None
) -> Iterator[Beside | None]:
    """The second judge, which begins to warm up; None where it would not be worth its start.

    Raises:
        CourseError: the course has no exercise of that name.
    """
    if cores() < 2 or not _are_many(course, exercises):
        yield None
        return
    with JudgeProcess() as process:
        process.begin(Setup(course, folder=str(folder), protection="none"))
        yield Beside(process)


def _are_many(course: Course, exercises: Iterable[str] | None) -> bool:
    files = (e.file for e in course.chosen(exercises) if e.file.endswith(".py"))
    texts = ((course.folder.solutions / file).read_text(encoding="utf-8") for file in files)
    mutants = chain.from_iterable(map(mutants_of, texts))
    return sum(1 for _ in islice(mutants, FEWEST)) == FEWEST


def passing(
    played: Sequence[tuple[Key, Files]], here: Plays, beside: Plays | None = None
) -> set[Key]:
    """Those whose files pass, each played in one of two places.

    What `beside` cannot tell is played here, and so is all that is left by then.
    """
    left, passed = deque(played), set[Key]()

    def take(plays: Plays) -> None:
        while left:
            try:
                key, files = left.popleft()
            except IndexError:  # the other one was quicker
                return
            try:
                if plays(files):
                    passed.add(key)
            except GradeError:
                if plays is here:
                    raise
                left.append((key, files))
                return

    if beside is not None:
        with ThreadPoolExecutor(1) as thread:
            other = thread.submit(take, beside)
            take(here)
            other.result()
    take(here)
    return passed
