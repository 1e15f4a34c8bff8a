"""One submission from path to grade, once: what `mnist-grade check` does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grader.judge.process import JudgeProcess

if TYPE_CHECKING:
    from grader.judge.setup import Setup
    from grader.results.verdict import Grade
    from grader.submission.submission import Submission


def check_submission(
    path: Path,
    exercises: tuple[str, ...] | None = None,
    dataset: str | None = None,
    folder: Path | None = None,
    course_file: Path | None = None,
    require: str = "none",
) -> tuple[Grade, Submission]:
    """Grade a submission once, with a judge of its own; the grade, and what was read.

    Raises:
        CourseError, SubmissionError, DatasetError: what was given cannot be used.
        ProtectionError: this machine protects below the level that is required.
        JudgeError: the grader itself failed.
    """
    # It imports torch in its own process, on another core, while this one reads.
    with JudgeProcess("once") as judge:
        from grader.submission.reader.reader import warm_reader
        from grader.submission.submission import read_submission

        warm_reader().start()
        setup = setup_for(course_file, dataset, folder, require)
        setup.course.chosen(exercises)
        setup.fetch()
        judge.begin(setup)
        submission = read_submission(path, wanted=setup.course.wanted)
        judge.greet()
        return judge.grade_of(submission, exercises), submission


def setup_for(
    course_file: Path | None,
    dataset: str | None = None,
    folder: Path | None = None,
    require: str | None = "none",
) -> Setup:
    """What a judge is told of a course: None is the built-in one; `folder` is MNIST's.

    `require` is the least level of protection, None for the course's own.

    Raises:
        CourseError: it cannot be used.
    """
    from grader.course.course import built_in_course, load_course
    from grader.course.place import data_home
    from grader.judge.setup import Setup

    path = course_file or built_in_course()
    course = load_course(path)
    if folder is not None:
        settings = course.dataset.model_copy(update={"folder": str(folder.absolute())})
        course = course.model_copy(update={"dataset": settings})
    return Setup(course, dataset, str(data_home(path)), require or course.protection)
