"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


class CoursePath(click.Path):
    """A course.yaml, or the folder of a course, whose course.yaml is meant."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path of the course.yaml."""
        path = Path(str(super().convert(value, param, ctx)))
        return path / "course.yaml" if path.is_dir() else path


course_option = click.option(
    "--course",
    "course_file",
    type=CoursePath(),
    envvar="MNIST_GRADE_COURSE",
    help="A course.yaml, or its folder.",
)
