"""nbgrader's autograding by our judge: the student's kernel is never started."""

from __future__ import annotations

import atexit
import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from grader.batch.lateness import lateness
from grader.batch.turnin import Person, TurnIn
from grader.course.course import load_course
from grader.course.wanted import Wanted
from grader.errors import JudgeError, SubmissionError
from grader.judge.once import setup_for
from grader.judge.process import KeptJudge
from grader.lms.nbgrader.feedback import comment, output
from grader.lms.nbgrader.layout import (
    CHECKS,
    EXPLANATION,
    HIDDEN,
    bonus_of,
    cell_score,
    explanation_score,
)
from grader.lms.nbgrader.restore import GONE
from grader.results.verdict import Grade, Visibility
from grader.results.whole_file import whole_file
from grader.submission.submission import Submission, read_submission

COURSE_FILE = "course.yaml"
RESULTS = "results"
_KEY = "mnist-grade"
_KINDS = {CHECKS: Visibility.VISIBLE, HIDDEN: Visibility.HIDDEN}


class JudgeCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Grades the notebook that was handed in and fills the grade cells; none of it runs here."""

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Fill every grade cell with a plain number and what the checks said.

        Raises:
            JudgeError: it could not be judged; nbgrader then gives no score at all.
        """
        place = resources["nbgrader"]
        coursedir = self.parent.parent.coursedir
        folder = Path(
            coursedir.format_path(
                coursedir.submitted_directory, place["student"], place["assignment"]
            )
        )
        grade, trouble = _grade(folder, place["notebook"])
        if grade.status == "failed":
            raise JudgeError(f"{place['student']}: could not be judged: {grade.error}")
        for cell in nb.cells:
            if is_grade(cell) and not is_solution(cell):
                _fill(cell, grade, trouble)
        resources[_KEY] = grade
        return nb, resources


def _grade(folder: Path, notebook: str) -> tuple[Grade, str]:
    """The judge's grade, and why nothing could be read where that is so."""
    course_file = Path(COURSE_FILE).absolute()
    judge = kept_judge(course_file, course_file.stat().st_mtime_ns)
    try:
        submission = _handed_in(folder, notebook, judge.wanted)
    except SubmissionError as error:
        return judge.grade(Submission(notebook, {})), str(error).rpartition("/")[2]
    return judge.grade(submission), ": ".join(submission.unreadable or ())


def _handed_in(folder: Path, notebook: str, wanted: Wanted) -> Submission:
    """The folder as a batch would read it; where it holds several notebooks, this one of them."""
    whole = read_submission(folder, wanted=wanted)
    if whole.origin is not None:
        return whole
    return read_submission(folder / f"{notebook}.ipynb", wanted=wanted)


def _fill(cell: Any, grade: Grade, trouble: str) -> None:
    name, _, kind = cell.metadata.nbgrader.grade_id.rpartition("-")
    found = next((e for e in grade.exercises if e.id == name), None)
    visibility = _KINDS.get(f"-{kind}")
    if found is None or visibility is None:
        # Without our judge nobody grades it: nbgrader would give full marks for no output.
        raise JudgeError(
            f"the grade cell {cell.metadata.nbgrader.grade_id!r} belongs to no exercise of "
            "course.yaml; make it manually graded, or take it out of the source notebook"
        )
    score = cell_score(found, visibility, cell.metadata.nbgrader.points)
    words = f"{trouble}\n" if trouble else output(found, visibility)
    cell.outputs = [
        new_output("stream", name="stdout", text=words),
        new_output("execute_result", data={"text/plain": repr(score)}, execution_count=1),
    ]
    cell.execution_count = 1


class SaveExtras(NbGraderPreprocessor):  # type: ignore[misc]
    """Saves what no grade cell holds: comments, extra credit, and the free text's first score.

    What a person has entered stays: manual scores and comments have fields of their own, and
    extra credit is replaced only where it is what was written here before.
    """

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Save, and keep the whole result beside the course."""
        place, grade = resources["nbgrader"], resources[_KEY]
        where = (place["notebook"], place["assignment"], place["student"])
        path = Path(RESULTS) / place["assignment"] / f"{place['student']}.json"
        before = bonus_of(_kept(path).exercises) if path.is_file() else {}
        with Gradebook(place["db_url"]) as gradebook:
            names = {c.metadata.nbgrader.grade_id for c in nb.cells if is_solution(c)}
            for exercise in grade.exercises:
                if exercise.id in names:
                    said = gradebook.find_comment(exercise.id, *where)
                    said.auto_comment = comment(exercise) or None
            for exercise_id, bonus in bonus_of(grade.exercises).items():
                credit = gradebook.find_grade(exercise_id + CHECKS, *where)
                if credit.extra_credit in (None, 0, before.get(exercise_id)):
                    credit.extra_credit = bonus
            if EXPLANATION in names:
                words = gradebook.find_grade(EXPLANATION, *where)
                if words.auto_score is None:
                    words.auto_score = min(explanation_score(grade.exercises), words.max_score)
                if any(_is_gone(cell) for cell in nb.cells) and words.manual_score is None:
                    words.needs_manual_grade = False
            gradebook.db.commit()
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as file:
            json.dump(grade.to_json(), file)
        return nb, resources


def _is_gone(cell: Any) -> bool:
    """Whether there is no free text to read, since its cell was not handed in."""
    return is_solution(cell) and is_grade(cell) and bool(cell.source == GONE)


def _kept(path: Path) -> Grade:
    return Grade.from_json(json.loads(path.read_text(encoding="utf-8")))


class HideHiddenTests(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes hidden tests out of the feedback, where nbgrader itself leaves them in."""

    def preprocess_cell(self, cell: Any, resources: Any, _index: int) -> Any:
        """Cut the marked lines out of a locked grade cell."""
        if is_grade(cell) and not is_solution(cell):
            kept, hidden = [], False
            for line in cell.source.split("\n"):
                hidden = hidden or "BEGIN HIDDEN TESTS" in line
                if not hidden:
                    kept.append(line)
                hidden = hidden and "END HIDDEN TESTS" not in line
            cell.source = "\n".join(kept)
        return cell, resources


class CourseLatePenalty(BasePlugin):  # type: ignore[misc]
    """The late policy of course.yaml, in nbgrader's place for it."""

    def late_submission_penalty(
        self, _student_id: str, score: float, total_seconds_late: float
    ) -> float:
        """The points that lateness costs."""
        policy = load_course(Path(COURSE_FILE)).late
        due = datetime.now(UTC)
        turn_in = TurnIn("", Person(()), Path(), time=due + timedelta(seconds=total_seconds_late))
        return score * lateness(turn_in, due, policy).penalty


@cache
def kept_judge(course_file: Path, _changed: int) -> KeptJudge:
    """The one judge of this process for a course, as long as its file stays as it is."""
    judge = KeptJudge(setup_for(course_file))
    atexit.register(judge.close)
    return judge
