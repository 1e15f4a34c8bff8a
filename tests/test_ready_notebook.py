"""The course as a notebook: all but the cell that installs runs, and the work lies in files."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from corpus import ROOT

from grader.course.course import built_in_course, load_course
from grader.course.edition import public_course
from grader.lms.exports.ready_notebook import WORK, ready_notebook

FILE = ROOT / "docs" / "course.ipynb"


def test_the_notebook_is_the_one_that_the_course_makes() -> None:
    made = ready_notebook(public_course(load_course(built_in_course())))
    told = "python -m grader.lms.exports.ready_notebook > docs/course.ipynb"
    assert json.loads(FILE.read_text(encoding="utf-8")) == made, told


def test_the_first_cell_installs_and_no_cell_holds_a_solution() -> None:
    notebook = json.loads(FILE.read_text(encoding="utf-8"))
    assert notebook["cells"][0]["source"].startswith("%pip install")
    lines = {line.strip() for cell in notebook["cells"] for line in cell["source"].splitlines()}
    for path in (ROOT / "solutions").glob("*.py"):
        solution = path.read_text(encoding="utf-8").splitlines()
        starter = (ROOT / "exercises" / path.name).read_text(encoding="utf-8").splitlines()
        secret = {line.strip() for line in solution} - {line.strip() for line in starter}
        assert secret
        assert not secret & lines, path.name


def test_a_learner_runs_it_from_the_second_cell_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    notebook = nbformat.reads(FILE.read_text(encoding="utf-8"), as_version=4)
    nbformat.validate(notebook)
    kept = [cell for cell in notebook.cells[1:] if not of_others(cell, "loss")]
    for cell in kept:
        if cell.source.startswith(f"%%writefile {WORK}/loss.py"):
            solution = (ROOT / "solutions" / "loss.py").read_text(encoding="utf-8")
            cell.source = f"%%writefile {WORK}/loss.py\n{solution}"
        cell.source = cell.source.replace("# !mnist-grade hint", "!mnist-grade hint")
    notebook.cells = kept
    nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    said = {cell.source: shown(cell) for cell in kept if cell.cell_type == "code"}
    assert "Well done!" in said[f"!mnist-grade check {WORK} --exercise loss"]
    assert "Hint 1 of 5" in said[f"!mnist-grade hint loss --for {WORK}"]
    assert (tmp_path / WORK / "loss.py").read_bytes().strip() == solution.encode().strip()
    assert (tmp_path / f"{WORK}.zip").is_file()


def of_others(cell: Any, exercise: str) -> bool:
    """Whether it checks, or gives a hint for, another exercise, or all: seconds each."""
    asks = "mnist-grade check" in cell.source or "mnist-grade hint" in cell.source
    return cell.cell_type == "code" and asks and f" {exercise}" not in cell.source


def shown(cell: Any) -> str:
    return "".join(str(output.get("text", "")) for output in cell.outputs)
