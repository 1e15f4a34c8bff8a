"""A wheel of this very grader, packed from what is installed: a wheel or a checkout alike."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from grader.course.shipped import SHIPPED, shipped
from grader.errors import CourseError
from grader.results.zipped import zipped

PACKAGE = Path(__file__).parent.parent.parent
# What an installer adds is no part of a wheel, nor is what grew while it was used.
_METADATA = ("METADATA", "WHEEL", "entry_points.txt", "licenses")
_GROWN = ("__pycache__", "data")


def make_wheel() -> tuple[str, bytes]:
    """The name of the wheel and its bytes, which are the same for the same code.

    Raises:
        CourseError: mnist-grade runs from a folder in which it was never installed.
    """
    try:
        installed = distribution("mnist-grade")
    except PackageNotFoundError:
        raise CourseError("mnist-grade is not installed here; in a clone, run uv sync") from None
    name = f"mnist_grade-{installed.version}"
    members = dict(sorted(_package())) | dict(sorted(_metadata(installed, f"{name}.dist-info")))
    record = f"{name}.dist-info/RECORD"
    lines = [f"{path},{_digest(content)},{len(content)}\n" for path, content in members.items()]
    members[record] = "".join([*lines, f"{record},,\n"]).encode()
    return f"{name}-py3-none-any.whl", zipped(members)


def _package() -> Iterator[tuple[str, bytes]]:
    """The package's own files, and the course that a checkout has beside it."""
    for place in (PACKAGE, *map(shipped, SHIPPED)):
        inside = "grader" if place == PACKAGE else f"grader/{place.name}"
        for path in [place] if place.is_file() else place.rglob("*"):
            parts = path.relative_to(place).parts
            grown = any(part in _GROWN or part.startswith(".") for part in parts)
            if path.is_file() and not grown:
                yield "/".join((inside, *parts)), path.read_bytes()


def _metadata(installed: Distribution, folder: str) -> Iterator[tuple[str, bytes]]:
    for path in installed.files or ():
        if path.parts[0] == folder and path.parts[1] in _METADATA:
            yield path.as_posix(), path.read_binary()


def _digest(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
    return f"sha256={digest.rstrip(b'=').decode()}"
