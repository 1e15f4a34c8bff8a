"""What a student gets: fresh starters with the lesson, and the edition of a course for students.

Nothing is copied that is not on the list: the exercises' own files, the lesson, a course.yaml
without the seed and the hidden checks, and a page that says how to begin.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

import yaml

from grader.course.course import Course, Exercise
from grader.course.lesson import first_to_write, lesson_of
from grader.course.marks import contract_of
from grader.course.records import QUESTION, RELATIONS
from grader.course.shipped import CourseFolder, called, record_named
from grader.course.starters import cut
from grader.errors import CourseError
from grader.results.verdict import Visibility
from grader.results.zipped import write_zipped

LESSON = "README.md"
PUBLIC_SEED = "the public seed of the student edition"
_TEMPLATES = Path(__file__).parent / "templates"


def fresh_starters(folder: CourseFolder) -> dict[str, bytes]:
    """The lesson and every starter by name, cut from the solutions: exercises/ may be filled in.

    Raises:
        CourseError: a file of the course is missing.
    """
    try:
        files = {LESSON: (folder.exercises / LESSON).read_bytes()}
        for name in contract_of(folder).files:
            text = (folder.solutions / name).read_text(encoding="utf-8")
            files[name] = cut(text, yaml=name.endswith(".yaml")).encode()
    except OSError as error:
        remedy = "install mnist-grade again" if folder.package else "the course needs it; write it"
        raise CourseError(f"{error.filename}: {error.strerror}; {remedy}") from None
    return files


def starters_of(course: Course) -> dict[str, bytes]:
    """The lesson and the starters of one course: nothing of the exercises that it dropped.

    Raises:
        CourseError: a file of the course is missing.
    """
    files = fresh_starters(course.folder)
    lesson = lesson_of(course, files[LESSON].decode())
    return {LESSON: lesson.encode()} | {e.file: files[e.file] for e in course.exercises}


def start(folder: Path, course: Course) -> tuple[list[str], list[str]]:
    """Put a course's starters into a folder; returns the names written, and those there before.

    Raises:
        CourseError: the folder cannot be made or written to.
    """
    written: list[str] = []
    left: list[str] = []
    for name, content in starters_of(course).items():
        (written if write_new(folder / name, content) else left).append(name)
    return written, left


def write_new(path: Path, content: bytes) -> bool:
    """Write a file and its folder; whether it was written, which it is not where there is one.

    Raises:
        CourseError: the folder cannot be made or written to.
    """
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:  # never over what is there, links included
            file.write(content)
        return True
    except FileExistsError:
        if not folder.is_dir():
            raise CourseError(f"{folder}: is a file; name a folder") from None
        return False
    except OSError as error:
        raise CourseError(f"{folder}: cannot be written to: {error.strerror}") from None


def student_edition(course: Course) -> dict[str, bytes]:
    """Every file of the student edition by name.

    Raises:
        CourseError: something secret would get into it.
    """
    if not course.folder.package:
        files = {f"exercises/{name}": text for name, text in starters_of(course).items()}
        files["README.md"] = _own_page(course).encode()
        _refuse_secrets(files, course)
        return files
    public = public_course(course)
    files = {
        "README.md": _front_page(public).encode(),
        "course.yaml": _course_text(public).encode(),
        **{f"exercises/{name}": content for name, content in starters_of(public).items()},
    }
    _refuse_secrets(files, course)
    return files


def public_course(course: Course) -> Course:
    """The course as students may have it: a public seed, and no check that is hidden.

    Raises:
        CourseError: an exercise has no other checks, or relations that students do not have.
    """
    exercises = []
    for exercise in course.exercises:
        shown = {n: c for n, c in exercise.checks.items() if c.visibility is Visibility.VISIBLE}
        held_back = exercise.points + exercise.held_back - sum(c.points for c in shown.values())
        if not shown:
            raise CourseError(
                f"{exercise.id}: every check is hidden; make one visible, or take the exercise out"
            )
        changed = {"checks": shown, "held_back": held_back}
        made = exercise.model_copy(update=changed)
        _require_known(made)
        exercises.append(made)
    return course.model_copy(update={"seed": PUBLIC_SEED, "exercises": tuple(exercises)})


def _as_variant(exercise: Exercise) -> dict[str, Any]:
    """A record without its relations and questions, which students have with mnist-grade."""
    # SECURITY: the right answers are among them.
    record = exercise.model_dump(mode="json", exclude_defaults=True, exclude={*RELATIONS})
    checks = record["checks"].items()
    shown = {name: {f: v for f, v in item.items() if f not in QUESTION} for name, item in checks}
    return record | {"checks": shown}


def _require_known(exercise: Exercise) -> None:
    if Exercise.model_validate(_as_variant(exercise)) != exercise:
        raise CourseError(
            f"{exercise.id}: its relations or questions are not those of the course that "
            "mnist-grade comes with, and students have no others; take them out"
        )


def write_edition(files: Mapping[str, bytes], out: Path) -> None:
    """Write an edition into a new folder, or into a new archive where the name ends in .zip.

    Raises:
        CourseError: there is something already, or it cannot be written.
    """
    try:
        if out.is_file() or out.is_symlink() or (out.is_dir() and any(out.iterdir())):
            raise CourseError(f"{out}: is there already; name a new folder or .zip, or remove it")
        if out.suffix.lower() == ".zip":
            write_zipped(out, {f"{out.stem}/{n}": files[n] for n in sorted(files)})
            return
        for name, content in files.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(content)
    except OSError as error:
        raise CourseError(f"{out}: cannot be written: {error.strerror}") from None


def _course_text(public: Course) -> str:
    """The public course as YAML."""
    head = (
        "# The course, as students have it. Its seed is public, and checks that only your\n"
        "# instructor runs are left out: their points stand under held_back.\n"
    )
    document = json.loads(public.model_dump_json(exclude_defaults=True))
    document["exercises"] = [_as_variant(exercise) for exercise in public.exercises]
    return head + yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=96)


def _front_page(public: Course) -> str:
    held_back = f"{public.held_back:g}"
    return _page("student-edition.md", public, title=public.title, held_back=held_back)


_HANDED_OUT = """\
What right code does is decided by solutions, which are not in here: your instructor runs the
checks. Where your instructor hands out the course as one file, `course.zip`, you can run them, too,
in this folder. It is a program of your instructor's, and you are asked once whether it may run:"""
_COMES_ALONG = "This course comes with mnist-grade. Say in this folder which one you mean:"


def _own_page(course: Course) -> str:
    name = called(course.folder.record)
    known = record_named(name) is not None
    where, place = (_COMES_ALONG, name) if known else (_HANDED_OUT, "course.zip")
    return _page("own-edition.md", course, title=course.title, where=where, place=place)


def _page(name: str, course: Course, **words: str) -> str:
    page = (_TEMPLATES / name).read_text(encoding="utf-8")
    return Template(page).substitute(words | {"example": first_to_write(course.exercises).id})


def _refuse_secrets(files: Mapping[str, bytes], course: Course) -> None:
    """Hold that no file says what an edition must not say."""
    # SECURITY: a seed in a comment, or a filled-in exercise, would be handed to every student.
    hidden = [
        name
        for exercise in course.exercises
        for name, check in exercise.checks.items()
        if check.visibility is Visibility.HIDDEN
    ]
    secrets = [course.seed, *hidden, "BEGIN SOLUTION"]
    for name, content in files.items():
        text = content.decode("utf-8", "replace")
        for secret in secrets:
            if secret in text and secret != PUBLIC_SEED:
                raise CourseError(f"{name}: would give {secret!r} away; remove it from its source")
