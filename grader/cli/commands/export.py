"""`mnist-grade export`: files that other systems import, from a folder of grades."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click

from grader.cli.exit_status import GRADER_FAILED, end
from grader.cli.export_feedback import FEEDBACK
from grader.cli.exporting import (
    beside,
    dry_run,
    grades,
    say,
    told,
    write_csv,
    write_json,
    written_to,
)
from grader.cli.options import course_option
from grader.errors import ClassbookError

missing = click.option(
    "--missing",
    type=click.FloatRange(min=0),
    metavar="POINTS",
    help="What students get who handed nothing in. Default: no grade at all.",
)


@click.group()
def command() -> None:
    """Write what other systems import, from the folder GRADES that `batch` wrote.

    \b
    Examples:
      mnist-grade export canvas grades --assignment "Training step (4711)" --dry-run
      mnist-grade export moodle grades --key idnumber
      mnist-grade export gradescope-autograder --out autograder.zip
      mnist-grade export pages grades

    Exit status: 0 written (or, with --dry-run, said), also where somebody was left out; 2 the
    command line or the folder is wrong; 3 the one result that was asked for was not judged.
    """


for more in FEEDBACK:
    command.add_command(more)


@command.command()
@grades
@written_to("GRADES/canvas.csv")
@click.option(
    "--assignment",
    required=True,
    metavar="TITLE",
    help='As Canvas has it, with its number: "Training step (4711)". Without, a new one is made.',
)
@click.option(
    "--roster-id",
    type=click.Choice(["canvas", "sis_user", "sis_login"]),
    help="Which of Canvas's ids the roster's `id` is, where it has no column for it.",
)
@missing
@dry_run
def canvas(
    grades: Path,
    out: Path | None,
    assignment: str,
    roster_id: str | None,
    missing: float | None,
    dry_run: bool,
) -> None:
    """A CSV for Canvas: Gradebook > Import."""
    from grader.lms.exports import canvas
    from grader.results.classbook import read

    with told():
        canvas.check_title(assignment)
        lines = list(canvas.lines(read(grades), roster_id=roster_id or "", missing=missing))
        header = canvas.header(assignment, _max_score(grades))
        write_csv(out or beside(grades, "canvas.csv"), header, lines, dry_run)


@command.command()
@grades
@written_to("GRADES/moodle.csv")
@click.option(
    "--key",
    type=click.Choice(["email", "idnumber", "username"]),
    default="email",
    show_default=True,
    help="What Moodle is to find students by.",
)
@click.option("--item", default="mnist-grade", show_default=True, help="The column's name.")
@click.option(
    "--most",
    type=click.FloatRange(min=0),
    default=100,
    show_default=True,
    help="Points above it are cut down: Moodle aborts the whole import over one of them.",
)
@missing
@dry_run
def moodle(
    grades: Path,
    out: Path | None,
    key: str,
    item: str,
    most: float,
    missing: float | None,
    dry_run: bool,
) -> None:
    """A CSV for Moodle: Grades > Import > CSV file."""
    from grader.lms.exports import moodle
    from grader.results.classbook import read

    with told():
        lines = list(moodle.lines(read(grades), key=key, most=most, missing=missing))
        write_csv(out or beside(grades, "moodle.csv"), moodle.header(key, item), lines, dry_run)


@command.command()
@grades
@written_to("GRADES/gradescope/STUDENT.json, or results.json for a single result")
@dry_run
def gradescope(grades: Path, out: Path | None, dry_run: bool) -> None:
    """Gradescope's results.json, one a student.

    GRADES may also be a single result, as `check --json` writes it.
    """
    from grader.lms.exports.feedback import file_names
    from grader.lms.exports.gradescope import lines
    from grader.results.classbook import read

    with told():
        made = list(lines(_one(grades) if grades.is_file() else read(grades)))
        if grades.is_file():
            if made[0].skipped:
                end(f"{made[0].who}: {made[0].skipped}", GRADER_FAILED)
            targets = {made[0].to: out or Path("results.json")}
        else:
            names = file_names(line.to for line in made if not line.skipped)
            folder = out or grades / "gradescope"
            targets = {key: folder / f"{name}.json" for key, name in names.items()}
        where = str(out or (grades / "gradescope" if grades.is_dir() else "results.json"))
        for line in () if dry_run else made:
            if line.document is not None:
                write_json(targets[line.to], line.document)
        say(made, where, dry_run)


@command.command("gradescope-autograder")
@written_to("autograder.zip")
@course_option
def gradescope_autograder(out: Path | None, course_file: Path | None) -> None:
    """The archive to upload to Gradescope."""
    from grader.course.course import built_in_course
    from grader.lms.exports.autograder import write_archive

    target = out or Path("autograder.zip")
    with told():
        names = write_archive(target, course_file or built_in_course())
    click.echo(f"{target}: {len(names)} files. In Gradescope: Configure Autograder > upload it,")
    click.echo(
        "choose Ubuntu 22.04 or newer; the smallest container, of 768 MB, is enough for digits."
    )


@command.command()
@grades
@written_to("result.json")
@click.option(
    "--committed-at",
    required=True,
    metavar="DATE",
    help="The commit's date, as `git log -1 --format=%cI` prints it.",
)
@dry_run
def classroom50(grades: Path, out: Path | None, committed_at: str, dry_run: bool) -> None:
    """Classroom 50's result.json of one submission.

    For use inside its autograder.py. GRADES is what `check --json` wrote, or a folder with a
    single result; everything else comes from the variables that Classroom 50's runner sets.
    """
    from grader.lms.exports.classroom50 import read_repository, result
    from grader.lms.exports.lines import Line
    from grader.results.classbook import read
    from grader.results.names import legible

    with told():
        repository = read_repository(os.environ, committed_at)
        found = _one(grades) if grades.is_file() else read(grades)
        entries = [e for e in found if e.document and e.status != "not chosen"]
        if entries and not entries[0].counts:
            raise ClassbookError(f"{legible(entries[0].submission)}: {entries[0].remarks[0]}")
        if len(entries) != 1:
            raise ClassbookError(
                f"{grades}: {len(entries)} results; Classroom 50 grades one repository at a time"
            )
        if entries[0].score is None:
            end(f"{entries[0].name}: could not be judged; no result.json", GRADER_FAILED)
        document = result(entries[0], repository)
        target = out or Path("result.json")
        if not dry_run:
            write_json(target, document)
        gets = f"{document['score']} of {document['max-score']}"
        say([Line(entries[0].name, repository.owner, gets)], str(target), dry_run)


@command.command()
@grades
def pages(grades: Path) -> None:
    """The class at a glance, and a page a student.

    Writes GRADES/index.html for you, and GRADES/feedback/STUDENT.html and .md for students.
    """
    from grader.lms.exports.feedback import write_feedback
    from grader.lms.exports.overview import write_overview

    with told():
        if grades.is_file():
            raise ClassbookError(f"{grades}: is a file; give the folder that `batch` wrote")
        count = write_feedback(grades)
        click.echo(f"{write_overview(grades)}: the class at a glance")
    click.echo(f"{grades / 'feedback'}: pages for {count} students")


@command.command()
@grades
@written_to("GRADES/explanations.csv")
def explanations(grades: Path, out: Path | None) -> None:
    """What students wrote in their own words, as a sheet to fill in.

    Put points and a comment into it and record them with `mnist-grade override GRADES --read CSV`.
    GRADES/explanations.html has the same to read, with the keyboard and names hidden.
    """
    from grader.results.classbook import read
    from grader.results.csv_cells import write_rows
    from grader.results.explanations import HEADER, written
    from grader.results.whole_file import whole_file

    with told():
        found = [*written(read(grades))]
        target = out or beside(grades, "explanations.csv")
        if target.exists():
            raise ClassbookError(
                f"{target}: is there, perhaps filled in; name another one with --out"
            )
        with whole_file(target) as file:
            write_rows(file, [HEADER, *(one.row for one in found)])
    click.echo(f"{target}: {len(found)} explanations")


def _max_score(grades: Path) -> float:
    from grader.results.classbook import read

    return next((entry.max_score for entry in read(grades) if not entry.missing), 100.0)


def _one(path: Path) -> list[Any]:
    """The entry of a single result document, as `check --json` writes it."""
    from grader.results.classbook import Entry
    from grader.results.verdict import Grade

    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        Grade.from_json(document)
    except (ValueError, AttributeError) as error:
        raise ClassbookError(f"{path}: no result of `mnist-grade check --json`: {error}") from None
    return [Entry(None, document["submission"], document)]
