"""Whether a course's own solution passes it: a course that cannot be right grades nobody.

An accuracy that no training reaches costs every right submission its points. The solution is graded
as a submission is, once, and its grade is kept in the store under the digest of all that decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.course.course import Course, built_in_course, load_course
from grader.course.shipped import shipped
from grader.errors import CourseError
from grader.results.verdict import Grade, Outcome
from grader.submission.submission import Submission

# What of a variant may keep the solution from passing that mnist-grade comes with.
_DECIDING = ("dataset", "limits")
MOST_NAMED = 5


def needs_proof(course: Course) -> bool:
    """Whether a course is another one than that which mnist-grade comes with, and is proven with.

    Its seed, points and hints may be others: with any of them the solution passes.
    """
    if not course.folder.package:
        return True
    shipped_one = load_course(built_in_course())
    here, there = ({n: _plain(c, n) for n in _DECIDING} for c in (course, shipped_one))
    return here != there


def _plain(course: Course, name: str) -> Any:
    plain = course.model_dump(mode="json")[name]
    return {k: v for k, v in plain.items() if k != "folder"} if name == "dataset" else plain


def solution_of(course: Course) -> Submission:
    """The course's own solution, as somebody would hand it in."""
    folder = shipped("solutions") if course.folder.package else course.folder.solutions
    files = {e.file: (folder / e.file).read_bytes() for e in course.exercises}
    return Submission("the course's own solution", files)


def refuse_unsolvable(document: dict[str, Any], course_file: Path) -> None:
    """Raises: CourseError, where the grade of the solution is not full marks.

    What could not be judged says nothing of the course.
    """
    grade = Grade.from_json({**document, "submission": ""})
    wrong = [*_failures(grade)]
    if not wrong or grade.error:
        return
    more = f" (and {len(wrong) - MOST_NAMED} more)" if len(wrong) > MOST_NAMED else ""
    raise CourseError(
        f"{course_file}: the course's own solution does not pass it, so nobody can: "
        f"{'; '.join(wrong[:MOST_NAMED])}{more}. {_remedy(grade)}"
    )


def _remedy(grade: Grade) -> str:
    if grade.training is not None and grade.training.asked is not None:
        field = f"dataset.training.{grade.dataset}"
        return f"Ask for less in {field}.accuracy, or for more in {field}.epochs"
    return "Mend its solution, or what these checks ask for"


def _failures(grade: Grade) -> Iterator[str]:
    """What the solution fails, and an accuracy that is asked for and that it does not reach."""
    training = grade.training
    if training is not None and training.asked is not None:
        # Right submissions are asked for less, then; but nobody meant a course like that.
        reached = min(m.validation_accuracy for m in training.metrics)
        yield f"its training reaches {reached:.1%} and not {training.asked:.1%}"
    for exercise in grade.exercises:
        for check in exercise.checks:
            if check.outcome is Outcome.FAILED:
                seen = "; ".join(f"{e.what}: {e.got}, not {e.expected}" for e in check.evidence[:1])
                yield f"{exercise.id}/{check.id}" + (f" ({seen})" if seen else "")
