"""The page of one finding, and the list of all of them, for a terminal."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Protocol

from rich.console import Console

from grader.course.records import files_of, shipped_exercises
from grader.course.shipped import CourseFolder
from grader.findings import Misconception
from grader.findings.catalogue import by_code
from grader.report.text import Page, clean, flat

ANY = "any exercise"

_WORDS = {
    "what": "what was compared",
    "fact": "what came out",
    "expected": "the number expected",
    "got": "the number that came out",
    "name": "the function",
    "type": "the error",
    "text": "what was said",
    "error": "the last line of the traceback",
    "file": "the file",
    "place": "file and line",
    "question": "the question",
    "offered": "the words",
    "caret": "",
}


class Found(Protocol):
    """What a check has found in a learner's own work."""

    @property
    def message(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int | None: ...


def print_page(
    code: str,
    console: Console,
    *,
    right: bool = False,
    folder: CourseFolder | None = None,
    own: Sequence[Found] = (),
) -> None:
    """Print the page of a finding of the catalogue's; right code is on it only where asked for.

    `own` is what the last check has found of it, told in place of what is seen in general.
    """
    page = Page.on(console)
    found = by_code(folder)[code]
    page.say(code, "bold")
    page.say(f"in {places(found, folder)}", "dim")
    for one in own:
        page.gap()
        place = f" ({flat(one.file)}{f':{one.line}' if one.line else ''})" if one.file else ""
        page.say(f"{clean(one.message)}{place}", lead="Your own  ", lead_style="bold")
    if own:
        found = sorted(found, key=lambda entry: entry.hint != own[0].hint)[:1]
    for number, entry in enumerate(found):
        page.gap()
        if number:
            page.say("It also looks like this:", "bold")
        _entry(page, entry, first=found[0], right=right, seen=not own)
    if not right and any(entry.good for entry in found):
        page.gap()
        page.say("Right code gives an answer away, so it is shown only if you ask for it:", "dim")
        page.command(f"mnist-grade why {code} --right")


def print_list(console: Console, folder: CourseFolder | None = None) -> None:
    """Print every code with what is believed, by exercise."""
    page = Page.on(console)
    codes = by_code(folder)
    width = max(map(len, codes)) + 2
    for exercise in (*_exercises(folder), ""):
        page.say(exercise or ANY, "bold")
        for code, found in codes.items():
            here = [e for e in found if is_for(e, exercise)]
            if here:
                page.say(f'"{here[0].believes}"', indent=2, lead=code.ljust(width))
        page.gap()
    page.say("mnist-grade why CODE prints the page of one of them.")


def is_for(entry: Misconception, exercise: str) -> bool:
    """Whether an entry belongs to an exercise; the empty one stands for all of them."""
    return exercise in entry.exercises or (not exercise and not entry.exercises)


def similar(code: str, folder: CourseFolder | None = None) -> list[str]:
    """The codes that a mistyped one may mean, best first."""
    return difflib.get_close_matches(code.lower().replace("_", "-"), by_code(folder), 3, 0.5)


def _exercises(folder: CourseFolder | None) -> tuple[str, ...]:
    return shipped_exercises() if folder is None else tuple(files_of(folder))


def places(found: list[Misconception], folder: CourseFolder | None = None) -> str:
    """The exercises that a code is for, in words."""
    if any(not entry.exercises for entry in found):
        return ANY
    named = {exercise for entry in found for exercise in entry.exercises}
    return ", ".join(exercise for exercise in _exercises(folder) if exercise in named)


def in_words(message: str, mark: str = "<{}>") -> str:
    """A message with words in the place of what is filled in when it is shown."""
    words: Mapping[str, str] = {
        name: mark.format(_WORDS.get(name, name)) if _WORDS.get(name, name) else ""
        for _, name, _, _ in Formatter().parse(message)
        if name
    }
    return message.format_map(words)


def _entry(
    page: Page, entry: Misconception, first: Misconception, *, right: bool, seen: bool
) -> None:
    page.say(f'"{entry.believes}"', lead="Believed  ", lead_style="bold")
    if seen:
        page.say(in_words(entry.sentence), lead="Observed  ", lead_style="bold")
    if entry.why and (entry is first or entry.why != first.why):
        page.gap()
        page.say(entry.why)
    if entry is first or entry.hint != first.hint:
        page.gap()
        page.say(entry.hint, "italic", lead="Hint: ", lead_style="bold")
    bad = {entry.file: entry.bad, **entry.beside}
    good = {entry.file: entry.good} if right else {}
    for title, files in ("Like this it is wrong", bad), ("and like this right", good):
        for file, source in files.items():
            if source:
                page.gap()
                page.say(f"{title} ({file}):", "bold")
                page.source(source)
