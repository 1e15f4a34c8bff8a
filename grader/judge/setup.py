"""What a lane needs to know before its first submission, and the digest of all that decides grades.

Two runs with the same digest give the same document for the same files.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Self

from grader.course.course import Course
from grader.course.shipped import CourseFolder, own_folder, shipped_folder
from grader.errors import DatasetError


@dataclass(frozen=True, slots=True)
class Grounds:
    """The name of the dataset in use, and the SHA-256 of course, dataset, checks and grader."""

    dataset: str
    digest: str


# What of the course is applied after grading: a change of it regrades nothing.
_WITHOUT = {
    "late", "due", "attempts", "protection", "record_hints", "requires", "bonus_above_maximum",
}  # fmt: skip

# What decides grades: all that the judge and the nursery import, in whole folders. A test holds it.
DECIDING = (
    "course", "datasets.py", "examiner", "findings", "frames", "judge", "kit", "results",
    "sandbox", "scenes", "submission", "worker",
)  # fmt: skip
_LIBRARIES = ("torch", "numpy")


@dataclass(frozen=True, slots=True)
class Setup:
    """The course, the dataset (None: the course's), the folder that its paths start at, and the
    least level of protection without which nothing is graded.
    """

    course: Course
    dataset: str | None = None
    folder: str = "."
    protection: str = "sealed"

    def to_json(self) -> str:
        """One line of JSON."""
        fields = {name: getattr(self, name) for name in ("dataset", "folder", "protection")}
        own = "" if self.course.folder.package else str(self.course.folder.record)
        return json.dumps({"course": self.course.model_dump(mode="json"), "own": own, **fields})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read back what `to_json` wrote."""
        document: dict[str, Any] = json.loads(text)
        own = document.pop("own")
        folder = own_folder(Path(own)) if own else shipped_folder()
        course = Course.model_validate(document.pop("course"), context=folder)
        return cls(course, **document)

    def fetch(self) -> None:
        """Download what is missing of the dataset here, where its progress is seen, and once.

        Raises:
            DatasetError: it cannot be had, and no fallback is declared.
        """
        settings = self.course.dataset
        name = self.dataset or settings.use
        if name == "digits" or (self.dataset is None and settings.file):
            return
        from grader.datasets import fetch

        try:
            fetch(name, Path(self.folder) / settings.folder)
        except DatasetError:
            if self.dataset or settings.fallback is None:
                raise

    def grounds(self) -> Grounds:
        """The dataset that is used here and now, and the digest of all that decides grades.

        Raises:
            DatasetError: the dataset is not there.
        """
        from grader.datasets import (  # NumPy is no business of who only hands this on
            OWN,
            fingerprint,
        )

        settings = self.course.dataset
        own = None if self.dataset else own_data(self.course)
        name, data = fingerprint(
            OWN if own else self.dataset or settings.use,
            folder=own or Path(self.folder) / settings.folder,
            fallback=None if self.dataset else settings.fallback,
        )
        course = self.course.model_dump(mode="json", exclude=_WITHOUT)
        course["dataset"].pop("folder")  # its content counts, wherever it lies
        parts = (json.dumps(course), name, data, grader_digest(), course_digest(self.course.folder))
        return Grounds(name, hashlib.sha256("\0".join(parts).encode()).hexdigest())

    @property
    def patience(self) -> float:
        """Seconds after which a lane that does not answer is given up: what a submission may take.

        Where that is less than a minute it is one, for the judge's own work on a busy machine.
        """
        limits = self.course.limits
        return max(60.0, limits.submission_seconds * limits.wall_factor)

    @property
    def patience_of_an_epoch(self) -> float:
        """Seconds after which no answer to an epoch is waited for: twice what one may take."""
        limits = self.course.limits
        return 60 + 2 * limits.training_seconds * limits.wall_factor


def own_data(course: Course) -> Path | None:
    """The file of a course's own data set; relative to the course, or wherever it says."""
    name = course.dataset.file
    return None if name is None else course.folder.record.parent / name


def moved(text: str, record: Path) -> str:
    """What `Setup.to_json` wrote, for a machine on which a course of one's own lies elsewhere."""
    return json.dumps(json.loads(text) | {"own": str(record)})


def grader_digest() -> str:
    """SHA-256 over the source of all that decides, and the versions of what it rests on."""
    root = Path(__file__).parent.parent
    whole = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root)
        if name.parts[0] in DECIDING:
            _add(whole, name.as_posix(), path)
    for library in _LIBRARIES:
        try:
            whole.update(f"{library} {version(library)}\0".encode())
        except PackageNotFoundError:
            whole.update(f"{library}\0".encode())
    return whole.hexdigest()


def digest_of(course: Course) -> str:
    """SHA-256 over a course: its record as it is in force, and all that its author wrote."""
    # A copy of a course that says its format is the same course.
    plain = course.model_dump(mode="json", exclude={"format", "extends"})
    record = json.dumps(plain, sort_keys=True)
    return hashlib.sha256(f"{record}\0{course_digest(course.folder)}".encode()).hexdigest()


def course_digest(folder: CourseFolder) -> str:
    """SHA-256 over a course's solutions and what its author wrote for a judge, wherever it lies."""
    whole = hashlib.sha256()
    author = (folder.checks, folder.mistakes, folder.code / "stand_ins")
    for place in (folder.solutions, *author):
        for path in sorted(filter(Path.is_file, place.rglob("*"))):
            name = path.relative_to(place)
            # What Python and editors leave there decides nothing.
            if not any(part.startswith((".", "__pycache__")) for part in name.parts):
                _add(whole, f"{place.name}/{name.as_posix()}", path)
    for path in sorted(folder.code.glob("*.py")):
        _add(whole, path.name, path)
    return whole.hexdigest()


def _add(whole: hashlib._Hash, name: str, path: Path) -> None:
    whole.update(f"{name}\0{path.stat().st_size}\0".encode())
    whole.update(path.read_bytes())
