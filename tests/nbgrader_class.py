"""Ten students of an nbgrader course, each with a notebook made of the one that was released."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Notebook = dict[str, Any]
_DOCSTRING = re.compile(r'\A""".*?"""\n+', re.S)
EXPLANATION = "Forward uses the weight, the loss compares, " + "backward finds the slope. " * 6


def cell(notebook: Notebook, grade_id: str) -> dict[str, Any]:
    """The cell that nbgrader knows by this name."""
    return next(
        c
        for c in notebook["cells"]
        if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )


def code(source: str) -> dict[str, Any]:
    """A new code cell."""
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [],
            "execution_count": None, "id": f"own-{abs(hash(source))}"}  # fmt: skip


def solved(released: Notebook, solutions: Path) -> Notebook:
    """The released notebook with the solution in every cell that the course has."""
    notebook = copy.deepcopy(released)
    answers = (solutions / "explain.yaml").read_text(encoding="utf-8").split("# 11.")[0]
    filled = {"explain": f'predictions = """\n{answers}"""', "explanation": EXPLANATION}
    for path in solutions.glob("*.py"):
        filled[path.stem] = _DOCSTRING.sub("", path.read_text(encoding="utf-8"))
    for one in notebook["cells"]:
        name = one["metadata"].get("nbgrader", {}).get("grade_id")
        one["source"] = filled.get(name, one["source"])
    return notebook


def _wrong(notebook: Notebook) -> Notebook:
    cell(notebook, "backward")["source"] = "def backward(optimizer, loss):\n    loss.backward()"
    cell(notebook, "explain")["source"] = 'predictions = {"second_backward": "replaces"}'
    cell(notebook, "explanation")["source"] = "YOUR ANSWER HERE"
    return notebook


HOSTILE = """\
%config InteractiveShell.ast_node_interactivity = "all"
import os, sys, grader.notebook
from IPython import get_ipython
check = lambda *a: type("R", (), {"points": 1000.0, "hidden_points": 1000.0})()
grader.notebook.check = check
get_ipython().showtraceback = lambda *a, **k: None
print("99.0", file=sys.stderr)
os._exit(0)
"""


def _hostile(notebook: Notebook) -> Notebook:
    raises = 'raise ValueError("<script>alert(1)</script> ![x](http://evil/) [y](javascript:z)")'
    cell(notebook, "backward")["source"] = f"def backward(optimizer, loss):\n    {raises}"
    cell(notebook, "step")["metadata"]["nbgrader"]["schema_version"] = 99
    checks = cell(notebook, "backward-checks")
    checks["source"] = "20.0"
    checks["metadata"]["nbgrader"] |= {"points": 1000.0, "solution": True, "locked": False}
    hidden = cell(notebook, "loss-hidden")
    hidden["metadata"]["nbgrader"] = {"grade_id": ["loss-hidden"], "grade": True}
    cell(notebook, "train-checks")["cell_type"] = "markdown"
    notebook["metadata"]["kernelspec"] = {"name": ["evil"], "display_name": 1}
    twin = copy.deepcopy(checks)
    twin["id"] = "twin"
    notebook["cells"] = [code(HOSTILE), *notebook["cells"], twin, code("### BEGIN HIDDEN TESTS")]
    return notebook


def _empty(notebook: Notebook) -> Notebook:
    return {**notebook, "cells": []}


def _deleted(notebook: Notebook) -> Notebook:
    gone = [cell(notebook, name) for name in ("backward-checks", "step-hidden", "forward-checks")]
    notebook["cells"] = [c for c in notebook["cells"] if not any(c is g for g in gone)]
    return notebook


def _syntax_error(notebook: Notebook) -> Notebook:
    source = "def backward(optimizer, loss)\n    loss.backward()"
    cell(notebook, "backward")["source"] = source
    return notebook


def _endless(notebook: Notebook) -> Notebook:
    cell(notebook, "step")["source"] += "\n\ndef step(optimizer):\n    while True:\n        pass\n"
    notebook["cells"].insert(0, code("while True:\n    pass"))
    return notebook


def _noise(notebook: Notebook) -> Notebook:
    noise = 'import sys\nprint("a warning", file=sys.stderr)\nraise RuntimeError("in my plot")'
    for name in ("forward-checks", "train-checks"):
        place = notebook["cells"].index(cell(notebook, name))
        notebook["cells"].insert(place, code(noise))
    cell(notebook, "hidden_layer")["source"] = "class HiddenNN:\n    pass"
    return notebook


STUDENTS: Mapping[str, Callable[[Notebook], Notebook] | None] = {
    "ada": lambda notebook: notebook,
    "bob": _wrong,
    "cyd": _hostile,
    "dan": _empty,
    "eve": _deleted,
    "fay": _syntax_error,
    "gus": _endless,
    "hal": None,  # a file of no bytes
    "ivy": lambda _: {},  # the released notebook as it was
    "jon": _noise,
}
LATE = "jon"  # two days


def hand_in(inbound: Path, assignment: str, released: Path, solutions: Path) -> None:
    """Put everybody's notebook where nbgrader's exchange keeps what was handed in."""
    fresh = json.loads(released.read_text(encoding="utf-8"))
    for student, make in STUDENTS.items():
        day = "2026-11-22" if student == LATE else "2026-11-19"
        stamp = f"{day} 12:00:00.000000 UTC"
        folder = inbound / f"{student}+{assignment}+{stamp}+0000"
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text(stamp, encoding="utf-8")
        (folder / "submission_secret.txt").write_text(student * 8, encoding="utf-8")
        notebook = (make(solved(fresh, solutions)) or fresh) if make else None
        text = json.dumps(notebook) if notebook is not None else ""
        (folder / released.name).write_text(text, encoding="utf-8")
