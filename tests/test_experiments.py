"""A prediction that does not hold gets an experiment: lines that run, and never the answer."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from grader.cli import main
from grader.course.authored import shown
from grader.course.course import built_in_course, load_course
from grader.course.shipped import shipped_folder
from grader.judge.grading import Judge
from grader.learn.progress import note_check, recall
from grader.learn.watching import changes_between
from grader.lms.exports import gradescope
from grader.lms.nbgrader.feedback import output
from grader.report.markdown import markdown_report
from grader.report.page import page
from grader.report.terminal import print_report
from grader.results.classbook import Entry, Student
from grader.results.told import as_told, told
from grader.results.verdict import ExerciseResult, Grade, Visibility
from grader.submission.submission import Submission

COURSE = load_course(built_in_course())
PRACTICE = load_course(shipped_folder().code.parent / "practice" / "course.yaml")
QUESTIONS = {
    f"{course.name}/{name}": check
    for course in (COURSE, PRACTICE)
    for exercise in course.exercises
    if exercise.kind == "predictions"
    for name, check in exercise.checks.items()
    if not check.least
}
SHOWN = {name: check for name, check in QUESTIONS.items() if check.experiment}
every_experiment = pytest.mark.parametrize("name", SHOWN)
ROOM = 69  # of a terminal with 80 columns, where it is printed


def test_every_question_of_the_course_has_an_experiment_and_a_place_to_look() -> None:
    own = [check for name, check in QUESTIONS.items() if name.startswith(COURSE.name)]
    assert len(own) == 10
    assert all(check.experiment and check.look for check in own)


@every_experiment
def test_an_experiment_is_four_or_five_lines_that_a_terminal_has_room_for(name: str) -> None:
    lines = str(SHOWN[name].experiment).splitlines()
    assert len(lines) in (4, 5)
    assert max(map(len, lines)) <= ROOM


@every_experiment
def test_neither_the_lines_nor_the_place_single_out_the_answer(name: str) -> None:
    check = SHOWN[name]
    said = f"{check.experiment} {check.look or ''}"
    named = {word for word in check.words if re.search(rf"(?<![a-z]){word}(?![a-z])", said)}
    assert check.right not in named or len(named) > 1
    at = sorted((said.index(word), word) for word in named)
    assert not any(len(at) == len(order) == 5 and [w for _, w in at] == [*order]
                   for order in check.orders)  # fmt: skip


def test_every_order_and_button_that_is_named_is_there_in_the_explorer() -> None:
    labels = {what.label for what in shown(shipped_folder(), "whatifs").WHATIFS}
    template = shipped_folder().code / "explore" / "templates" / "explorer.html"
    buttons = set(re.findall(r">(?:▶ )?([^<>]+)</button>", template.read_text(encoding="utf-8")))
    looks = [check.look for check in SHOWN.values() if check.look and "explorer" in check.look]
    assert len(looks) == 7
    for look in looks:
        quoted = re.findall(r'"([^"]+)"', look)
        pressed = re.findall(r"press (Play|One call|From the start)", look)
        assert quoted or pressed
        assert {*quoted} <= labels
        assert {*pressed} <= buttons


# What each prints, as somebody sees it who runs it.
PRINTS = {
    "order": ("None", "tensor([-4.])"),
    "second-backward": ("tensor([2.])", "tensor([5.])"),
    "step-before-backward": ("tensor([1.], requires_grad=True) None",),
    "late-zero-grad": ("tensor([1.], requires_grad=True)",),
    "changes-weights": ("None tensor([1.]", "None tensor([1.4000]"),
    "untrained-loss": ("0.1000", "tensor(2.3026)"),
    "softmax-twice": ("tensor(1.4612)",),
    "loss-without-item": ("grad_fn=<AddBackward0>) 3.0", "SumBackward0"),
    "stops-dropout": ("0.", "tensor([1., 1., 1., 1., 1., 1., 1., 1.])"),
    "uneven-batches": ("1.0 5.0", "2.0"),
    "third-velocity": ("tensor([1.])", "tensor([1.7500])"),
    "loader-starts": ("tensor([0.4963])", "tensor([0.0885])"),
    "kept-state": ("tensor",),
    "running-mean": ("'weight', 'bias'", "'running_mean'"),
    "random-labels": ("0.6", "0.7"),
}


def test_every_experiment_runs_and_shows_what_it_is_about(tmp_path: Path) -> None:
    # The package behind the optimizers takes seconds to import, and plays no part here.
    quick = "from grader.sandbox import light_dynamo; light_dynamo.install()"
    runner = ["import runpy", quick]
    for number, check in enumerate(SHOWN.values()):
        file = tmp_path / f"experiment_{number}.py"
        file.write_text(str(check.experiment), encoding="utf-8")
        runner.append(f"runpy.run_path({str(file)!r}); print('=' * 9)")
    (tmp_path / "all.py").write_text("\n".join(runner), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, tmp_path / "all.py"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    printed = dict(zip(SHOWN, done.stdout.split("=" * 9 + "\n"), strict=False))
    assert [*printed] == [*SHOWN]
    for name, text in printed.items():
        parts = PRINTS[name.split("/")[1]]
        if name.endswith("random-labels"):
            assert any(part in text for part in parts)
            continue
        places = [text.find(part) for part in parts]
        assert -1 not in places, (name, text)
        assert places == sorted(places), (name, text)


def answered(solutions: Submission, judge: Judge, **answers: str) -> ExerciseResult:
    """The exercise of predictions with other answers than the solutions' in it."""
    text = solutions.files["explain.yaml"].decode()
    for key, answer in answers.items():
        text, count = re.subn(
            rf"(?m)^{key}:\n.*\n  .*\n", f"{key}:\n  ### BEGIN SOLUTION\n  {answer}\n", text
        )
        assert count == 1
    files = solutions.files | {"explain.yaml": text.encode()}
    return judge.grade(Submission("answers", files), ["explain"]).exercises[0]


