"""Which folder a course.yaml stands for: its own, or that of the course that it varies."""

from __future__ import annotations

from pathlib import Path

from grader.course.packed import record_of
from grader.course.plain_yaml import read_document
from grader.course.shipped import PACKAGE, CourseFolder, own_folder, shipped, shipped_folder
from grader.errors import CourseError


def folder_of(path: Path, document: object) -> CourseFolder:
    """Where the course of a course.yaml lies: its own folder, or that of the course it varies.

    Raises:
        CourseError: it is to be a course of its own, and there are no solutions beside it.
    """
    told = document if isinstance(document, dict) else {}
    own = told.get("format") is not None and told.get("extends") is None
    if not own or path.resolve() == shipped("course.yaml").resolve():
        return shipped_folder()
    folder = own_folder(path)
    if not folder.solutions.is_dir():
        raise CourseError(
            f"{path}: format: is for a course with its own solutions, and there is no folder "
            f"{folder.solutions}; make it, or add `extends: mnist-sgd` to vary the course that "
            "mnist-grade comes with"
        )
    return folder


def folder_at(path: Path | None) -> CourseFolder | None:
    """Where the course of that course.yaml lies; None for the one that mnist-grade comes with.

    Raises:
        CourseError: it cannot be read.
    """
    if path is None:
        return None
    record = record_of(path)
    folder = folder_of(record, read_document(record))
    return None if folder.package else folder


def data_home(course_file: Path) -> Path:
    """Where a course's data folder starts: beside its file, and here for the packed course's."""
    packed = course_file == PACKAGE / "course.yaml"
    return Path.cwd() if packed else course_file.parent.absolute()
