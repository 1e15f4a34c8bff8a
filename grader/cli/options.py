"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from grader.course.shipped import named_courses, record_at

Function = TypeVar("Function", bound=Callable[..., Any])
_TRUST = "mnist-grade trusts a packed course"


class CoursePath(click.Path):
    """A course.yaml, the folder of a course, whose course.yaml is meant, a packed course, or the
    name of one that mnist-grade comes with.
    """

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path of the course.yaml, or of a packed course that may be run."""
        path = record_at(str(super().convert(value, param, ctx)))
        if path.suffix.lower() == ".zip" and (ctx is None or not ctx.resilient_parsing):
            self._opened(path, bool(ctx and ctx.meta.get(_TRUST)), param, ctx)
        return path

    def _opened(
        self, path: Path, trusted: bool, param: click.Parameter | None, ctx: click.Context | None
    ) -> None:
        """Have a packed course opened once, by somebody who says that its code may run."""
        from grader.course.packed import is_packed, is_trusted, trust
        from grader.errors import CourseError

        try:
            if not is_packed(path) or is_trusted(path):
                return
            said = (
                f"{path} is a course, and a course is a program: its checks and solutions run with "
                "your rights. Use it as you would a package of whoever gave it to you"
            )
            if not trusted and not (sys.stdin.isatty() and click.confirm(f"{said}. Run it?")):
                self.fail(f"{said}; if you trust them, add --trust", param, ctx)
            trust(path)
        except CourseError as error:
            self.fail(str(error), param, ctx)


def _note_trust(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    ctx.meta[_TRUST] = value


def course_option(function: Function) -> Function:
    """`--course`, as `course_file`, and `--trust` for the first use of a packed one."""
    course = click.option(
        "--course",
        "course_file",
        type=CoursePath(),
        envvar="MNIST_GRADE_COURSE",
        metavar="COURSE",
        help="A course's folder, its course.yaml, a packed course, or a name: "
        f"{', '.join(named_courses())}.",
    )
    trust = click.option(
        "--trust",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_note_trust,
        help="Run the code of a packed course without being asked.",
    )
    return course(trust(function))
