"""Where a course lies: the one that mnist-grade comes with, and one of an instructor's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

# What a course consists of, and an installed package brings along: pyproject.toml puts it there.
PACKAGE = Path(__file__).parent.parent
SHIPPED = ("course.yaml", "exercises", "solutions")


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """Where the files of a course lie.

    `record` is its course.yaml; `code` holds what its author wrote for the judge: checks,
    mistakes, stand-ins. `package` is the name under which Python imports `code` where the course
    comes with mnist-grade; empty for one of an instructor's own.
    """

    record: Path
    exercises: Path
    solutions: Path
    code: Path
    package: str = ""

    @property
    def checks(self) -> Path:
        """The folder of the hidden checks, one file an exercise; it need not be there."""
        return self.code / "checks"

    @property
    def mistakes(self) -> Path:
        """The folder of misconceptions that concern several exercises; it need not be there."""
        return self.code / "mistakes"


def shipped(name: str) -> Path:
    """One of `SHIPPED`: inside an installed package, or where a checkout has it, beside that."""
    inside = PACKAGE / name
    return inside if inside.exists() else PACKAGE.parent / name


@cache
def shipped_folder() -> CourseFolder:
    """The course that mnist-grade comes with."""
    code = PACKAGE / "courses" / "mnist"
    record, exercises, solutions = map(shipped, SHIPPED)
    return CourseFolder(record, exercises, solutions, code, "grader.courses.mnist")


def named_courses() -> tuple[str, ...]:
    """The names of the other courses that mnist-grade comes with, each a folder like any other."""
    return tuple(sorted(path.parent.name for path in (PACKAGE / "courses").glob("*/course.yaml")))


def record_named(name: str) -> Path | None:
    """The course.yaml of one of `named_courses`; None where it is none of these names."""
    return PACKAGE / "courses" / name / "course.yaml" if name in named_courses() else None


def record_at(place: str) -> Path:
    """The course.yaml of what a user gives: the name of a course, a course's folder, or a file."""
    # SECURITY: a name is asked for first, so that a folder which was handed in and has that name
    # is not taken for the course; such a folder is named by a path: ./NAME.
    if (record := record_named(place)) is not None:
        return record
    return Path(place, "course.yaml") if Path(place).is_dir() else Path(place)


def called(record: Path) -> str:
    """What `record_at` finds it by: its name where it comes along, and else its path."""
    name = record.parent.name
    known = record_named(name)
    return name if known and known.resolve() == record.resolve() else str(record)


def own_folder(record: Path) -> CourseFolder:
    """The course of an instructor's own whose course.yaml that is."""
    home = record.absolute().parent
    return CourseFolder(record.absolute(), home / "exercises", home / "solutions", home)
