"""What `mnist-grade start` says: what is there now, and what to do first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from rich.console import Console

from grader.course.course import Exercise
from grader.course.lesson import first_to_write
from grader.course.shipped import called
from grader.report.text import Page, flat
from grader.results.harmless import as_word


@dataclass(frozen=True, slots=True)
class Started:
    """The folder, the names that were written and that were there; the course, if one was given.

    `kept` says whether it could be remembered that this work belongs to that course, `begun`
    whether a check has seen some of it: who has begun is told no first steps.
    """

    folder: str
    written: Sequence[str]
    left: Sequence[str]
    course: Path | None = None
    kept: bool = False
    begun: bool = False


def print_start(started: Started, exercises: Sequence[Exercise], console: Console) -> None:
    """Print the files with a word for each, then the first steps where none was done."""
    page = Page.on(console)
    folder = as_word(started.folder)
    words = dict(_words(exercises))
    _files(page, f"New in {folder}:", started.written, words)
    _files(page, "There already, left as they are:", started.left, words)
    course = "" if started.course is None or started.kept else called(started.course)
    extra = f" --course {as_word(course)}" if course else ""
    if not started.begun:
        _print_steps(page, folder, exercises, extra)
    page.say(f"Whenever you are stuck: mnist-grade hint{extra}")
    if started.course is None:  # another course may have nothing to explore
        page.say("To see the five calls happen: mnist-grade explore --open")
    if started.course and started.kept:
        page.say(f"Course: {flat(called(started.course))}, for check, watch and hint here, too.")


def _print_steps(page: Page, folder: str, exercises: Sequence[Exercise], extra: str) -> None:
    page.say("What to do first", "bold")
    steps = list(_steps(folder.rstrip("/\\"), exercises))
    for number, step in enumerate(steps, 1):
        page.say(step, indent=2, lead=f"{number}. ")
    page.say(
        f"Check it; `mnist-grade watch {folder}` does so on every save:",
        indent=2, lead=f"{len(steps) + 1}. ",
    )  # fmt: skip
    example = f"--exercise {first_to_write(exercises).id}{extra}"
    page.command("mnist-grade check", folder, example, indent=6)
    page.gap()


def _words(exercises: Sequence[Exercise]) -> Iterator[tuple[str, str]]:
    """What each file is, in the course's order."""
    yield "README.md", "the lesson: begin here"
    numbers = count(1)
    for exercise in exercises:
        number = "" if exercise.bonus else f"{next(numbers)}. "
        yield exercise.file, number + flat(exercise.title)


def _steps(place: str, exercises: Sequence[Exercise]) -> Iterator[str]:
    yield f"Read {place}/README.md as far as its exercises. It takes a quarter of an hour."
    for exercise in exercises:
        if exercise.kind == "predictions":
            yield f"Where it says so, answer {place}/{exercise.file} from your head."
    first = first_to_write(exercises)
    if first.kind != "predictions":
        asked = "Its docstrings say what goes in and what must come out."
        yield f"Fill in {place}/{first.file}. {asked}"


def _files(page: Page, title: str, names: Sequence[str], words: dict[str, str]) -> None:
    if not names:
        return
    page.say(title, "bold")
    for name in names:
        page.say(words[name], indent=2, lead=f"{name:<17}")
    page.gap()


def print_notebook(file: str, console: Console, *, written: bool) -> None:
    """Print what to do with a course's notebook, new or there already."""
    page = Page.on(console)
    there = "Here is your notebook:" if written else "It is there already, and left as it is:"
    page.say(f"{there} {flat(file)}", "bold")
    page.gap()
    page.say("Open it and run its first cell. It holds the lesson, a cell for your predictions, a "
             "cell for each exercise, and below each one a check(...).")  # fmt: skip
    page.say("Without a notebook open, the same work is checked here:")
    page.command("mnist-grade check", as_word(file))
