"""A page for every student, in HTML and Markdown, with the hidden checks kept hidden."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.lms.exports.gradescope import entry_notes
from grader.report.markdown import markdown_report
from grader.report.page import Standing, page
from grader.results.classbook import Entry, read
from grader.results.csv_cells import plain
from grader.results.names import legible
from grader.results.verdict import Grade
from grader.results.whole_file import whole_file

FOLDER = "feedback"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


def file_names(keys: Iterable[str]) -> dict[str, str]:
    """A file name for every key, without its ending, that is safe and nobody else's."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in dict.fromkeys(keys):
        name, salt = key if _PLAIN_NAME.fullmatch(key) else _made_plain(key), ""
        # Some file systems do not tell Ada from ada, and one would read the other's page.
        while name.casefold() in taken:
            name, salt = _made_plain(key, salt), f"{salt}+"
        taken.add(name.casefold())
        names[key] = name
    return names


def _made_plain(key: str, salt: str = "") -> str:
    # SECURITY: without this, a student called ../../index would write over other pages.
    digest = hashlib.sha256(f"{key}{salt}".encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{re.sub('[^A-Za-z0-9]+', '-', key).strip('-')[:60] or 'student'}-{digest}"


def write_feedback(folder: Path, only: str | None = None) -> int:
    """Write GRADES/feedback/STUDENT.html and .md for all with a result; returns how many.

    Pages of students who are not in the class any more are taken away. With `only`, the pages of
    this one student are written and nothing else happens. Of rivals, each has a page of its own,
    and the student's own place is for the one that is chosen.
    """
    names = file_names(entry.own_key for entry in read(folder))
    written = set()
    for entry in read(folder):
        if entry.document is None or only not in (None, entry.key):
            continue
        document, standing = with_notes(entry), standing_of(entry)
        target = folder / FOLDER / names[entry.own_key]
        with whole_file(target.with_name(f"{target.name}.html"), lasting=False) as file:
            file.write(page(document, view="student", sources={}, standing=standing))
        with whole_file(target.with_name(f"{target.name}.md"), lasting=False) as file:
            grade = Grade.from_json(document)
            file.write(markdown_report(grade, final=entry.final, student=standing.student))
        written.add(target.name)
    if only is None:
        _take_away_others(folder / FOLDER, written)
    return len(written)


def with_notes(entry: Entry) -> dict[str, Any]:
    """The document with notes on lateness and on what was decided by hand, legibly named."""
    document = entry.decided
    document["submission"] = legible(entry.submission)
    final = (
        [f"The points that count: {entry.final:g}"]
        if entry_notes(entry) and entry.final is not None
        else []
    )
    standing = entry.remarks[:1] if not entry.counts else ()
    said = [*standing, *entry_notes(entry), *final, *document.get("notes", ())]
    return {**document, "notes": said}


def standing_of(entry: Entry) -> Standing:
    """What the folder of grades knows of a submission beyond its document."""
    decided = {o.about: (o.score, o.reason) for o in entry.overrides if o.exercise}
    name = plain(entry.student.name) if entry.student else ""
    return Standing(name, entry.final, decided)


def _take_away_others(folder: Path, written: set[str]) -> None:
    for path in folder.glob("*"):
        if path.suffix in (".html", ".md") and path.stem not in written:
            path.unlink()
