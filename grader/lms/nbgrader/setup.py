"""A new nbgrader course: its configuration, its assignment, and a gradebook with the roster."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path

from nbgrader.api import Gradebook

from grader.batch.roster import read_roster
from grader.course.authoring import files_in
from grader.course.course import Course, built_in_course, load_course
from grader.errors import CourseError
from grader.lms.nbgrader.assignment import LESSON, assignment_notebook
from grader.results.classbook import Student

CONFIG_FILE, COURSE_FILE, GRADEBOOK = "nbgrader_config.py", "course.yaml", "gradebook.db"

_CONFIG = '''\
"""nbgrader's configuration of this course; `nbgrader` commands are run beside it."""

from pathlib import Path

from grader.lms.nbgrader.configuration import configure

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "{course}"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)

# The grade cells are filled by mnist-grade's judge; the student's kernel is never started.
configure(c)
'''


def set_up(
    folder: Path,
    *,
    assignment: str | None = None,
    course_file: Path | None = None,
    solutions: Path | None = None,
    roster: Path | None = None,
) -> tuple[str, list[Path]]:
    """Write what a course needs into a folder; the assignment's name, and what was written.

    What is there already stays as it is.

    Raises:
        CourseError: the course or its solutions cannot be used.
        BatchError: the roster cannot be used.
    """
    students = read_roster(roster).students if roster else ()
    ours = folder / COURSE_FILE
    given = course_file or (ours if ours.is_file() else built_in_course())
    course = load_course(given)
    name = assignment or course.name
    notebook = folder / "source" / name / f"{name}.ipynb"
    text = _assignment(course, solutions or course.folder.solutions)
    config = _CONFIG.format(course=course.name)
    written = [
        path
        for path, content in (
            *((folder / name, text) for name, text in _course_files(course, given).items()),
            (folder / CONFIG_FILE, config),
            (notebook, text),
        )
        if _written(path, content)
    ]
    _fill_gradebook(folder, course, name, students)
    return name, written


def _written(path: Path, content: str | bytes) -> bool:
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return True


def _course_files(course: Course, given: Path) -> dict[str, str | bytes]:
    """The record; of a course of one's own all of it, which decides what right code does."""
    if course.folder.package:
        return {COURSE_FILE: given.read_text(encoding="utf-8")}
    return {**files_in(course.folder)}


def _assignment(course: Course, solutions: Path) -> str:
    import nbformat

    beside = solutions.parent / "exercises" / LESSON
    paths = [*(solutions / exercise.file for exercise in course.exercises), beside]
    try:
        files = {path.name: path.read_text(encoding="utf-8") for path in paths}
    except OSError as error:
        raise CourseError(
            f"{error.filename}: {error.strerror}; --solutions names the folder, and the lesson "
            "is ../exercises/README.md beside it"
        ) from None
    return str(nbformat.writes(assignment_notebook(course, files))) + "\n"


def gradebook_url(folder: Path) -> str:
    """The database that nbgrader uses unless it is told of another one."""
    return f"sqlite:///{folder.absolute() / GRADEBOOK}"


def _fill_gradebook(
    folder: Path, course: Course, assignment: str, students: Iterable[Student]
) -> None:
    # nbgrader starts `alembic` by its name: it lies beside our Python, also where no one said so.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    with Gradebook(gradebook_url(folder), course.name) as gradebook:
        due = course.due.astimezone(UTC).replace(tzinfo=None) if course.due else None
        gradebook.update_or_create_assignment(assignment, duedate=due)
        for student in students:
            first, last = first_and_last(student.name)
            gradebook.update_or_create_student(
                student.id, first_name=first, last_name=last, email=student.email or None
            )


def first_and_last(name: str) -> tuple[str | None, str | None]:
    """First and last name; without commas, which nbgrader's export would not quote."""
    last, comma, first = name.partition(",")
    if not comma:
        first, _, last = name.rpartition(" ")
    clean = (" ".join(part.replace(",", " ").split()) or None for part in (first, last))
    return next(clean), next(clean)