@pytest.fixture(scope="module")
def two_wrong(judge: Judge, solutions: Submission) -> ExerciseResult:
    return answered(solutions, judge, second_backward="replaces", uneven_batches="three")


@pytest.fixture(scope="module")
def open_one(judge: Judge, solutions: Submission) -> ExerciseResult:
    return answered(solutions, judge, second_backward="replaces", uneven_batches="")


def a_grade(exercise: ExerciseResult) -> Grade:
    return Grade("c", "answers", "digits", (exercise,))


def shown_to_students(exercise: ExerciseResult) -> dict[str, str]:
    """The same grade on every page that a student reads."""
    grade, console = a_grade(exercise), Console(file=io.StringIO(), width=100)
    print_report(grade, console, folder="work", whole=True, details=True)
    entry = Entry(Student("ada"), "ada", grade.to_json())
    return {
        "terminal": console.file.getvalue(),  # type: ignore[attr-defined]
        "page": page(grade.to_json(), view="student", sources={}),
        "markdown": markdown_report(grade),
        "gradescope": json.dumps(gradescope.results(entry)),
        "nbgrader": output(exercise, Visibility.VISIBLE),
    }


def test_the_document_has_every_prediction_and_what_shows_it(two_wrong: ExerciseResult) -> None:
    assert {c.id for c in two_wrong.checks if not c.passed} == {"second-backward", "uneven-batches"}
    assert [(f.code, f.check) for f in two_wrong.findings] == [
        ("wrong-prediction", "second-backward"), ("wrong-prediction", "uneven-batches"),
    ]  # fmt: skip
    document = a_grade(two_wrong).to_json()
    (first, _) = document["exercises"][0]["findings"]
    assert first["experiment"] == QUESTIONS[f"{COURSE.name}/second-backward"].experiment
    assert Grade.from_json(document).to_json() == document


def test_a_student_reads_how_many_predictions_hold_and_one_that_does_not(
    two_wrong: ExerciseResult,
) -> None:
    for where, text in shown_to_students(two_wrong).items():
        said = " ".join(text.split())
        assert "8 of 10 predictions hold" in said, where
        assert "A second" in said or "a second backward() does" in said, where
        assert "(3 * w).sum().backward()" in said, where
        assert "mean loss per image over batches" not in said, where


def test_before_all_are_answered_no_page_says_which_do_not_hold(open_one: ExerciseResult) -> None:
    assert {f.code for f in open_one.findings} == {"wrong-prediction", "missing-answer"}
    for where, text in shown_to_students(open_one).items():
        said = " ".join(text.split())
        assert "8 of 10 predictions hold" in said, where
        assert "replaces" not in said, where
        assert "a second backward() does" not in said, where
        assert "uneven_batches" in said, where  # which one is open is no secret


def test_an_instructors_page_says_which(two_wrong: ExerciseResult) -> None:
    text = page(a_grade(two_wrong).to_json(), view="instructor", sources={})
    assert "mean loss per image over batches" in text
    assert "predictions hold" not in text


def test_what_is_told_costs_and_gives_no_point(two_wrong: ExerciseResult) -> None:
    folded = as_told(two_wrong)
    assert (folded.score, folded.max_score) == (two_wrong.score, two_wrong.max_score) == (9, 11)
    assert not folded.passed
    assert as_told(folded) == folded


def test_watch_does_not_say_which_prediction_has_turned(
    two_wrong: ExerciseResult, open_one: ExerciseResult
) -> None:
    changes = changes_between([two_wrong], [open_one])
    assert (changes.passing, changes.failing) == ((), ())


def test_all_right_is_told_question_by_question(judge: Judge, solutions: Submission) -> None:
    grade = judge.grade(solutions, ["explain"])
    assert told(grade) == grade


def test_the_document_counts_the_answers_that_changed(
    tmp_path: Path, two_wrong: ExerciseResult, open_one: ExerciseResult
) -> None:
    counts = []
    for result in (two_wrong, two_wrong, open_one, two_wrong, open_one):
        progress = note_check(tmp_path, None, [result])
        document = progress.counted(a_grade(result)).to_json()
        counts.append(document["exercises"][0]["changed_answers"])
    assert counts == [0, 0, 0, 0, 0], "an answer that is taken out is none, and comes back the same"
    other = {**(two_wrong.answers or {}), "second-backward": "adds", "stops-dropout": "either"}
    progress = note_check(tmp_path, None, [replace(two_wrong, answers=other)])
    assert progress.changed == recall(tmp_path).changed == {"explain": 2}
    again = note_check(tmp_path, None, [two_wrong])
    assert again.changed == {"explain": 4}


def test_check_writes_the_count_and_shows_the_lines(
    tmp_path: Path, solutions: Submission, two_wrong: ExerciseResult
) -> None:
    note_check(tmp_path, None, [replace(two_wrong, answers={"second-backward": "averages"})])
    text = solutions.files["explain.yaml"].decode().replace("\n  adds\n", "\n  replaces\n")
    (tmp_path / "explain.yaml").write_text(text, encoding="utf-8")
    words = ["check", str(tmp_path), "--exercise", "explain", "--json", str(tmp_path / "r")]
    said = CliRunner().invoke(main, words, catch_exceptions=False).output
    document = json.loads((tmp_path / "r").read_text(encoding="utf-8"))
    assert document["exercises"][0]["changed_answers"] == 1
    assert re.search(r"(?m)^ {10}\(3 \* w\)\.sum\(\)\.backward\(\); print\(w\.grad\)$", said)
