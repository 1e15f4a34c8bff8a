"""GRADES/index.html, written from what the folder of grades holds."""

from __future__ import annotations

from pathlib import Path

from grader.lms.exports.feedback import FOLDER, file_names
from grader.report.class_figures import figures
from grader.report.class_page import class_page
from grader.results.classbook import read, read_left_out, unmatched_overrides
from grader.results.whole_file import whole_file

FILE = "index.html"


def write_overview(folder: Path) -> Path:
    """Write the class page; it links to the feedback pages that are there."""
    names = file_names(entry.own_key for entry in read(folder))
    written = {path.stem for path in (folder / FOLDER).glob("*.html")}
    pages = {key: f"{FOLDER}/{name}.html" for key, name in names.items() if name in written}
    counted = figures(read(folder), pages)
    text = class_page(counted, unmatched_overrides(folder), read_left_out(folder))
    with whole_file(folder / FILE) as file:
        file.write(text)
    return folder / FILE
