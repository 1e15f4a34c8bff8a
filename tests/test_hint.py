"""Hints come weakest first, know the last check, and are remembered outside of what is graded."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from corpus import ROOT

from grader.cli import main
from grader.course.course import built_in_course, load_course
from grader.findings import nothing_returned
from grader.findings.catalogue import catalogue
from grader.learn.hints import next_hint, record, taken
from grader.learn.progress import MOST_SUBMISSIONS, Progress, note_check, recall, remember
from grader.learn.standing import Standing
from grader.results.finding import Finding
from grader.results.verdict import CheckResult, ExerciseResult, Outcome
from grader.submission.intake import HINTS_FILE
from grader.submission.submission import read_submission

COURSE = load_course(built_in_course())
(BACKWARD,) = COURSE.chosen(["backward"])
MISTAKE = Finding("missing-zero-grad", "Old gradients.", "What was there?", file="b.py", line=7)


def result(exercise: str, passed: bool = False, bonus: bool = False, **more) -> ExerciseResult:
    outcome = more.pop("outcome", Outcome.PASSED if passed else Outcome.FAILED)
    check = CheckResult("id", "A title.", outcome, 0.0, 1.0)
    findings = () if passed else (MISTAKE,)
    return ExerciseResult(exercise, exercise.title(), (check,), findings, bonus, **more)


def hint(*words: str) -> Result:
    return CliRunner().invoke(main, ["hint", *words], catch_exceptions=False)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is asked from a folder of the test's own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder whose check failed in backward and step."""
    folder = tmp_path / "work"
    folder.mkdir()
    note_check(folder, None, [result("forward", True), result("backward"), result("step")])
    return folder


def test_five_hints_come_one_after_the_other_and_the_last_one_stays() -> None:
    progress, said = Progress(), []
    for _ in range(7):
        found = next_hint(BACKWARD, progress)
        said.append((found.text, found.left, found.repeated))
        progress = taken(progress, found)
    assert [text for text, _, _ in said[:5]] == list(BACKWARD.hints)
    assert [left for _, left, _ in said] == [4, 3, 2, 1, 0, 0, 0]
    assert [repeated for *_, repeated in said] == [False] * 5 + [True] * 2


(ADDS,) = [e for e in catalogue() if e.code == MISTAKE.code and e.file == "backward.py"]
KNOWN = Finding("missing-zero-grad", "34 times too long.", ADDS.hint, file="b.py", line=7)


def found(*findings: Finding) -> list[ExerciseResult]:
    """What a check says of backward that found these mistakes."""
    return [replace(result("backward"), findings=findings)]


def test_hints_begin_from_the_mistake_that_was_found(tmp_path: Path) -> None:
    note_check(tmp_path, None, found(KNOWN))
    said = [" ".join(hint("backward").output.split()) for _ in range(6)]
    assert "Your last check found [missing-zero-grad] at b.py:7. 34 times too long." in said[0]
    assert "There are 4 more hints for this mistake" in said[0]
    for number, step in enumerate(ADDS.steps):
        assert f"Hint {number + 1} of 5: {step}" in said[number]
    assert f"Hint 5 of 5 again: {ADDS.steps[4]}" in said[5]


def test_another_mistake_begins_with_the_first_of_its_own_hints(tmp_path: Path) -> None:
    course = tmp_path / "course.yaml"
    text = built_in_course().read_text(encoding="utf-8")
    course.write_text(text.replace("record_hints: false", "record_hints: true"), encoding="utf-8")
    (named,) = [e for e in catalogue() if e.code == MISTAKE.code and "without" in e.hint + e.why
                and e.exercises and not e.file]  # fmt: skip
    for finding in (KNOWN, replace(KNOWN, hint=named.hint), MISTAKE):
        note_check(tmp_path, course, found(finding))
        assert "Hint 1 of 5: " in hint("backward").output
    assert "Hint 2 of 5: " in hint("backward").output
    note_check(tmp_path, course, found(KNOWN))
    assert ADDS.steps[1] in " ".join(hint("backward").output.split())
    assert json.loads((tmp_path / HINTS_FILE).read_text())["hints"] == {"backward": 5}


