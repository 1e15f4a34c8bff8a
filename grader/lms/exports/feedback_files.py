"""Feedback as files that Canvas and Moodle take back, and as a sheet for a mail merge.

Moodle (mod/assign/feedback/file/importziplib.php) gives every file below a folder
`NAME_ID_assignsubmission_file_` to the participant of that number. Canvas
(infer_comment_context_from_filename) looks for the two numbers in a file's name, of user and of
upload, and shows the file under the name of that upload: so it has to be of the same kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.lms.exports.feedback import FOLDER, file_names
from grader.lms.exports.lines import Line, points_of, remarked
from grader.results.classbook import Entry
from grader.results.csv_cells import cell, number
from grader.results.names import legible
from grader.results.zipped import zipped

_MOODLE = re.compile(r"(?P<who>[^_]+)_(?P<id>\d+)_assignsubmission_file(?:_.*)?", re.DOTALL)
_CANVAS = re.compile(r"[^_]+(?:_LATE)?_\d+_\d+_(?P<file>.+)", re.DOTALL)
_STRANGE = "what was handed in is not named as"
MAIL_HEADER = ("name", "email", "points", "max_score", "page", "text")


@dataclass(frozen=True, slots=True)
class Page:
    """A student's page as it lies in the folder of grades: HTML and Markdown."""

    path: Path

    @property
    def html(self) -> bytes:
        return self.path.with_name(f"{self.path.name}.html").read_bytes()

    @property
    def text(self) -> str:
        return self.path.with_name(f"{self.path.name}.md").read_text(encoding="utf-8")


def pages(folder: Path, entries: Iterable[Entry]) -> Iterator[tuple[Entry, Page | None]]:
    """Each entry with its page, where there is one that may go out."""
    listed = [*entries]
    names = file_names(entry.own_key for entry in listed)
    for entry in listed:
        page = Page(folder / FOLDER / names[entry.own_key])
        there = page.path.with_name(f"{page.path.name}.html").is_file()
        yield entry, page if there and entry.document is not None else None


def moodle_files(found: Iterable[tuple[Entry, Page | None]]) -> Iterator[tuple[Line, bytes]]:
    """For each entry a line that says where its page goes, and the page."""
    for entry, page in found:
        match = next(filter(None, map(_MOODLE.fullmatch, entry.handed_in)), None)
        why = _kept_back(entry, page) or ("" if match else f"{_STRANGE} Moodle names it")
        if why or page is None or match is None:
            yield Line(entry.name, skipped=why), b""
            continue
        to = f"{match['who']}_{match['id']}_assignsubmission_file_/feedback.html"
        yield Line(entry.name, to, "feedback.html", note=remarked(entry)), page.html


def canvas_files(found: Iterable[tuple[Entry, Page | None]]) -> Iterator[tuple[Line, bytes]]:
    """The same for Canvas: the first file of each that can hold words, with words in it."""
    for entry, page in found:
        why = _kept_back(entry, page)
        named = [name for name in entry.handed_in if _CANVAS.fullmatch(name)]
        if why or page is None or not named:
            yield Line(entry.name, skipped=why or f"{_STRANGE} Canvas names it"), b""
            continue
        made = ((name, _of_its_kind(name, page)) for name in named)
        to, content = next(((n, c) for n, c in made if c is not None), ("", b""))
        if to:
            yield Line(entry.name, to, PurePosixPath(to).suffix, note=remarked(entry)), content
        else:
            yield Line(entry.name, skipped=f"{legible(named[0])}: no file that can hold words"), b""


def _kept_back(entry: Entry, page: Page | None) -> str:
    points = points_of(entry, None)
    if isinstance(points, str):
        return points
    return "" if page else "has no page; `mnist-grade export pages` writes it"


def _of_its_kind(name: str, page: Page) -> bytes | None:
    """The feedback as a file of the kind that the name promises; None of any other kind."""
    kind = PurePosixPath(name).suffix.lower()
    if kind == ".zip":
        return zipped({"feedback.html": page.html, "feedback.md": page.text.encode()})
    if kind in (".py", ".yaml", ".yml"):
        lines = (f"# {line}".rstrip() for line in page.text.splitlines())
        return ("\n".join(lines) + "\n").encode()
    if kind == ".ipynb":
        cells = [{"cell_type": "markdown", "metadata": {}, "source": page.text}]
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
        return json.dumps(notebook, ensure_ascii=True).encode()
    return page.text.encode() if kind in (".txt", ".md") else None


def mail_lines(found: Iterable[tuple[Entry, Page | None]]) -> Iterator[Line]:
    """A line for a mail merge: name, address, points, the page's file and its text."""
    for entry, page in found:
        email = entry.student.email if entry.student else ""
        why = _kept_back(entry, page) or ("" if email else "the roster has no email here")
        if why or page is None:
            yield Line(entry.name, skipped=why)
            continue
        gets = number(entry.final)
        row = (
            cell(entry.name), cell(email), gets, number(entry.max_score),
            f"{FOLDER}/{page.path.name}.html", page.text,
        )  # fmt: skip
        yield Line(entry.name, email, gets, note=remarked(entry), row=row)
