"""A folder of training scripts, each diagnosed: help for a teacher, and no points."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import BatchError, SubmissionError
from grader.learn.scripts.diagnosis import Diagnosis, diagnosed
from grader.learn.scripts.watching import Workshop
from grader.report.script_page import script_page
from grader.results.csv_cells import cell, write_rows
from grader.results.whole_file import whole_file

SECONDS, MOST_SCRIPTS, MOST_BYTES = 60, 2_000, 20 << 20
_LEFT_OUT = {"__pycache__", "site-packages", "node_modules", "venv", "env"}
_IMPORTED = re.compile(rb"^\s*(?:from|import)\s+([A-Za-z_]\w*)", re.M)


@dataclass(frozen=True, slots=True)
class Told:
    """One script of the folder, with what was found in it."""

    name: str
    diagnosis: Diagnosis

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its errors."""
        return tuple(f.code for f in self.diagnosis.findings if f.severity == "error")


def diagnose_folder(
    folder: Path, out: Path, data: Path, show: Callable[[Told], None], seconds: int = SECONDS
) -> list[Told]:
    """Diagnose each script and notebook below a folder, and write a page for each.

    `out` then holds diagnoses.jsonl (a document a line), diagnoses.csv and pages/.

    Raises:
        BatchError: there is no such folder, no script in it, or `out` cannot be written.
        NurseryError: no worker could be started.
    """
    scripts = list(scripts_of(folder))
    if not scripts:
        raise BatchError(f"{folder}: no training script (.py) and no notebook (.ipynb) in there")
    found: list[Told] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        with Workshop(data, seconds) as workshop:
            for path in scripts:
                told = _told(folder, path, workshop, out / "pages")
                found.append(told)
                show(told)
        _write(out, found)
    except OSError as error:
        why = error.strerror or error
        raise BatchError(f"--out {out}: cannot be written: {why}; name another folder") from None
    return found


def scripts_of(folder: Path) -> Iterator[Path]:
    """The scripts below a folder in a stable order: no module that a neighbour imports, no link.

    Raises:
        BatchError: there is no such folder, or it holds too many.
    """
    if not folder.is_dir():
        raise BatchError(f"{folder}: no such folder")
    count = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f not in _LEFT_OUT and not f.startswith("."))
        paths = [Path(place) / n for n in sorted(names) if n.endswith((".py", ".ipynb"))]
        texts = {p: _bytes(p) for p in paths if p.is_file() and not p.is_symlink()}
        imported = {name.decode() for text in texts.values() for name in _IMPORTED.findall(text)}
        for path, text in texts.items():
            if b"torch" not in text or (path.suffix == ".py" and path.stem in imported):
                continue
            count += 1
            if count > MOST_SCRIPTS:
                raise BatchError(f"{folder}: more than {MOST_SCRIPTS:,} scripts; name a part of it")
            yield path


def _bytes(path: Path) -> bytes:
    # SECURITY: a student's file may have any size; it is searched, never parsed, in here.
    return path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""


def _told(folder: Path, path: Path, workshop: Workshop, pages: Path) -> Told:
    relative = path.relative_to(folder)
    try:
        # SECURITY: with the folder named, nothing of a neighbour's comes along.
        watched = workshop.watch(path, cwd=path.parent)
    except SubmissionError as error:
        return Told(str(relative), Diagnosis(path.name, "cannot-run", missing=(str(error),)))
    diagnosis = diagnosed(watched, path.name)
    page = pages / relative.parent / f"{relative.name}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(page) as file:
        file.write(script_page(diagnosis, watched.text))
    return Told(str(relative), diagnosis)


def _write(out: Path, found: list[Told]) -> None:
    with whole_file(out / "diagnoses.jsonl") as file:
        for told in found:
            file.write(json.dumps({"file": told.name, **told.diagnosis.to_json()}) + "\n")
    with whole_file(out / "diagnoses.csv") as file:
        rows = [["file", "status", "errors", "warnings", "steps"]]
        for told in found:
            warnings = [f.code for f in told.diagnosis.findings if f.severity == "warning"]
            status, steps = told.diagnosis.status, str(told.diagnosis.steps)
            codes = " ".join(told.codes), " ".join(dict.fromkeys(warnings))
            rows.append([cell(told.name), status, *codes, steps])
        write_rows(file, rows)