def test_a_function_without_a_return_has_hints_whatever_it_is_taken_for(tmp_path: Path) -> None:
    for code in ("wrong-shape", "wrong-logits"):
        finding = Finding(code, "None.", nothing_returned.HINT)
        progress = Progress().after(found(finding))
        assert next_hint(BACKWARD, progress).hints == nothing_returned.STEPS


def test_once_it_is_right_the_hints_are_the_exercises_again() -> None:
    progress = Progress().after(found(KNOWN)).after([result("backward", True)])
    assert next_hint(BACKWARD, progress).hints == BACKWARD.hints


def test_again_repeats_the_last_hint_and_takes_none() -> None:
    progress = taken(Progress(), next_hint(BACKWARD, Progress()))
    again = next_hint(BACKWARD, progress, again=True)
    assert (again.number, again.repeated) == (1, True)
    assert taken(progress, again) == progress


def test_again_before_any_hint_gives_the_first() -> None:
    assert next_hint(BACKWARD, Progress(), again=True).number == 1


def test_without_an_exercise_it_is_for_the_first_that_failed(work: Path) -> None:
    said = hint().output
    assert said.startswith(BACKWARD.title)
    assert said.index("[missing-zero-grad] at b.py:7") < said.index(MISTAKE.hint)
    assert said.index(MISTAKE.hint) < said.index("Hint 1 of 5: ")
    assert "4 more hints for backward" in said


def test_the_next_one_says_that_fewer_are_left(work: Path) -> None:
    assert "Hint 1 of 5: " in hint("backward").output
    assert "Hint 2 of 5: " in hint("backward").output
    assert "Hint 2 of 5 again: " in hint("backward", "--again").output
    assert "Hint 1 of 5: " in hint("step").output


def test_before_any_check_an_exercise_has_to_be_named() -> None:
    assert hint().exit_code == 2
    assert "mnist-grade check" in hint().output
    assert "Hint 1 of 5" in hint("loss").output
    assert "Hint 2 of 5" in hint("loss").output


def test_an_exercise_that_is_not_there_is_a_wrong_command_line(work: Path) -> None:
    assert hint("backwards").exit_code == 2


def test_when_everything_passed_nothing_is_hinted_at(tmp_path: Path) -> None:
    note_check(tmp_path, None, [result(e.id, True) for e in COURSE.exercises])
    assert hint().exit_code == 2


def test_after_a_part_that_is_right_it_is_for_the_first_that_was_not_begun(tmp_path: Path) -> None:
    note_check(tmp_path, None, [result(COURSE.exercises[0].id, True)])
    assert hint().output.startswith(COURSE.exercises[1].title)


def test_what_was_checked_last_comes_before_what_failed_earlier(tmp_path: Path) -> None:
    note_check(tmp_path, None, [result("forward"), result("step")])
    note_check(tmp_path, None, [result("step")])
    assert recall(tmp_path).first_failed(["forward", "step"]) == "step"


def test_the_bonus_comes_after_everything_that_is_required() -> None:
    progress = Progress().after([result("extra", bonus=True), result("step")])
    assert progress.first_failed(["extra", "step"]) == "step"
    assert progress.after([result("step", True)]).first_failed(["extra", "step"]) == "extra"


def test_a_check_of_one_exercise_leaves_the_others_as_they_were(work: Path) -> None:
    note_check(work, None, [result("backward", True)])
    assert hint().output.startswith("Step")


def test_what_could_not_be_judged_changes_nothing(work: Path) -> None:
    note_check(work, None, [result("forward", outcome=Outcome.NOT_JUDGED)])
    assert recall(work).exercises["forward"].passed


def test_hints_are_for_the_submission_that_was_checked_last(
    work: Path, tmp_path: Path, state: Path
) -> None:
    for path in state.iterdir():
        os.utime(path, (0, 0))
    note_check(tmp_path / "other", None, [result("step")])
    assert hint().output.startswith("Step")
    assert hint("--for", str(work)).output.startswith("Backward")


