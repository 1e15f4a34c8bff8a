"""Check your work inside a notebook: `from grader.notebook import check`, then `check("NAME")`.

What is checked is what you have run so far, the last definition of a name first. It is judged in
a sealed process of its own; nothing here changes your kernel. `hint`, `why`, `explore` and `puzzle`
are the commands of these names, inline.
"""

from __future__ import annotations

import atexit
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from grader.course.place import folder_at
from grader.course.shipped import record_at
from grader.course.wanted import Wanted
from grader.errors import CourseError, GradeError
from grader.judge.once import setup_for
from grader.judge.process import KeptJudge
from grader.learn.progress import course_of, note_check, recall
from grader.report.page import page
from grader.report.terminal import print_report
from grader.results.verdict import ExerciseResult, Grade, Visibility
from grader.submission.origin import Cell
from grader.submission.submission import Submission, cells_submission

__all__ = ["Result", "check", "explore", "hint", "puzzle", "why"]

CALLED = "In [{number}]"
COURSE_FILE = "course.yaml"
# The free text stands in a markdown cell, which no kernel sees: a teacher reads it.
_EXPLANATION = "explanation"
_READ_BY_A_TEACHER = "explanation: " + "my words stand in a cell of their own " * 3


@dataclass(frozen=True, slots=True)
class Result:
    """What the checks said; `points` are those of the visible ones, `hidden_points` the others'."""

    grade: Grade
    sources: Mapping[str, str]

    @property
    def points(self) -> float:
        """A plain number, as nbgrader takes it for partial credit."""
        return _points(self.grade, Visibility.VISIBLE)

    @property
    def hidden_points(self) -> float:
        """The same for the checks that are not shown."""
        return _points(self.grade, Visibility.HIDDEN)

    @property
    def html(self) -> str:
        """The result as a picture of its own inside a notebook."""
        whole = page(self.grade.to_json(), view="student", sources=self.sources,
                     template="notebook.html")  # fmt: skip
        return _framed(whole, self.grade)

    @property
    def text(self) -> str:
        """The result as a terminal shows it."""
        import io

        from rich.console import Console

        screen = Console(file=io.StringIO(), width=88, force_jupyter=False)
        print_report(self.grade, screen, folder="your-notebook.ipynb")
        return screen.file.getvalue()  # type: ignore[attr-defined, no-any-return]

    def _ipython_display_(self) -> None:
        """Nothing: `check` has shown it already."""


