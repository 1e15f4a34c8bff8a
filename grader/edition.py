"""What a student gets: fresh starters with the lesson, and the edition of a course for students.

Nothing is copied that is not on the list: the exercises' own files, the lesson, a course.yaml
without the seed and the hidden checks, and a page that says how to begin.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from string import Template

import yaml

from grader.course import Course
from grader.errors import CourseError
from grader.intake import CONTRACT_FILES
from grader.starters import cut
from grader.verdict import Visibility

LESSON = "README.md"
PUBLIC_SEED = "the public seed of the student edition"
_PACKAGE = Path(__file__).parent
# Every member of an archive gets this time, so that the same edition is the same bytes.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def fresh_starters() -> dict[str, bytes]:
    """The lesson and the starters by name: cut from the solutions where these are, else as packed.

    Raises:
        CourseError: a file is missing from this installation.
    """
    solutions = _PACKAGE.parent / "solutions"
    exercises = _PACKAGE.parent / "exercises"
    folder = exercises if exercises.is_dir() else _PACKAGE / "exercises"
    try:
        files = {name: (folder / name).read_bytes() for name in (LESSON, *CONTRACT_FILES)}
        if solutions.is_dir():  # in a checkout somebody may have filled in exercises/
            for name in CONTRACT_FILES:
                text = (solutions / name).read_text(encoding="utf-8")
                files[name] = cut(text, yaml=name.endswith(".yaml")).encode()
    except OSError as error:
        raise CourseError(
            f"{error.filename}: {error.strerror}; install mnist-grade again"
        ) from None
    return files


def start(folder: Path) -> tuple[list[str], list[str]]:
    """Put the starters into a folder; returns the names written, and those that were there.

    Raises:
        CourseError: the folder cannot be made or written to.
    """
    written: list[str] = []
    left: list[str] = []
    for name, content in fresh_starters().items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / name).open("xb") as file:  # never over what is there, links included
                file.write(content)
            written.append(name)
        except FileExistsError:
            if not folder.is_dir():
                raise CourseError(f"{folder}: is a file; name a folder") from None
            left.append(name)
        except OSError as error:
            raise CourseError(f"{folder}: cannot be written to: {error.strerror}") from None
    return written, left


def student_edition(course: Course) -> dict[str, bytes]:
    """Every file of the student edition by name.

    Raises:
        CourseError: something secret would get into it.
    """
    public = public_course(course)
    wanted = {exercise.file for exercise in public.exercises}
    starters = {f"exercises/{n}": c for n, c in fresh_starters().items() if n in wanted | {LESSON}}
    files = {
        "README.md": _front_page(public).encode(),
        "course.yaml": _course_text(public).encode(),
        **starters,
    }
    _refuse_secrets(files, course)
    return files


def public_course(course: Course) -> Course:
    """The course as students may have it: a public seed, and no check that is hidden.

    Raises:
        CourseError: an exercise has no other checks.
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
        exercises.append(exercise.model_copy(update=changed))
    return course.model_copy(update={"seed": PUBLIC_SEED, "exercises": tuple(exercises)})


def write_edition(files: Mapping[str, bytes], out: Path) -> None:
    """Write an edition into a new folder, or into a new archive where the name ends in .zip.

    Raises:
        CourseError: there is something already, or it cannot be written.
    """
    try:
        if out.is_file() or out.is_symlink() or (out.is_dir() and any(out.iterdir())):
            raise CourseError(f"{out}: is there already; name a new folder or .zip, or remove it")
        if out.suffix.lower() == ".zip":
            _write_archive(files, out)
            return
        for name, content in files.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(content)
    except OSError as error:
        raise CourseError(f"{out}: cannot be written: {error.strerror}") from None


def _write_archive(files: Mapping[str, bytes], out: Path) -> None:
    fresh = out.with_name(f".{out.name}.{os.getpid()}.new")
    try:
        with zipfile.ZipFile(fresh, "x", zipfile.ZIP_DEFLATED) as archive:
            for name, content in sorted(files.items()):
                member = zipfile.ZipInfo(f"{out.stem}/{name}", _LONG_AGO)
                member.compress_type = zipfile.ZIP_DEFLATED
                member.external_attr = 0o100644 << 16
                archive.writestr(member, content)
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)


def _course_text(public: Course) -> str:
    """The public course as YAML."""
    head = (
        "# The course, as students have it. Its seed is public, and checks that only your\n"
        "# instructor runs are left out: their points stand under held_back.\n"
    )
    document = json.loads(public.model_dump_json(exclude_defaults=True))
    return head + yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=96)


def _front_page(public: Course) -> str:
    page = (_PACKAGE / "templates" / "student-edition.md").read_text(encoding="utf-8")
    words = {"title": public.title, "held_back": f"{public.held_back:g}"}
    return Template(page).substitute(words)


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
