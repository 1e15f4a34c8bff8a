"""What is said where a path names nothing that can be checked: what was found, and what works."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import CourseError, GradeError, SubmissionError

if TYPE_CHECKING:
    from grader.submission.near import Near

Told = tuple[str, tuple[str, ...]]
NOTHING: Told = ("", ())


def line_of(error: GradeError, path: Path, course_file: Path | None, command: str) -> str:
    """An error on one line; where nothing was found at a path, with the command that works."""
    if not isinstance(error, SubmissionError):
        return str(error)
    found, words = found_at(path, course_file, command)
    return ": ".join(filter(None, ["; ".join(filter(None, [str(error), found])), " ".join(words)]))


def found_at(path: Path, course_file: Path | None, command: str) -> Told:
    """What was found in the place of a path, and the words of the command that works."""
    from grader.submission.near import near_path

    return _told(near_path, path, course_file, command)


def found_in(
    folder: Path, files: Sequence[str], exercises: Sequence[str], course_file: Path | None
) -> Told:
    """The same of a folder that holds none of these files, for `check` of some exercises."""
    from grader.submission.near import near_in

    found, words = _told(lambda path, _: near_in(path, files), folder, course_file, "check")
    return found, (*words, *(f"--exercise {name}" for name in exercises if words))


def _told(
    look: Callable[[Path, Sequence[str]], Near | None], path: Path, course_file: Path | None,
    command: str,
) -> Told:  # fmt: skip
    from grader.course.course import built_in_course, load_course
    from grader.results.harmless import as_word, clean

    try:
        course = load_course(course_file or built_in_course())
    except CourseError:
        return NOTHING
    near = look(path, course.contract.files)
    if near is None:
        return NOTHING
    exercise = next((e.id for e in course.exercises if near.file and e.file == near.file), "")
    one = (f"--exercise {exercise}",) if exercise and command == "check" else ()
    where = as_word(clean(near.path).replace("\n", " "))
    return near.found, (f"mnist-grade {command}", where, *one) if near.path else ()
