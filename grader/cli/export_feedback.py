"""`mnist-grade export`: feedback as files, and results without names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.exporting import beside, dry_run, grades, say, told, write_csv, written_to

if TYPE_CHECKING:
    from grader.lms.exports.lines import Line


@click.command("canvas-feedback")
@grades
@written_to("GRADES/canvas-feedback.zip")
@dry_run
def canvas_feedback(grades: Path, out: Path | None, dry_run: bool) -> None:
    """A zip for Canvas: the assignment's page > Upload Submissions.

    For a class that was graded from Canvas's download. Each student finds the feedback in the
    comments, as a file of the name and kind of the one they handed in.
    """
    from grader.lms.exports.feedback_files import canvas_files, pages
    from grader.results.classbook import read

    with told():
        made = [*canvas_files(pages(grades, read(grades)))]
        _zip(out or beside(grades, "canvas-feedback.zip"), made, dry_run)


@click.command("moodle-feedback")
@grades
@written_to("GRADES/moodle-feedback.zip")
@dry_run
def moodle_feedback(grades: Path, out: Path | None, dry_run: bool) -> None:
    """A zip for Moodle: Submissions > Upload multiple feedback files in a zip.

    For a class that was graded from Moodle's download. Feedback files have to be switched on in
    the assignment's settings.
    """
    from grader.lms.exports.feedback_files import moodle_files, pages
    from grader.results.classbook import read

    with told():
        made = [*moodle_files(pages(grades, read(grades)))]
        _zip(out or beside(grades, "moodle-feedback.zip"), made, dry_run)


@click.command()
@grades
@written_to("GRADES/mail.csv")
@dry_run
def mail(grades: Path, out: Path | None, dry_run: bool) -> None:
    """A sheet for a mail merge: name, email, points, the page's file and its text."""
    from grader.lms.exports.feedback_files import MAIL_HEADER, mail_lines, pages
    from grader.results.classbook import read

    with told():
        lines = [*mail_lines(pages(grades, read(grades)))]
        write_csv(out or beside(grades, "mail.csv"), [[*MAIL_HEADER]], lines, dry_run)


@click.command()
@grades
@written_to("GRADES/pseudonyms.jsonl")
def pseudonyms(grades: Path, out: Path | None) -> None:
    """Results without names, for research: what the judge found, under pseudonyms.

    Nothing that a student wrote is in them, no file's name and no time. Who is who stands in
    GRADES/pseudonyms.csv, which stays with you: it gives everybody the same pseudonym again, and
    without it nobody can be found any more.
    """
    from grader.lms.exports.pseudonyms import KEY_FILE, results
    from grader.lms.exports.pseudonyms import pseudonyms as named
    from grader.results.classbook import read
    from grader.results.whole_file import whole_file

    with told():
        names = named(grades, [entry.key for entry in read(grades)])
        target = out or beside(grades, "pseudonyms.jsonl")
        documents = [*results(read(grades), names)]
        with whole_file(target) as file:
            # In the order of the pseudonyms: that of the class would tell who is who.
            for document in sorted(documents, key=lambda d: str(d["submission"])):
                file.write(json.dumps(document, ensure_ascii=True, allow_nan=False) + "\n")
    click.echo(f"{target}: {len(documents)} results. Keep {grades / KEY_FILE} to yourself.")


FEEDBACK = (canvas_feedback, moodle_feedback, mail, pseudonyms)


def _zip(target: Path, made: Sequence[tuple[Line, bytes]], dry: bool) -> None:
    from grader.results.zipped import write_zipped

    if not dry:
        write_zipped(target, {line.to: content for line, content in made if not line.skipped})
    say([line for line, _ in made], str(target), dry)
