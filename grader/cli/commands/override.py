"""`mnist-grade override`: decide by hand, with a reason that survives every regrade."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.exit_status import USAGE, end
from grader.errors import ClassbookError

if TYPE_CHECKING:
    from grader.results.classbook import Entry
    from grader.results.overrides import Decision


@click.command()
@click.argument("grades", type=click.Path(path_type=Path))
@click.argument("student")
@click.option("--exercise", metavar="ID", default="", help="Default: the final score itself.")
@click.option("--score", type=click.FloatRange(min=0), metavar="X", help="The points.")
@click.option("--reason", metavar="TEXT", help="Why. The student reads it.")
@click.option("--choose", metavar="SUBMISSION", help="Of several submissions, the one that counts.")
@click.option("--remove", is_flag=True, help="Take it back instead.")
def command(grades: Path, student: str, **given: Any) -> None:
    """Decide by hand what counts of STUDENT in the folder GRADES.

    With --score, the points: of one exercise, or the final score. A late penalty still applies to
    an exercise, and not to a final score. With --choose, which submission counts, where there are
    several and nothing tells which is the last: until then none of them does.

    STUDENT is the id in the roster, or the submission's name where there is none. What is decided
    stands in GRADES/overrides.csv, which you may edit, and counts again after every regrade. What
    it replaces is told.

    \b
    Examples:
      mnist-grade override grades ada --exercise backward --score 20 --reason "right, seen by me"
      mnist-grade override grades ada --score 75 --reason "agreed on 24 November"
      mnist-grade override grades ada --choose ada.zip --reason "the later one, she says"
      mnist-grade override grades ada --exercise backward --remove
      mnist-grade override grades ada --choose ada.zip --remove

    Exit status: 0 done, 2 there is no such student, exercise, submission or override, or not so
    many points.
    """
    from grader.results.classbook import write_grades
    from grader.results.csv_cells import number, plain
    from grader.results.overrides import set_override

    asked = _Asked(**given)
    try:
        before = _entries(grades, student)
        decision = _decision(asked, grades, before)
        if decision is None:
            _remove(grades, before[0], asked)
        else:
            set_override(grades, decision)
        write_grades(grades)
        _write_pages(grades, None if asked.choose else before[0].key)
        after = _entries(grades, student)
    except ClassbookError as error:
        end(str(error), USAGE)
    if decision is not None:
        _told_replaced(before[0], decision)
    was, now = (number(_counting(entries).final) or "no points" for entries in (before, after))
    click.echo(f"{plain(after[0].name)}: {was}, now {now}. grades.csv and the pages say so.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the options say."""

    exercise: str
    score: float | None
    reason: str | None
    choose: str | None
    remove: bool


def _decision(asked: _Asked, grades: Path, entries: list[Entry]) -> Decision | None:
    """What is decided; None where something is to be taken back.

    Raises:
        ClassbookError: the options do not go together, or do not fit this student.
    """
    from grader.results.csv_cells import plain
    from grader.results.overrides import Choice, Override

    entry, reason = entries[0], plain(asked.reason or "")
    if asked.choose is not None and (asked.exercise or asked.score is not None):
        raise ClassbookError("--choose stands alone: points are set by a call of their own")
    known = [e["id"] for e in (entry.document or {}).get("exercises", ())]
    if asked.exercise and known and asked.exercise not in known:
        raise ClassbookError(
            f"there is no exercise {asked.exercise!r}; known are: {', '.join(known)}"
        )
    if asked.remove:
        return None
    if asked.choose is not None:
        if not reason:
            raise ClassbookError("give --reason with --choose (or --remove)")
        return Choice(entry.key, _submission(asked.choose, entries), reason)
    if asked.score is None or not reason:
        raise ClassbookError("give --score and --reason, or --choose and --reason (or --remove)")
    _within(asked.score, _most(grades, asked.exercise), asked.exercise)
    return Override(entry.key, asked.exercise, asked.score, reason)


def _submission(named: str, entries: list[Entry]) -> str:
    """The name of one of these submissions, as it is or as grades.csv writes it.

    Raises:
        ClassbookError: there is none of that name, or nothing to choose from.
    """
    from grader.results.names import legible, meant

    names = [entry.submission for entry in entries if entry.submission]
    listed = ", ".join(map(legible, names)) or "none"
    if len(names) < 2:
        raise ClassbookError(f"--choose {named}: there is nothing to choose from: {listed}")
    for name in (meant(named), named):
        if name in names:
            return name
    raise ClassbookError(f"--choose {named}: there is no such submission; there are: {listed}")


def _remove(grades: Path, entry: Entry, asked: _Asked) -> None:
    """Take a decision back.

    Raises:
        ClassbookError: there is none.
    """
    from grader.results.names import legible
    from grader.results.overrides import remove_override

    chosen = entry.choice.submission if entry.choice else ""
    right = asked.choose is None or asked.choose in (chosen, legible(chosen))
    what = None if asked.choose is not None else asked.exercise
    if not right or not remove_override(grades, entry.key, what):
        raise ClassbookError(f"{entry.name}: there is no such override in overrides.csv")


def _told_replaced(before: Entry, decision: Decision) -> None:
    from grader.results.csv_cells import number
    from grader.results.overrides import Choice

    if isinstance(decision, Choice):
        if before.choice:
            click.echo(f"Replaced: {before.choice.words}")
        return
    for old in before.overrides:
        if old.exercise == decision.exercise:
            click.echo(f"Replaced: {number(old.score)}, {old.reason}")


def _counting(entries: list[Entry]) -> Entry:
    """The one that counts, or any where none does."""
    return next((entry for entry in entries if entry.counts), entries[0])


def _most(grades: Path, exercise: str) -> float | None:
    """The most that an exercise is worth, or all of them with the bonus; None before any result."""
    from grader.results.classbook import read

    document = next((entry.document for entry in read(grades) if entry.document), None)
    if document is None:
        return None
    worth = {e["id"]: float(e["max_score"]) for e in document["exercises"]}
    return worth.get(exercise) if exercise else sum(worth.values())


def _within(score: float, most: float | None, exercise: str) -> None:
    """Refuse points that the course does not have."""
    from grader.results.csv_cells import number

    if most is not None and not score <= most + 1e-6:
        what = f"{exercise} has" if exercise else "the whole course, bonus included, has"
        raise ClassbookError(f"--score {number(score)}: {what} {number(most)} points at the most")


def _write_pages(grades: Path, only: str | None) -> None:
    """The class page and the student's own (or all of them), where there are pages already."""
    from grader.lms.exports.feedback import write_feedback
    from grader.lms.exports.overview import FILE, write_overview

    if (grades / FILE).exists():
        write_feedback(grades, only=only)
        write_overview(grades)


def _entries(grades: Path, student: str) -> list[Entry]:
    """The submissions of a student, or the one entry of a student without any.

    Raises:
        ClassbookError: there is no such student.
    """
    from grader.results.classbook import read
    from grader.results.names import legible, likeness, meant

    found: dict[str, list[Entry]] = {}
    close: list[str] = []
    for entry in read(grades):
        if student in (entry.key, legible(entry.key)):
            found.setdefault(entry.key, []).append(entry)
        if likeness(student) in map(likeness, (entry.name, entry.key, entry.submission)):
            close.append(legible(entry.key))
    if found:  # grades.csv and the pages write keys legibly: such a one is meant first
        return found.get(meant(student)) or next(iter(found.values()))
    few = " or ".join([*dict.fromkeys(close)][:3])
    rest = f"; did you mean {few}?" if few else "; grades.csv lists them"
    raise ClassbookError(f"{grades}: there is no student {student!r}{rest}")
