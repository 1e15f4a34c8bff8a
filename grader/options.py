"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

course_option = click.option(
    "--course",
    "course_file",
    type=click.Path(path_type=Path),
    envvar="MNIST_GRADE_COURSE",
    help="A course.yaml.",
)