@pytest.mark.parametrize("place", [".", "work", "work/deep"])
def test_the_last_check_counts_in_the_folder_around_it_and_inside(
    work: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("work/deep").mkdir()
    monkeypatch.chdir(place)
    assert "[missing-zero-grad] at b.py:7" in hint("backward").output


def test_a_folder_that_was_checked_by_way_of_a_link_is_this_folder(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("link").symlink_to(work)
    note_check(Path("link"), None, [result("loss")])
    monkeypatch.chdir(work)
    assert "[missing-zero-grad] at b.py:7" in hint("loss").output


def test_a_check_of_another_folder_says_nothing_here(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    assert "nothing was checked in this folder yet" in hint().output
    assert "last check" not in hint("backward").output


def test_work_that_is_not_there_is_a_wrong_command_line(work: Path) -> None:
    said = hint("backward", "--for", "nowhere")
    assert said.exit_code == 2
    assert "--for nowhere: there is no such file or folder" in said.output


def test_hints_taken_are_written_beside_the_work_where_the_course_wants_it(
    work: Path, tmp_path: Path
) -> None:
    course = tmp_path / "course.yaml"
    text = built_in_course().read_text(encoding="utf-8")
    course.write_text(text.replace("record_hints: false", "record_hints: true"), encoding="utf-8")
    note_check(work, course, [result("step")])
    hint("backward")
    hint()
    assert json.loads((work / HINTS_FILE).read_text()) == {
        "schema": 1,
        "hints": {"backward": 1, "step": 1},
    }


def test_hints_taken_are_written_nowhere_else(work: Path) -> None:
    hint()
    assert list(work.iterdir()) == []


@pytest.mark.parametrize("kind", ["a link", "a pipe"])
def test_hints_taken_are_not_written_through_what_lies_in_their_place(
    kind: str, tmp_path: Path
) -> None:
    mine, work = tmp_path / "mine.txt", tmp_path / "work"
    mine.write_text("as it was")
    work.mkdir()
    if kind == "a link":
        (work / HINTS_FILE).symlink_to(mine)
    else:
        os.mkfifo(work / HINTS_FILE)
        reader = os.open(work / HINTS_FILE, os.O_RDONLY | os.O_NONBLOCK)  # so that nobody waits
    record(work, Progress(taken={"step": 1}))
    assert mine.read_text() == "as it was"
    if kind == "a pipe":
        assert os.read(reader, 100) == b""
        os.close(reader)


def test_the_record_of_hints_is_no_part_of_what_is_graded(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    shutil.copytree(ROOT / "exercises", folder)
    before = read_submission(folder).digest
    (folder / HINTS_FILE).write_text("{}")
    assert read_submission(folder).digest == before


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 99}', '{"schema": 1}', "\udcff"])
def test_a_state_that_cannot_be_read_is_no_state(work: Path, state: Path, content: str) -> None:
    for path in state.iterdir():
        path.write_text(content, errors="surrogateescape")
    assert recall(work) == Progress()
    assert hint().exit_code == 2


def test_where_nothing_can_be_remembered_the_first_hint_is_still_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    note_check(tmp_path, None, [result("step")])
    said = hint("step")
    assert said.exit_code == 0
    assert "Hint 1 of 5" in said.output
    assert "cannot be remembered" in said.output


def test_an_account_without_a_home_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setattr(Path, "home", no_home)
    assert not remember(Path("work"), Progress(exercises={"step": Standing(False)}))
    assert recall() == Progress()


def test_the_oldest_states_are_forgotten(state: Path, tmp_path: Path) -> None:
    for number in range(MOST_SUBMISSIONS + 5):
        remember(tmp_path / str(number), Progress())
    assert len(list(state.iterdir())) == MOST_SUBMISSIONS


def test_a_check_remembers_what_it_said(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    shutil.copytree(ROOT / "exercises", folder)
    words = ["check", str(folder), "--exercise", "explain"]
    assert CliRunner().invoke(main, words).exit_code == 1
    assert recall(folder).exercises["explain"].code == "missing-answer"


def test_an_answer_that_is_too_short_is_told_from_one_that_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    shutil.copytree(ROOT / "solutions", folder)
    answers = (folder / "explain.yaml").read_text()
    short = answers[: answers.index("explanation:")].replace("stops_dropout:", "other:")
    (folder / "explain.yaml").write_text(f"{short}explanation: it gets better\n")
    said = CliRunner().invoke(main, ["check", str(folder), "--exercise", "explain"]).output
    assert "No answer yet: stops_dropout, explanation (3 words are too few)." in said
