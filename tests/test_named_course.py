"""A course that ships beside the first is named by its name, in whatever takes a course."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import main
from grader.course.course import load_course, seed_warning
from grader.course.shipped import called, record_named
from grader.judge.grading import Judge
from grader.judge.lasting import begun
from grader.judge.puzzles import posed, posed_in
from grader.judge.setup import course_digest, digest_of
from grader.judge.training import trainings_of
from grader.learn.progress import course_of, note_start, recall
from grader.lms.exports.autograder import write_archive
from grader.notebook import _course_file
from grader.submission.submission import Submission, read_submission

NAME = "practice"
RECORD = record_named(NAME)
assert RECORD is not None
HOME = RECORD.parent


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [*map(str, words)], catch_exceptions=False)


def told(done: Result) -> str:
    """What a command said, in one line, however it was broken into several."""
    return " ".join((done.stdout + done.stderr).split())


def test_its_name_stands_for_its_path_and_its_path_for_its_name(tmp_path: Path) -> None:
    assert called(RECORD) == NAME
    other = tmp_path / NAME / "course.yaml"
    assert called(other) == str(other)


def test_a_name_in_the_environment_counts_in_a_notebook_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MNIST_GRADE_COURSE", NAME)
    (tmp_path / NAME).mkdir()  # which was handed in, perhaps
    assert _course_file() == RECORD
    monkeypatch.setenv("MNIST_GRADE_COURSE", f"./{NAME}")
    assert _course_file() == Path(NAME, "course.yaml")


def test_work_that_was_started_finds_its_course_after_another_installation(tmp_path: Path) -> None:
    note_start(tmp_path, RECORD)
    assert recall(tmp_path).started == NAME
    assert course_of(tmp_path, None) == RECORD


def test_reports_say_its_name_and_never_where_it_is_installed(tmp_path: Path) -> None:
    started = run("start", tmp_path / "work", "--course", NAME)
    assert "Course: practice, for check, watch and hint here, too." in told(started)
    assert str(HOME) not in told(started)


def test_its_puzzles_are_of_what_is_right_already_and_are_checked_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = load_course(RECORD)
    for exercise in ("momentum", "warm_up"):
        puzzle = posed(course, None, [exercise])
        assert puzzle.exercise.id == exercise
        again = posed_in(course, puzzle.source.encode())
        assert (again.mistake.code, again.number) == (puzzle.mistake.code, puzzle.number)
    monkeypatch.chdir(tmp_path)
    note_start(tmp_path, RECORD)  # from here on it is the course of this folder
    assert puzzle.mistake.believes in told(run("why", puzzle.mistake.code))


def test_who_runs_it_with_the_seed_that_all_know_is_told_how_to_have_a_copy(tmp_path: Path) -> None:
    words = seed_warning(load_course(RECORD), RECORD)
    assert "`mnist-grade course init my-course --course practice`" in words
    assert run("course", "init", tmp_path / "mine", "--course", NAME).exit_code == 0
    copied = load_course(tmp_path / "mine" / "course.yaml")
    assert seed_warning(copied, copied.folder.record) == ""
    assert course_digest(copied.folder) == course_digest(load_course(RECORD).folder)


def test_its_student_edition_holds_no_solution_and_says_how_to_check(tmp_path: Path) -> None:
    assert run("release", tmp_path / "out", "--course", NAME).exit_code == 0
    assert not list((tmp_path / "out").rglob("course.yaml"))
    assert "export MNIST_GRADE_COURSE=practice\n" in (tmp_path / "out" / "README.md").read_text()
    files = [p for p in (tmp_path / "out").rglob("*") if p.is_file()]
    assert not [path for path in files if "BEGIN SOLUTION" in path.read_text()]


def test_the_archive_for_gradescope_grades_by_the_same_course(
    tmp_path: Path, second: Judge
) -> None:
    write_archive(tmp_path / "a.zip", RECORD)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(tmp_path / "source")
    unpacked = load_course(tmp_path / "source" / "course.yaml")
    assert digest_of(unpacked) == digest_of(second.course)


def test_its_notebook_for_nbgrader_gives_every_cell_its_points(
    tmp_path: Path, second: Judge
) -> None:
    nbformat = pytest.importorskip("nbformat")
    from grader.lms.nbgrader.assignment import LESSON, assignment_notebook
    from grader.lms.nbgrader.layout import CHECKS, HIDDEN, cell_score
    from grader.results.verdict import Visibility

    texts = {p.name: p.read_text() for p in (HOME / "solutions").iterdir()}
    lesson = (HOME / "exercises" / LESSON).read_text()
    notebook = assignment_notebook(second.course, {**texts, LESSON: lesson})
    (tmp_path / "practice.ipynb").write_text(nbformat.writes(notebook))
    handed_in = read_submission(tmp_path / "practice.ipynb", wanted=second.course.wanted)
    grade = second.grade(handed_in)
    texts = [cell.source for cell in notebook.cells]
    asked = "a file with nothing but the weights is not enough to go on from"
    assert sum(asked in text for text in texts) == 1, "where it is answered, and nowhere else"
    results = {exercise.id: exercise for exercise in grade.exercises}
    kinds = {CHECKS: Visibility.VISIBLE, HIDDEN: Visibility.HIDDEN}
    graded = 0
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        name, _, kind = about.get("grade_id", "").rpartition("-")
        if about.get("grade") and not about["solution"]:
            score = cell_score(results[name], kinds[f"-{kind}"], about["points"])
            assert score == about["points"], name
            graded += score
    assert graded == second.course.max_score - 2  # for the free text, which a person reads


def test_a_batch_of_it_grades_a_class(tmp_path: Path) -> None:
    right = (HOME / "solutions" / "momentum.py").read_text()
    for student, text in (("ada", right), ("bob", right.replace("sub_", "add_"))):
        (tmp_path / "class" / student).mkdir(parents=True)
        (tmp_path / "class" / student / "momentum.py").write_text(text)
    done = run(
        "batch", tmp_path / "class", "--out", tmp_path / "grades", "--course", NAME, "--lanes", 1
    )
    assert done.exit_code == 0, done.output
    assert "Course: practice" in told(done)
    rows = (tmp_path / "grades" / "results.jsonl").read_text().splitlines()
    scores = {(row := json.loads(line))["submission"]: row["score"] for line in rows}
    assert scores == {"ada": 10, "bob": 0}


FUNCTIONAL = (HOME / "right" / "conv_net" / "functional.py").read_bytes()


def test_what_its_network_has_seen_is_measured_with_it_whatever_the_layers_are_called(
    second: Judge,
) -> None:
    """Without the statistics of its batch norms a trained network guesses."""
    exercise = trainings_of(second.course)["ConvNet"]
    with second.staged(Submission("train", {"conv_net.py": FUNCTIONAL}), 1) as staged:
        training = begun(second.course, second.dataset, exercise, staged)
        try:
            training.next()
            assert training.next().measured.validation_accuracy > 0.8
        finally:
            training.worker.end()
