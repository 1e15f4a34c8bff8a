"""What `mnist-grade doctor` finds out: whether grading can work here, and what protects it."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from importlib import metadata
from pathlib import Path
from typing import Any

from grader.course.course import Course, built_in_course, load_course, seed_warning
from grader.course.place import data_home
from grader.course.shipped import PACKAGE, called
from grader.datasets import KNOWN, available
from grader.errors import CourseError, JudgeError
from grader.sandbox.cores import cores
from grader.sandbox.levels import MEANING, Level, level_of, missing_for
from grader.sandbox.ways import Way, way_here

PACKAGES = ("mnist-grade", "torch", "numpy", "torchvision", "pytest")
OLDEST, NEWEST = (3, 11), (3, 14)
PROBE_SECONDS = 30
PORTABLE = (
    "processes of their own, started the portable way: time, memory and output are watched from "
    "outside, and nothing is sealed; grade no code with it that you would not run yourself"
)


class State(Enum):
    """How a row stands: fine, to be mended, absent but not needed, or in the way of grading."""

    GOOD = "good"
    WARNED = "warned"
    OFF = "off"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was looked at."""

    part: str
    name: str
    state: State
    text: str


def examine(course_file: Path | None = None, require: Level = Level.NONE) -> list[Row]:
    """Look at everything; quick, since neither torch nor a dataset is loaded.

    Where the machine protects below what is required, that is in the way of grading.
    """
    path = course_file or built_in_course()
    try:
        course, said = load_course(path), ""
    except CourseError as error:
        course, said = None, str(error)
    rows = [*_software(), *_machine(), *_course(path, course, said)]
    return [*rows, *_digits(course, data_home(path)), *_protection(course, require)]


def can_grade(rows: Iterable[Row]) -> bool:
    """Nothing that was looked at is in the way of grading."""
    return all(row.state is not State.BAD for row in rows)


def protects(rows: Iterable[Row]) -> bool:
    """The machine protects as far as was required."""
    return all(row.state is not State.BAD for row in rows if row.part == "Protection")


def _software() -> Iterator[Row]:
    known = OLDEST <= sys.version_info[:2] <= NEWEST
    wanted = "" if known else f": use {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}"
    version = platform.python_version() + wanted
    yield Row("Software", "Python", State.GOOD if known else State.BAD, version)
    for name in PACKAGES:
        try:
            yield Row("Software", name, State.GOOD, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Row("Software", name, State.BAD, f"not installed: {_remedy()}")


def _remedy() -> str:
    packed = built_in_course().parent == PACKAGE
    return "install mnist-grade again" if packed else "run uv sync"


def _machine() -> Iterator[Row]:
    yield Row("Machine", "system", State.GOOD, f"{platform.system()} {platform.machine()}")
    yield Row("Machine", "cores", State.GOOD, str(cores()))
    yield Row("Machine", "memory", State.GOOD, _memory())


def _memory() -> str:
    sizes: list[int] = []
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sizes.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    with contextlib.suppress(OSError, ValueError):  # of a container
        sizes.append(int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii")))
    return f"{min(sizes) / (1 << 30):.1f} GiB" if sizes else "not known"


def _course(path: Path, course: Course | None, said: str) -> Iterator[Row]:
    if course is None:
        yield Row("Course", "course", State.BAD, said)
        return
    bonus = sum(exercise.points for exercise in course.exercises if exercise.bonus)
    count = f"{len(course.exercises)} exercises, {course.max_score:g} points"
    yield Row(
        "Course", course.name, State.GOOD, f"{count} and {bonus:g} of bonus, from {called(path)}"
    )
    if words := seed_warning(course, path):
        yield Row("Course", "seed", State.WARNED, words.partition(": seed ")[2])


def _digits(course: Course | None, home: Path) -> Iterator[Row]:
    settings = course.dataset if course else None
    used, fallback = (settings.use, settings.fallback) if settings else (None, None)
    for name in KNOWN:
        found = available(name, home / (settings.folder if settings else "data"))
        there = found[:1].isdigit()
        if name == used and not there and (name == "digits" or fallback in (None, name)):
            yield Row("Datasets", name, State.BAD, found)
            continue
        use = ", which the course uses" if name == used else ""
        yield Row("Datasets", name, State.GOOD if there else State.OFF, found + use)


def _protection(course: Course | None, require: Level) -> Iterator[Row]:
    """What a sealed process says of itself; a seal that it died of cannot be told from none."""
    try:
        portable = way_here() is Way.PORTABLE
    except JudgeError as error:
        yield Row("Protection", "workers", State.BAD, str(error))
        return
    if portable:
        state = State.BAD if require > Level.NONE else State.OFF
        yield Row("Protection", "level", state, f"{Level.NONE}: {MEANING[Level.NONE]}")
        yield Row("Protection", "workers", State.OFF, PORTABLE)
        return
    answers = _probed()
    if not answers:
        text = "could not be measured: take it that student code may do what you may"
        state = State.BAD if require > Level.NONE else State.OFF
        yield Row("Protection", "of the grader", state, text)
    else:
        yield _level(answers, course, require)
    for answer in answers:
        holds, without = answer["holds"], answer["without"]
        word = "on: student code cannot" if holds else "off: student code could"
        why = f" ({answer['why']})" if answer["why"] and not holds else ""
        state = State.GOOD if holds else State.OFF
        yield Row("Protection", answer["name"], state, f"{word} {without}{why}")


def _level(answers: list[dict[str, Any]], course: Course | None, require: Level) -> Row:
    """What the seals that hold come to, and whether a batch of this course can do with it."""
    off = {answer["seal"] for answer in answers if not answer["holds"]}
    on = {answer["seal"] for answer in answers} - off
    level = level_of(on)
    text = f"{level}: {MEANING[level]}"
    if level < require:
        lacking = ", ".join(line.partition(":")[0] for line in missing_for(require, on))
        return Row("Protection", "level", State.BAD, f"{text}; for {require} it lacks {lacking}")
    if course is not None and level < Level.named(course.protection):
        text += f"; the course asks a batch for {course.protection} (see docs/security.md)"
    return Row("Protection", "level", State.GOOD if level is max(Level) else State.OFF, text)


def _probed() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="mnist-grade-probe-") as home:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-m", "grader.sandbox.probe", home],
                capture_output=True,
                stdin=subprocess.DEVNULL,
                timeout=PROBE_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return []
    return [json.loads(line) for line in done.stdout.splitlines()]
