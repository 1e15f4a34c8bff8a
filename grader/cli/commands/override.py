"""`mnist-grade override`: decide by hand, with a reason that survives every regrade."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.exit_status import USAGE, end
from grader.errors import ClassbookError, GradeError

if TYPE_CHECKING:
    from grader.results.classbook import Entry
    from grader.results.overrides import Decision


@click.command()
@click.argument("grades", type=click.Path(path_type=Path))
@click.argument("student", required=False)
@click.option("--exercise", metavar="ID", default="", help="Default: the final score itself.")
@click.option(
    "--check", metavar="ID", default="", help="One check of the exercise, as explanation."
)
@click.option("--score", type=click.FloatRange(min=0), metavar="X", help="The points.")
@click.option("--reason", metavar="TEXT", help="Why. The student reads it.")
@click.option("--choose", metavar="SUBMISSION", help="Of several submissions, the one that counts.")
@click.option("--remove", is_flag=True, help="Take it back instead.")
@click.option(
    "--read",
    "sheet",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="Points and comments of a whole class, as GRADES/explanations.html gives them out.",
)
def command(grades: Path, student: str | None, sheet: Path | None, **given: Any) -> None:
    """Decide by hand what counts of STUDENT in the folder GRADES.

    With --score, the points: of one exercise, of one check of it, or the final score. A late
    penalty still applies to an exercise or check, and not to a final score. With --choose, which
    submission counts, where there are several and nothing tells which is the last: until then none
    of them does.

    With --read and no STUDENT, what you filled into the sheet of explanations is recorded: a line
    without points and without a comment changes nothing, a comment alone keeps the points.

    STUDENT is the id in the roster, or the submission's name where there is none. What is decided
    stands in GRADES/overrides.csv, which you may edit, and counts again after every regrade. What
    it replaces is told.

    \b
    Examples:
      mnist-grade override grades ada --exercise backward --score 20 --reason "right, seen by me"
      mnist-grade override grades ada --exercise explain --check explanation --score 1 --reason ok
      mnist-grade override grades --read explanations.csv
      mnist-grade override grades ada --score 75 --reason "agreed on 24 November"
      mnist-grade override grades ada --choose ada.zip --reason "the later one, she says"
      mnist-grade override grades ada --exercise backward --remove
      mnist-grade override grades ada --choose ada.zip --remove

    Exit status: 0 done, 2 there is no such student, exercise, submission or override, or not so
    many points.
    """
    asked = _Asked(**given)
    try:
        if sheet is not None:
            _read_back(grades, sheet, alone=student is None and asked == _NOTHING)
        elif student is None:
            raise ClassbookError("name a STUDENT, or give a sheet with --read CSV")
        else:
            _decide(grades, student, asked)
    except GradeError as error:
        end(str(error), USAGE)


def _decide(grades: Path, student: str, asked: _Asked) -> None:
    """Record one decision, or take it back, and say what it changed."""
    from grader.results.classbook import write_grades
    from grader.results.csv_cells import number, plain
    from grader.results.overrides import set_override

    before = _entries(grades, student)
    decision = _decision(asked, grades, before)
    if decision is None:
        _remove(grades, before[0], asked)
    else:
        set_override(grades, decision)
    write_grades(grades)
    _write_pages(grades, None if asked.choose else before[0].key)
    after = _entries(grades, student)
    if decision is not None:
        _told_replaced(before[0], decision)
    was, now = (number(_counting(entries).final) or "no points" for entries in (before, after))
    click.echo(f"{plain(after[0].name)}: {was}, now {now}. grades.csv and the pages say so.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the options say."""

    exercise: str
    check: str
    score: float | None
    reason: str | None
    choose: str | None
    remove: bool


_NOTHING = _Asked("", "", None, None, None, remove=False)


def _read_back(grades: Path, sheet: Path, *, alone: bool) -> None:
    """Record what stands in a filled-in sheet of explanations."""
    from grader.batch.explanations import read_back
    from grader.results.classbook import write_grades

    if not alone:
        raise ClassbookError("--read stands alone: it names its students itself")
    read = read_back(grades, sheet)
    write_grades(grades)
    _write_pages(grades, None)
    for line in read.replaced:
        click.echo(f"Replaced: {line}")
    click.echo(
        f"{read.recorded} recorded in overrides.csv, {read.unchanged} as before, "
        f"{read.empty} not filled in. grades.csv and the pages say so."
    )


def _decision(asked: _Asked, grades: Path, entries: list[Entry]) -> Decision | None:
    """What is decided; None where something is to be taken back.

    Raises:
        ClassbookError: the options do not go together, or do not fit this student.
    """
    from grader.results.csv_cells import plain
    from grader.results.overrides import Choice, Override

    entry, reason = entries[0], plain(asked.reason or "")
    if asked.choose is not None and (asked.exercise or asked.check or asked.score is not None):
        raise ClassbookError("--choose stands alone: points are set by a call of their own")
    known = [e["id"] for e in (entry.document or {}).get("exercises", ())]
    if asked.exercise and known and asked.exercise not in known:
        raise ClassbookError(
            f"there is no exercise {asked.exercise!r}; known are: {', '.join(known)}"
        )
    if asked.check and not asked.exercise:
        raise ClassbookError("give --exercise with --check")
    checks = _checks(entry, asked.exercise)
    if asked.check and checks and asked.check not in checks:
        raise ClassbookError(
            f"{asked.exercise} has no check {asked.check!r}; known are: {', '.join(checks)}"
        )
    if asked.remove:
        return None
    if asked.choose is not None:
        if not reason:
            raise ClassbookError("give --reason with --choose (or --remove)")
        return Choice(entry.key, _submission(asked.choose, entries), reason)
    if asked.score is None or not reason:
        raise ClassbookError("give --score and --reason, or --choose and --reason (or --remove)")
    about = f"{asked.exercise}/{asked.check}" if asked.check else asked.exercise
    _within(asked.score, _most(grades, about), about)
    return Override(entry.key, asked.exercise, asked.score, reason, asked.check)


def _checks(entry: Entry, exercise: str) -> dict[str, float]:
    """What each check of an exercise is worth, by its id."""
    exercises = (entry.document or {}).get("exercises", ())
    return {
        c["id"]: float(c["max_score"])
        for e in exercises
        if e["id"] == exercise
        for c in e["checks"]
    }


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
    about = f"{asked.exercise}/{asked.check}" if asked.check else asked.exercise
    what = None if asked.choose is not None else about
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
        if old.about == decision.about:
            click.echo(f"Replaced: {number(old.score)}, {old.reason}")


def _counting(entries: list[Entry]) -> Entry:
    """The one that counts, or any where none does."""
    return next((entry for entry in entries if entry.counts), entries[0])


def _most(grades: Path, exercise: str) -> float | None:
    """The most that an exercise or check is worth, or all with the bonus; None before any result.

    Where a bonus lifts no score above the full points, these are the most.
    """
    from grader.results.classbook import read

    entry = next((entry for entry in read(grades) if entry.document), None)
    if entry is None or entry.document is None:
        return None
    worth = {e["id"]: float(e["max_score"]) for e in entry.document["exercises"]}
    if not exercise:
        return entry.max_score if entry.capped else sum(worth.values())
    name, _, check = exercise.partition("/")
    return _checks(entry, name).get(check) if check else worth.get(name)


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
