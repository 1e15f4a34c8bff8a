"""`mnist-grade override`: set points by hand, with a reason that survives every regrade."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.ending import USAGE, end
from grader.errors import ClassbookError

if TYPE_CHECKING:
    from grader.classbook import Entry


@click.command()
@click.argument("grades", type=click.Path(path_type=Path))
@click.argument("student")
@click.option("--exercise", metavar="ID", default="", help="Default: the final score itself.")
@click.option("--score", type=click.FloatRange(min=0), metavar="X", help="The points.")
@click.option("--reason", metavar="TEXT", help="Why. The student reads it.")
@click.option("--remove", is_flag=True, help="Take the override back instead.")
def command(
    grades: Path, student: str, exercise: str, score: float | None, reason: str | None, remove: bool
) -> None:
    """Set the points of STUDENT in the folder GRADES by hand: of one exercise, or the final score.

    STUDENT is the id in the roster, or the submission's name where there is none. What is set
    stands in GRADES/overrides.csv, which you may edit, and counts again after every regrade. A
    late penalty still applies to an exercise, and not to a final score. An override that is there
    already is replaced, and told.

    \b
    Examples:
      mnist-grade override grades ada --exercise backward --score 20 --reason "right, seen by me"
      mnist-grade override grades ada --score 75 --reason "agreed on 24 November"
      mnist-grade override grades ada --exercise backward --remove

    Exit status: 0 done, 2 there is no such student, exercise or override, or not so many points.
    """
    from grader.classbook import write_grades
    from grader.overrides import Override, remove_override, set_override
    from grader.sheet import number, plain

    try:
        before = _entry(grades, student, exercise)
        if remove:
            if not remove_override(grades, before.key, exercise):
                end(f"{student}: there is no such override in overrides.csv", USAGE)
        elif score is None or not plain(reason or ""):
            end("give --score and --reason (or --remove)", USAGE)
        else:
            _within(score, _most(grades, exercise), exercise)
            set_override(grades, Override(before.key, exercise, score, plain(reason or "")))
        write_grades(grades)
        _write_pages(grades, before.key)
        after = _entry(grades, student, exercise)
    except ClassbookError as error:
        end(str(error), USAGE)
    for old in before.overrides if not remove else ():
        if old.exercise == exercise:
            click.echo(f"Replaced: {number(old.score)}, {old.reason}")
    was, now = (number(e.final) or "no points" for e in (before, after))
    click.echo(f"{plain(after.name)}: {was}, now {now}. grades.csv and the pages say so.")


def _most(grades: Path, exercise: str) -> float | None:
    """The most that an exercise is worth, or all of them with the bonus; None before any result."""
    from grader.classbook import read

    document = next((entry.document for entry in read(grades) if entry.document), None)
    if document is None:
        return None
    worth = {e["id"]: float(e["max_score"]) for e in document["exercises"]}
    return worth.get(exercise) if exercise else sum(worth.values())


def _within(score: float, most: float | None, exercise: str) -> None:
    """Refuse points that the course does not have."""
    from grader.sheet import number

    if most is not None and not score <= most + 1e-6:
        what = f"{exercise} has" if exercise else "the whole course, bonus included, has"
        raise ClassbookError(f"--score {number(score)}: {what} {number(most)} points at the most")


def _write_pages(grades: Path, key: str) -> None:
    """The class page and the student's own, where there are pages already."""
    from grader.exports.feedback import write_feedback
    from grader.exports.overview import FILE, write_overview

    if (grades / FILE).exists():
        write_feedback(grades, only=key)
        write_overview(grades)


def _entry(grades: Path, student: str, exercise: str) -> Entry:
    """The entry of a student, if the exercise is one of theirs too."""
    from grader.classbook import read

    close: list[str] = []
    for entry in read(grades):
        if entry.key == student:
            known = [e["id"] for e in (entry.document or {}).get("exercises", ())]
            if exercise and known and exercise not in known:
                raise ClassbookError(
                    f"there is no exercise {exercise!r}; known are: {', '.join(known)}"
                )
            return entry
        if student.casefold() in (entry.name.casefold(), entry.submission.casefold()):
            close.append(entry.key)
    meant = f"; did you mean {' or '.join(close[:3])}?" if close else "; grades.csv lists them"
    raise ClassbookError(f"{grades}: there is no student {student!r}{meant}")
