"""GRADES/index.html and explanations.html, written from what the folder of grades holds."""

from __future__ import annotations

from pathlib import Path

from grader.lms.exports.feedback import FOLDER, file_names
from grader.report.class_figures import figures
from grader.report.class_page import class_page
from grader.report.explanations_page import explanations_page
from grader.results.classbook import read, read_left_out, unmatched_overrides
from grader.results.entry import title_of
from grader.results.explanations import written
from grader.results.whole_file import whole_file

FILE, READING = "index.html", "explanations.html"


def write_overview(folder: Path) -> Path:
    """Write the class page, and the page of explanations where there are any.

    They link to the feedback pages that are there.
    """
    names = file_names(entry.own_key for entry in read(folder))
    written = {path.stem for path in (folder / FOLDER).glob("*.html")}
    pages = {key: f"{FOLDER}/{name}.html" for key, name in names.items() if name in written}
    explained = _write_explanations(folder, pages)
    counted = figures(read(folder), pages)
    text = class_page(
        counted, unmatched_overrides(folder), read_left_out(folder), explained=explained
    )
    with whole_file(folder / FILE) as file:
        file.write(text)
    return folder / FILE


def _write_explanations(folder: Path, pages: dict[str, str]) -> int:
    """How many there are; where there is none, no page of an earlier grading stays."""
    found = [*written(read(folder))]
    if not found:
        (folder / READING).unlink(missing_ok=True)
        return 0
    title = next((title_of(entry) for entry in read(folder) if entry.document), "")
    with whole_file(folder / READING) as file:
        file.write(explanations_page(found, title, pages))
    return len(found)
