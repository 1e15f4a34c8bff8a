"""Making a course of one's own: a folder to begin with, and one more exercise in it."""

from __future__ import annotations

import keyword
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from string import Template

import yaml

from grader.course.plain_yaml import read_document
from grader.course.shipped import CourseFolder
from grader.errors import CourseError

# What of an author's code makes a course; `explore` belongs to the package's own pages.
PLACES = ("checks", "mistakes", "stand_ins", "right", "data")

_TEMPLATES = Path(__file__).parent / "templates" / "own"
_ID = re.compile(r"[a-z][a-z0-9_]{0,40}")
_FIRST = "accuracy"


def files_in(folder: CourseFolder) -> dict[str, bytes]:
    """Every file of a course by its place in the course's folder, wherever it lies.

    Raises:
        CourseError: one cannot be read.
    """
    places = {"exercises": folder.exercises, "solutions": folder.solutions}
    places |= {name: folder.code / name for name in PLACES}
    found = {"course.yaml": folder.record}
    found |= {path.name: path for path in sorted(folder.code.glob("*.py"))}
    for name, place in places.items():
        for path in sorted(place.rglob("*")):
            inside = path.relative_to(place).parts
            grown = any(part.startswith((".", "__pycache__")) for part in inside)
            if path.is_file() and not grown:
                found["/".join((name, *inside))] = path
    try:
        return {name: path.read_bytes() for name, path in found.items()}
    except OSError as error:
        raise CourseError(f"{error.filename}: cannot be read: {error.strerror}") from None


def new_course(folder: Path, like: CourseFolder | None, exercise: str = _FIRST) -> list[str]:
    """Write a course to begin with into a new folder; returns the names of its files.

    It is a copy of a course, to be changed, with a seed of its own; without one it is one
    `exercise`.

    Raises:
        CourseError: the name is no good, there is something already, or it cannot be written.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise CourseError(f"{folder}: is there already; name a new folder, or empty this one")
    files = _copied(like) if like else _bare(folder.absolute().name, _named(exercise))
    _write(folder, files)
    return list(files)


def new_exercise(record: Path, exercise: str) -> list[str]:
    """Add an exercise that works, to be changed: its record, its solution, its checks.

    Raises:
        CourseError: the name is no good, it is there already, or something cannot be written.
    """
    text = _with_record(record, _named(exercise))
    files = _exercise(exercise)
    for name in files:
        if (record.parent / name).exists():
            raise CourseError(f"{record.parent / name}: is there already; name another exercise")
    _write(record.parent, files | {"course.yaml": text.encode()})
    return ["course.yaml", *files]


def _named(exercise: str) -> str:
    """The name of an exercise, if it is one."""
    if not _ID.fullmatch(exercise) or keyword.iskeyword(exercise):
        raise CourseError(
            f"{exercise}: no name for an exercise; write small letters, digits and _, a letter "
            "first, as in label_smoothing"
        )
    return exercise


def _copied(like: CourseFolder) -> dict[str, bytes]:
    """A course as one of its own."""
    files = files_in(like)
    seed = f'seed: "{secrets.token_hex(16)}"'
    record = re.sub(r"^seed: .*$", seed, files["course.yaml"].decode(), count=1, flags=re.M)
    if not re.search(r"^format: ", record, flags=re.M):
        head = "# A course of its own, with its own solutions, checks and mistakes.\nformat: 1\n"
        record = head + record
    return files | {"course.yaml": record.encode()}


def _bare(name: str, exercise: str) -> dict[str, bytes]:
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "my-course"
    title = plain.replace("-", " ").capitalize()
    record = _filled("course.yaml", name=plain, title=title, seed=secrets.token_hex(16))
    lesson = _filled("README.md", title=title) + _row(exercise)
    return {
        "course.yaml": (record + _indented(_record_of(exercise), 2)).encode(),
        "exercises/README.md": lesson.encode(),
        **_exercise(exercise),
    }


def _exercise(exercise: str) -> dict[str, bytes]:
    return {
        f"solutions/{exercise}.py": _filled("solution.py.txt", function=exercise).encode(),
        f"checks/{exercise}.py": _filled("checks.py.txt").encode(),
    }


def _record_of(exercise: str) -> str:
    return _filled("record.yaml", exercise=exercise, title=exercise.replace("_", " ").capitalize())


def _row(exercise: str) -> str:
    return f"| 1 | [{exercise}.py]({exercise}.py) | `{exercise}` |\n"


def _filled(template: str, **words: str) -> str:
    return Template((_TEMPLATES / template).read_text(encoding="utf-8")).substitute(words)


def _indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}" for line in text.splitlines(keepends=True))


def _with_record(record: Path, exercise: str) -> str:
    """The text of a course.yaml with one more exercise at the end of its list.

    Raises:
        CourseError: it has such an exercise, or no list that one could be added to.
    """
    known = read_document(record).get("exercises")
    if any(isinstance(each, dict) and each.get("id") == exercise for each in known or ()):
        raise CourseError(f"{record}: exercises: {exercise} is there already; name another one")
    text = record.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    last, column = _end_of_list(record, yaml.compose(text, Loader=yaml.SafeLoader), lines)
    lines[last] = lines[last].rstrip("\n") + "\n"
    lines.insert(last + 1, _indented(_record_of(exercise), column))
    return "".join(lines)


def _end_of_list(record: Path, document: yaml.Node | None, lines: list[str]) -> tuple[int, int]:
    """The last line of the exercises with something on it, and the column of their dashes."""
    for key, node in document.value if document else ():
        if key.value == "exercises" and isinstance(node, yaml.SequenceNode) and node.value:
            if node.flow_style:
                break
            last = node.value[-1].end_mark.line
            said = [n for n in _said(lines) if node.start_mark.line <= n < max(last, 1)]
            return (said or [node.start_mark.line])[-1], node.start_mark.column
    raise CourseError(
        f"{record}: exercises: is no list of records, one below the other; write it as in docs: "
        "`exercises:`, then `  - id: NAME`"
    )


def _said(lines: list[str]) -> Iterator[int]:
    """The numbers of the lines that hold more than a comment."""
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise CourseError(f"{error.filename}: cannot be written: {error.strerror}") from None
