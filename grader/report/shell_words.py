"""The words that a shell offers after Tab: exercises and finding codes."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from grader.course.records import files_of, shipped_exercises
from grader.course.shipped import CourseFolder
from grader.errors import CourseError


def exercise_names(
    context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """The exercises whose names begin like this."""
    folder = _folder(context)
    known = shipped_exercises() if folder is None else files_of(folder)
    return [CompletionItem(name) for name in known if name.startswith(begun)]


def _folder(context: click.Context) -> CourseFolder | None:
    """Of the course on the command line, else of that of the last check here."""
    from grader.course.place import folder_at
    from grader.learn.progress import course_here

    try:
        return folder_at(context.params.get("course_file") or course_here())
    except CourseError:
        return None


def finding_codes(
    context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """The codes that begin like this, each with what is believed."""
    from grader.findings.catalogue import by_code

    return [
        CompletionItem(code, help=found[0].believes)
        for code, found in by_code(_folder(context)).items()
        if code.startswith(begun)
    ]
