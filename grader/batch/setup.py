"""What a lane needs to know before its first submission, and the digest of all that decides grades.

Two runs with the same digest give the same document for the same files.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Self

from grader.course import Course
from grader.datasets import fingerprint

# What of the course is applied after grading: a change of it regrades nothing.
_WITHOUT = {"late", "due", "attempts", "record_hints"}

# Parts of the package that no grade depends on: how things are shown, stored and sent.
_NOT_GRADING = {"batch", "commands", "report", "ending.py", "cli.py", "check.py", "classbook.py"}
_LIBRARIES = ("torch", "numpy")


@dataclass(frozen=True, slots=True)
class Setup:
    """The course, the dataset (None: the course's), and the folder that its paths start at."""

    course: Course
    dataset: str | None = None
    folder: str = "."
    options: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> str:
        """One line of JSON, the same for the same setup."""
        return json.dumps(
            {
                "course": self.course.model_dump(mode="json"),
                "dataset": self.dataset,
                "folder": self.folder,
                "options": dict(self.options),
            },
            sort_keys=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read back what `to_json` wrote."""
        document: dict[str, Any] = json.loads(text)
        return cls(
            Course.model_validate(document["course"]),
            document["dataset"],
            document["folder"],
            tuple(document["options"].items()),
        )

    def digest(self) -> str:
        """SHA-256 over the course, the dataset's files and the grader, as they are here and now.

        Raises:
            DatasetError: the dataset is not there.
        """
        settings = self.course.dataset
        name, data = fingerprint(
            self.dataset or settings.use,
            folder=Path(self.folder) / settings.folder,
            fallback=None if self.dataset else settings.fallback,
        )
        course = self.course.model_dump(mode="json", exclude=_WITHOUT)
        course["dataset"].pop("folder")  # its content counts, wherever it lies
        parts = (json.dumps(course), name, data, grader_digest())
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def grader_digest() -> str:
    """SHA-256 over the source of the checks and of everything else that decides, and of torch."""
    root = Path(__file__).parent.parent
    whole = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root)
        if name.parts[0] not in _NOT_GRADING:
            whole.update(f"{name.as_posix()}\0{path.stat().st_size}\0".encode())
            whole.update(path.read_bytes())
    for library in _LIBRARIES:
        try:
            whole.update(f"{library} {version(library)}\0".encode())
        except PackageNotFoundError:
            whole.update(f"{library}\0".encode())
    return whole.hexdigest()
