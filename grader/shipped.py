"""Where the course lies that mnist-grade comes with."""

from __future__ import annotations

from pathlib import Path

# What a course consists of, and an installed package brings along: pyproject.toml puts it there.
SHIPPED = ("course.yaml", "exercises", "solutions")

# The package of its misconceptions.
MISTAKES = "grader.courses.mnist.mistakes"


def shipped(name: str) -> Path:
    """One of `SHIPPED`: inside an installed package, or where a checkout has it, beside that."""
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.exists() else package.parent / name


def of_the_course(name: str) -> Path:
    """A file of the course's code that is no module of ours, such as a stand-in."""
    return Path(__file__).parent / "courses" / "mnist" / name