class UnknownExercise(ValueError):
    """There is no exercise of that name; a notebook shows its one line, and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def check(*exercises: str) -> Result:
    """Check these exercises, or all of them, show what came out, and return it.

    Raises:
        UnknownExercise: there is no such exercise.
        RuntimeError: the grader could not start.
    """
    cells = list(_cells())
    try:
        judge = _judge()
    except GradeError as error:
        raise RuntimeError(str(error)) from None
    submission = _submission(cells, judge.wanted)
    try:
        grade = judge.grade(submission, exercises or None)
    except CourseError as error:
        raise UnknownExercise(str(error)) from None
    except GradeError as error:
        raise RuntimeError(str(error)) from None
    sources = {CALLED.format(number=cell.number): cell.text for cell in cells}
    result = Result(_without_explanation(grade), sources)
    note_check(Path.cwd(), _course_file(), grade.exercises, grade.trace, grade.training)
    if _defines_nothing(submission, judge.wanted):
        print(_NOTHING)
    else:
        _show(result)
    return result


_NOTHING = (
    "Nothing of the course is defined here yet: run the cell of an exercise, then check again."
)


def _defines_nothing(submission: Submission, wanted: Wanted) -> bool:
    """Whether no cell that was run defines a name of the course, or answers a question."""
    if submission.unreadable:
        return False
    files = (submission.files.get(file, b"").strip() for file in wanted.contract.files)
    return all(text in (b"", _READ_BY_A_TEACHER.strip().encode()) for text in files)


def hint(exercise: str = "", *, again: bool = False) -> None:
    """Show the next hint for an exercise, or for the first that failed in the last check."""
    _command("hint", *filter(None, [exercise]), *(["--again"] if again else []))


def why(code: str = "", *, right: bool = False) -> None:
    """Explain a finding: what was believed, why it is not so, and how the mistake looks."""
    _command("why", *filter(None, [code]), *(["--right"] if right else []))


def explore() -> None:
    """Show the page that looks inside a training step, your own once a check has seen your loop."""
    own = ("--work", ".") if recall(Path.cwd()).calls else ()
    with tempfile.TemporaryDirectory(prefix="mnist-grade-") as folder:
        page = Path(folder) / "explorer.html"
        if _ipython() is None or not _command("explore", *own, "--out", str(page), quiet=True):
            print("The explorer is a page: mnist-grade explore --open")
            return
        whole = escape(page.read_text(encoding="utf-8"))
    # Its own script may run; it has no way to the notebook around it.
    frame = f'<iframe sandbox="allow-scripts" srcdoc="{whole}" title="Inside a training step" '
    frame += 'style="width: 100%; height: 720px; border: 0; resize: vertical"></iframe>'
    from IPython.display import display

    display({"text/html": frame, "text/plain": "the explorer"}, raw=True)  # type: ignore[no-untyped-call]


_PUZZLE: list[int] = []


def puzzle(*numbers: int) -> None:
    """Show the calls of the training loop, shuffled, with two that do not belong.

    With numbers, run these lines in this order, and show what happens.
    """
    if not numbers or not _PUZZLE:
        _PUZZLE[:] = [random.randrange(1000, 10_000)]
    with tempfile.TemporaryDirectory(prefix="mnist-grade-") as folder:
        file = Path(folder) / "puzzle.py"
        posed = ("debug", "--level", "1", "--seed", str(_PUZZLE[0]), "--out", str(file))
        if not _command(*posed, quiet=True):
            return
        head, loop = file.read_text(encoding="utf-8").split("loader:\n")
        lines = loop.splitlines()
        if not numbers:
            print("Five of these seven lines make a training loop, in the right order:\n")
            print("\n".join(f"  {n}  {line.strip()}" for n, line in enumerate(lines, start=1)))
            print("\npuzzle(3, 1, 5, 2, 4) runs the lines of these numbers in this order.")
        elif not all(isinstance(n, int) and 1 <= n <= len(lines) for n in numbers):
            print(f"The lines have the numbers 1 to {len(lines)}.")
        else:
            chosen = "\n".join(lines[n - 1] for n in numbers)
            file.write_text(f"{head}loader:\n{chosen}\n", encoding="utf-8")
            _command("debug", "--check", str(file))


def _command(*words: str, quiet: bool = False) -> bool:
    """Run a command in a process of its own and print what it says; whether it worked."""
    done = subprocess.run(
        [sys.executable, "-m", "grader.cli", *words],
        capture_output=True, text=True, check=False, encoding="utf-8",
        env=os.environ | {"COLUMNS": "88", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    said = done.stdout + done.stderr.replace("mnist-grade: ", "")
    if said.strip() and not (quiet and done.returncode == 0):
        print(said.rstrip())
    return done.returncode == 0


def _submission(cells: list[Cell], wanted: Wanted) -> Submission:
    submission = cells_submission("your notebook", cells, CALLED, wanted)
    if submission.unreadable or _EXPLANATION not in wanted.questions:
        return submission
    answered = {}
    for file in wanted.contract.answers:
        answers = submission.files[file].decode()
        if f"\n{_EXPLANATION}:" not in f"\n{answers}":
            answers += _READ_BY_A_TEACHER + "\n"
        answered[file] = answers.encode()
    return replace(submission, files=submission.files | answered)


def _without_explanation(grade: Grade) -> Grade:
    kept = (
        replace(e, checks=tuple(c for c in e.checks if c.id != _EXPLANATION))
        for e in grade.exercises
    )
    return replace(grade, exercises=tuple(kept))


def _points(grade: Grade, visibility: Visibility) -> float:
    checks = (c for e in grade.exercises for c in e.checks if c.visibility is visibility)
    return float(round(sum(c.score for c in checks), 6))


def _ipython() -> Any:
    module = sys.modules.get("IPython")
    return module.get_ipython() if module else None


def _cells() -> Iterator[Cell]:
    """What was run so far, in the order in which it was run."""
    shell = _ipython()
    if shell is not None:
        for number, text in enumerate(shell.history_manager.input_hist_raw):
            yield Cell(number, "code", text)
        return
    program = getattr(sys.modules["__main__"], "__file__", None)
    if program is None:
        raise RuntimeError("check() reads what a notebook has run, or the program that calls it")
    yield Cell(1, "code", Path(program).read_text(encoding="utf-8"))


def _show(result: Result) -> None:
    if _ipython() is None:
        print(result.text)
        return
    from IPython.display import display

    display({"text/html": result.html, "text/plain": result.text}, raw=True)  # type: ignore[no-untyped-call]


def _framed(whole: str, grade: Grade) -> str:
    height = min(1100, 60 + sum(map(_height, grade.exercises)) + (330 if grade.trace else 0))
    # SECURITY: a sandboxed frame runs no script; what slipped in could not touch the notebook.
    return (
        f'<iframe sandbox srcdoc="{escape(whole)}" title="Result of the checks" '
        f'style="width: 100%; height: {height}px; border: 0; resize: vertical"></iframe>'
    )


def _height(exercise: ExerciseResult) -> int:
    """About how many pixels an exercise takes: one that passed is two lines."""
    if exercise.passed and not exercise.findings:
        return 120
    return 100 + 52 * len(exercise.checks) + 330 * len(exercise.findings)


def _course_file() -> Path | None:
    """The course that MNIST_GRADE_COURSE names, or that `start` noted for this folder.

    Else the nearest course.yaml, here or in a folder above, that varies the course which is built
    in; None for that.
    """
    if named := os.environ.get("MNIST_GRADE_COURSE"):
        return record_at(named)
    here = Path.cwd()
    if (noted := course_of(here, None)) is not None:
        return noted
    found = (folder / COURSE_FILE for folder in (here, *list(here.parents)[:3]))
    # SECURITY: a course of one's own is code, which is run where somebody named it, and never
    # because it happens to lie above a notebook.
    return next((path for path in found if path.is_file() and folder_at(path) is None), None)


def _judge() -> KeptJudge:
    course_file = _course_file()
    return _kept(course_file, course_file.stat().st_mtime_ns if course_file else 0)


@cache
def _kept(course_file: Path | None, _changed: int) -> KeptJudge:
    """The one judge of this kernel for a course, as long as its file stays as it is."""
    judge = KeptJudge(setup_for(course_file))
    atexit.register(judge.close)
    return judge
