"""One submission from path to grade: what `mnist-grade check` does, once or with a judge kept."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from grader.sandbox.launch import launch
from grader.verdict import Grade

if TYPE_CHECKING:
    from grader.course import Course
    from grader.judge.grading import Judge
    from grader.submission import Submission

Read = TypeVar("Read")


def check_submission(
    path: Path,
    exercises: tuple[str, ...] | None = None,
    dataset: str | None = None,
    folder: Path | None = None,
    course_file: Path | None = None,
) -> Grade:
    """Grade a submission once, with a judge of its own.

    Raises:
        CourseError, SubmissionError, DatasetError: what was given cannot be used.
        JudgeError: the grader itself failed.
    """

    def read(course: Course) -> Submission:
        from grader.submission import read_submission

        course.chosen(exercises)  # a wrong name is told at once, before torch is imported
        return read_submission(path)

    with warm_judge(read, dataset, folder, course_file) as (judge, submission):
        return judge.grade(submission, exercises)


@contextmanager
def warm_judge(
    first: Callable[[Course], Read],
    dataset: str | None = None,
    folder: Path | None = None,
    course_file: Path | None = None,
) -> Iterator[tuple[Judge, Read]]:
    """A judge, ready to grade, and what `first` returned: it is called before torch is imported.

    Raises:
        CourseError, DatasetError: the course cannot be used.
        JudgeError: the grader itself failed.
    """
    # It imports torch in its own process, on another core, while this one reads and imports.
    with launch() as nursery:
        from grader.course import built_in_course, load_course

        course_path = course_file or built_in_course()
        course = load_course(course_path)
        if folder is not None:
            settings = course.dataset.model_copy(update={"folder": str(folder.absolute())})
            course = course.model_copy(update={"dataset": settings})
        result = first(course)
        # Imported here: torch takes seconds, and a mistake in the command line none. The
        # collector would walk torch's modules again and again meanwhile: a fifth of that time.
        gc.disable()
        from grader.judge.grading import Judge

        gc.freeze()
        gc.enable()
        with Judge(course, dataset, course_path.parent, nursery) as judge:
            yield judge, result
